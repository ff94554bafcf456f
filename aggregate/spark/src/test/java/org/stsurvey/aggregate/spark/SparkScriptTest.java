package org.stsurvey.aggregate.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stsurvey.aggregate.Database;

/// What the rules of the dialect make of the words of DuckDB.
class SparkScriptTest {

    private static final SparkScript SCRIPT = SparkScript.of(Database.dialectOf("spark"));

    private static String put(String sql) {
        return SCRIPT.statements(sql, Map.of("list", "'it''s; -- [a]'")).getFirst();
    }

    @Test
    void nestedTypesBecomeThoseOfSpark() {
        assertThat(put("CREATE TABLE t (a STRUCT(b STRUCT(c VARCHAR[], d BIGINT)[], e TIMESTAMPTZ), f VARCHAR)"))
                .isEqualTo(
                        "CREATE TABLE t (a STRUCT<b ARRAY<STRUCT<c ARRAY<STRING>, d BIGINT>>, e TIMESTAMP>, f STRING)");
    }

    @Test
    void listsAreWrittenAndReadAsSparkDoes() {
        assertThat(put("SELECT [NULL], ['a', 'b'], m['a'], x[-1]"))
                .isEqualTo("SELECT array(NULL), array('a', 'b'), m['a'], try_element_at(x, -1)");
        assertThat(put("SELECT list_transform(list_filter(r, lambda q: q.p = list_min(s)), lambda t: t.u)"))
                .isEqualTo("SELECT transform(filter(r, q -> q.p = array_min(s)), t -> t.u)");
        assertThat(put("SELECT unnest(hosts) AS host, generate_subscripts(hosts, 1) AS place, unnest(x)"))
                .isEqualTo("SELECT posexplode(hosts) AS (place, host), explode(x)");
    }

    @Test
    void textsInQuotesStayAsTheyAre() {
        assertThat(put("SELECT 'lambda x: [VARCHAR]; -- ''len(a)''', 'unnest(b)' -- a remark; with 'quotes'"))
                .isEqualTo("SELECT 'lambda x: [VARCHAR]; -- ''len(a)''', 'unnest(b)'");
    }

    @Test
    void variablesStandThereAsTheTextsThatTheyHold() {
        assertThat(put("SELECT getvariable('list') AS list")).isEqualTo("SELECT 'it''s; -- [a]' AS list");
        assertThatThrownBy(() -> put("SELECT getvariable('run')")).hasMessageContaining("'run'");
    }

    @Test
    void aScriptIsTakenApartAtItsSemicolons() {
        assertThat(SCRIPT.statements("SELECT 1; -- one; two\nSELECT ';'\n;\n", Map.of()))
                .containsExactly("SELECT 1", "SELECT ';'");
    }

    @Test
    void rulesWithoutAnEndAreAnError() {
        SparkScript script = SparkScript.of("-- rewrite: a => aa\n");
        assertThatThrownBy(() -> script.statements("SELECT a", Map.of())).hasMessageContaining("never come to an end");
    }
}
