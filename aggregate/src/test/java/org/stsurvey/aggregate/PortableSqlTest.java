package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Table SQL and definitions stay inside what DuckDB and Spark SQL both understand in the same way; the few
/// files that take lists apart are put otherwise for Spark by the rules of its dialect.
class PortableSqlTest {

    private static final Pattern ORDER_BY =
            Pattern.compile("\\border by\\b(.*?)(?=\\brows between\\b|\\)|$)", Pattern.DOTALL);

    static Stream<String> shared() {
        return Stream.of(
                        Stream.of("terms.sql", "definitions.sql"),
                        RunExtracts.files().stream(),
                        Aggregation.COLLECTED.stream().filter(file -> !file.equals("members.sql")),
                        Tables.all().stream().map(table -> "tables/" + table.name() + ".sql"))
                .flatMap(files -> files);
    }

    private static String code(String file) {
        return TableScript.text(file)
                .lines()
                .map(line -> line.replaceAll("--.*", ""))
                .reduce("", (a, b) -> a + "\n" + b)
                .replaceAll("'[^']*'", "''")
                .toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("shared")
    void nothingIsInDoubleQuotesWhichSparkTakesForText(String file) {
        assertThat(code(file)).doesNotContain("\"");
    }

    @ParameterizedTest
    @MethodSource("shared")
    void everyOrderSaysWhereNullsGo(String file) {
        ORDER_BY.matcher(code(file)).results().forEach(order -> {
            for (String key : order.group(1).split(",", -1)) {
                assertThat(key.strip()).as("key of ORDER BY in %s", file).matches("(?s).*nulls (first|last)");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("shared")
    void noFunctionOfOneEngineAlone(String file) {
        assertThat(code(file))
                .doesNotContainPattern(
                        "\\b(read_parquet|read_json|read_csv|getvariable|unnest|explode|concat|quantile_cont"
                                + "|percentile|approx_\\w+|list_\\w+|len|size|regexp_\\w+|any_value|max_by|min_by|first|last|hash)\\s*\\(")
                .doesNotContain("varchar")
                .doesNotContain("::")
                .doesNotContain("[");
    }

    @ParameterizedTest
    @MethodSource("shared")
    void sumsAreCastBecauseDuckDbMakesThemWider(String file) {
        String code = code(file);
        for (int at = code.indexOf("sum("); at >= 0; at = code.indexOf("sum(", at + 1)) {
            String before = code.substring(Math.max(0, at - 14), at);
            assertThat(before).as("before sum( in %s", file).matches("(?s).*(cast\\(|coalesce\\(|share\\(k, )");
        }
    }

    @ParameterizedTest
    @MethodSource("shared")
    void doublesAreNotDecimals(String file) {
        // 0.5 is a decimal in Spark, 0.5e0 a double in both.
        assertThat(code(file)).doesNotContainPattern("\\d\\.\\d+(?!\\d*e)\\b");
    }

    @ParameterizedTest
    @MethodSource("shared")
    void tablesReadOnlyTheFlatViews(String file) {
        List<String> views = new ArrayList<>(List.of(
                "observations",
                "classified",
                "publisher_network",
                "publisher_findings",
                "publisher_mx",
                "publisher_addresses",
                "publisher_probes",
                "removed_mx_hosts",
                "observed_groups",
                "observed_sources",
                "observed_outcomes",
                "names_before",
                "names_now",
                "known_names",
                "removed_names",
                "all_names",
                "told_before",
                "told_now",
                "watched_names",
                "this_pair",
                "run_facts",
                "method_settings",
                "noise",
                "entity_classes",
                "address_origins"));
        views.addAll(RunExtracts.names());
        Stream.concat(Stream.of("terms.sql", "definitions.sql"), Aggregation.COLLECTED.stream())
                .forEach(definitions -> Pattern.compile("\\bcreate (?:or replace )?(?:view|table) (\\w+)")
                        .matcher(code(definitions))
                        .results()
                        .forEach(made -> views.add(made.group(1))));
        String code = code(file);
        List<String> own = Pattern.compile("\\b(\\w+) as \\(")
                .matcher(code)
                .results()
                .map(found -> found.group(1))
                .toList();
        Pattern.compile("\\b(?:from|join)\\s+(\\w+)")
                .matcher(code)
                .results()
                .map(found -> found.group(1))
                .forEach(source -> assertThat(views.contains(source) || own.contains(source))
                        .as("%s reads %s", file, source)
                        .isTrue());
    }
}
