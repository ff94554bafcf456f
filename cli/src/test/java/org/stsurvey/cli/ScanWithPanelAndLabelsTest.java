package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.DuckDb;
import org.stsurvey.aggregate.EverPublished;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two months: the whole world of a lab, then two short lists with labels and with the first month's publishers
/// as panel.
class ScanWithPanelAndLabelsTest {

    private static final String SECOND = "observations/list=short/run=2026-11-01";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Lab lab;

    private static List<String> published = List.of();

    private record Result(int status, String err) {}

    @BeforeAll
    static void scanTwice() throws Exception {
        lab = Lab.start(LabSettings.generated(300));
        lab.writeList(folder.resolve("world.csv"));
        lab.writeCa(folder.resolve("ca.pem"));
        Result first = scan(folder.resolve("world.csv").toString(), "--list-name", "world", "--run", "2026-10-01");
        assertThat(first.status()).as(first.err()).isZero();
        published = EverPublished.in(folder.resolve("data"));

        List<String> world = Files.readAllLines(folder.resolve("world.csv")).stream()
                .map(line -> line.substring(line.indexOf(',') + 1))
                .toList();
        List<String> absent =
                world.stream().filter(name -> !published.contains(name)).toList();
        Files.writeString(
                folder.resolve("a.csv"),
                "1,%s\n2,%s\n3,%s\n".formatted(absent.get(0), absent.get(1), published.get(0)));
        Files.writeString(folder.resolve("b.txt"), absent.get(1) + "\n" + absent.get(2) + "\n");
        Files.writeString(
                folder.resolve("labels"),
                "exact %s first\n%s,others\n%s,others\n".formatted(absent.get(0), absent.get(1), published.get(0)));
        Result second = scan(
                "a=" + folder.resolve("a.csv"),
                "b=" + folder.resolve("b.txt"),
                "--list-name",
                "short",
                "--run",
                "2026-11-01",
                "--labels",
                folder.resolve("labels").toString(),
                "--panel",
                folder.resolve("data").toString());
        assertThat(second.status()).as(second.err()).isZero();
    }

    @AfterAll
    static void stopTheLab() throws IOException {
        lab.close();
    }

    private static Result scan(String... arguments) {
        List<String> all = new ArrayList<>(List.of("scan"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--out",
                folder.resolve("data").toString(),
                "--resolver",
                InetAddress.getLoopbackAddress().getHostAddress() + ":"
                        + lab.dns().getPort(),
                "--https-port",
                Integer.toString(lab.httpsPort()),
                "--ca-file",
                folder.resolve("ca.pem").toString(),
                "--allow-non-public",
                "--retest-after",
                "0s",
                "--progress",
                "none"));
        return run(all);
    }

    private static Result run(List<String> arguments) {
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(arguments.toArray(String[]::new)), err.toString());
    }

    private static List<String> rows(String sql) throws Exception {
        try (DuckDb database = DuckDb.open(AggregationSettings.defaults(), folder.resolve("spill"))) {
            return database.query(
                    sql.formatted("'" + folder.resolve("data").resolve(SECOND) + "/part-*.parquet'"), result -> {
                        List<String> rows = new ArrayList<>();
                        while (result.next()) {
                            rows.add(result.getString(1));
                        }
                        return rows;
                    });
        }
    }

    @Test
    void everybodyWhoPublishedIsLookedAtAgainBesideTheLists() throws Exception {
        assertThat(published).hasSizeGreaterThan(5);
        assertThat(rows("SELECT domain FROM %s WHERE panel"))
                .as("all but the one that a list has")
                .containsExactlyInAnyOrderElementsOf(published.subList(1, published.size()));
        assertThat(rows("SELECT domain FROM %s WHERE panel AND (rank IS NOT NULL OR line <> 0 OR lists IS NOT NULL)"))
                .isEmpty();
    }

    @Test
    void everyRowHasItsPlacesAndGroups() throws Exception {
        assertThat(rows("SELECT rank || ' ' || CAST(lists AS VARCHAR) || ' ' || CAST(groups AS VARCHAR) FROM %s"
                        + " WHERE NOT panel AND rank = 1"))
                .containsExactly("1 [{'list': a, 'rank': 1}] [first]");
        assertThat(
                        rows(
                                "SELECT CAST(lists AS VARCHAR) || CAST(groups AS VARCHAR) FROM %s WHERE NOT panel AND rank = 2"))
                .containsExactly("[{'list': a, 'rank': 2}, {'list': b, 'rank': NULL}][others]");
    }

    @Test
    void theManifestNamesEachListAndTheFunnelAddsUp() throws Exception {
        JsonNode manifest = JsonMapper.shared()
                .readTree(
                        Files.readString(folder.resolve("data").resolve(SECOND).resolve("_manifest.json")));
        assertThat(manifest.at("/list/name").asString()).isEqualTo("short");
        assertThat(manifest.at("/list/sources/0/name").asString()).isEqualTo("a");
        assertThat(manifest.at("/list/sources/1/sha256").asString()).hasSize(64);
        assertThat(manifest.at("/funnel/read").asLong()).isEqualTo(5);
        assertThat(manifest.at("/funnel/duplicate").asLong()).isEqualTo(1);
        assertThat(manifest.at("/funnel/panel").asLong()).isEqualTo(published.size() - 1L);
        assertThat(manifest.at("/rows").asLong()).isEqualTo(4 + published.size() - 1L);
        assertThat(manifest.at("/settings/labels_sha256").asString()).hasSize(64);
        assertThat(manifest.at("/settings/panel_names").asString()).isEqualTo("" + published.size());
        assertThat(manifest.at("/method/idna").asString()).startsWith("UTS 46 of Unicode ");
    }

    @Test
    void theListsRatesAreOfTheirOwnDomains() throws Exception {
        Path tables = folder.resolve("tables");
        Result aggregated = run(List.of("aggregate", folder.resolve("data").toString(), "--out", tables.toString()));
        assertThat(aggregated.status()).as(aggregated.err()).isZero();
        assertThat(Files.readAllLines(tables.resolve("groups.csv")).stream().filter(line -> line.startsWith("short,")))
                .anyMatch(line -> line.startsWith("short,2026-11-01,first,0,0,0,0,1,"))
                .anyMatch(line -> line.startsWith("short,2026-11-01,,0,0,0,0,1,"))
                .anyMatch(line -> line.matches("short,2026-11-01,others,1,[01],[01],[01],2,.*"));
        assertThat(Files.readAllLines(tables.resolve("source_lists.csv")))
                .anyMatch(line -> line.matches("short,2026-11-01,a,1,[01],[01],[01],3,.*"))
                .anyMatch(line -> line.startsWith("short,2026-11-01,b,0,0,0,0,2,"));
        Path report = folder.resolve("report");
        Result reported = run(List.of("report", tables.toString(), "--out", report.toString()));
        assertThat(reported.status()).as(reported.err()).isZero();
        assertThat(Files.readString(report.resolve("index.html")))
                .contains("Lists and groups", "Testing or enforce (N4) by list", "Testing or enforce (N4) by group");
        assertThat(Files.readString(report.resolve("list-world.html"))).doesNotContain("Lists and groups");
    }

    @Test
    void theSameCommandAgainHasNothingToDoAndAnotherListIsRefused() throws Exception {
        String[] again = {
            "a=" + folder.resolve("a.csv"),
            "b=" + folder.resolve("b.txt"),
            "--list-name",
            "short",
            "--run",
            "2026-11-01"
        };
        assertThat(scan(again).err()).contains("was finished");
        String before = Files.readString(folder.resolve("b.txt"));
        Files.writeString(folder.resolve("b.txt"), before + "more.example\n");
        Result changed = scan(again);
        Files.writeString(folder.resolve("b.txt"), before);
        assertThat(changed.status()).isEqualTo(3);
        assertThat(changed.err()).contains("was prepared from a list with sha256", "a.csv", "b.txt");
    }
}
