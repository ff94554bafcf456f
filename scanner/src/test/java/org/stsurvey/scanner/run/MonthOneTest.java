package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.dataset.ObservationReader;
import org.stsurvey.scanner.dataset.PartFolder;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.certificate.ChainRules;
import org.stsurvey.scanner.judge.certificate.Intermediates;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.observation.Observation;

/// The first month's run, checked in as it was written by the program of that time (schema 1, rulebook 1, a lab of
/// 300 domains with every fault in it): it can be read beside a run of today, and whatever today's rules say
/// otherwise about it is in the changelog.
class MonthOneTest {

    private static final List<String> VERDICT = List.of(
            "outcome",
            "stage",
            "deployment_status",
            "deployment_status_strict",
            "published",
            "reception",
            "findings",
            "record",
            "policy",
            "certificate",
            "alignment",
            "tlsrpt",
            "policy_host_provider",
            "mx_provider");

    @TempDir
    private Path folder;

    private Path monthOne;

    @BeforeEach
    void find() throws URISyntaxException {
        monthOne = Path.of(Objects.requireNonNull(MonthOneTest.class.getResource("month-1"), "it is checked in")
                        .toURI())
                .resolve("observations/list=lab/run=2026-11-01");
    }

    private Path rejudged() throws Exception {
        FinishedRun source = FinishedRun.open(monthOne);
        TrustAnchors roots =
                TrustAnchors.fromPem(source.rootsPem(), source.roots().toString());
        Judge judge = new Judge(
                Rulebook.of(new ChainRules(roots, Intermediates.none()), PublicSuffixes.bundled()::registrableDomain));
        RunFolder today = RunFolder.open(folder, source.list(), source.run());
        SurveyRun.End end = new RejudgeRun(
                        source,
                        today,
                        new RejudgeRun.Rules(
                                new SurveyRun.Rules(judge::judge, Outcomes.all(), source.rootsPem()),
                                new TreeMap<>(Map.of("rulebook", Outcomes.VERSION))),
                        new RejudgeRun.Made("test", List.of("rejudge")),
                        Clock.systemUTC())
                .execute(new StopRequest(), _ -> {});
        assertThat(end)
                .isInstanceOfSatisfying(
                        SurveyRun.End.Finished.class,
                        finished -> assertThat(finished.check().problems()).isEmpty());
        return today.path();
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    @Test
    void everyCellThatTodaysRulesChangeIsInTheChangelog() throws Exception {
        Path today = rejudged();
        List<String> changes = new ArrayList<>();
        for (String column : VERDICT) {
            changes.addAll(query("""
                    SELECT DISTINCT 'month 1: %s ' || coalesce(to_json(a.%s)::VARCHAR, 'null') || ' -> '
                           || coalesce(to_json(b.%s)::VARCHAR, 'null')
                    FROM read_parquet('%s/part-*.parquet') a JOIN read_parquet('%s/part-*.parquet') b USING (ordinal)
                    WHERE a.%s IS DISTINCT FROM b.%s ORDER BY 1
                    """.formatted(column, column, column, monthOne, today, column, column)));
        }
        String changelog = Files.readString(Path.of("..", "CHANGELOG.md"));
        assertThat(changes)
                .as("cells that changed; a line in CHANGELOG.md that says why, and holds each of these, explains them")
                .allMatch(changelog::contains);
    }

    @Test
    void itsObservationsAreReadAndTheEmptyListOfMxHostsIsNotTakenForNone() throws Exception {
        List<Observation> rows = new ArrayList<>();
        PartFolder parts = new PartFolder(monthOne);
        for (String part : parts.names()) {
            try (ObservationReader reader = ObservationReader.open(parts, part)) {
                reader.forEachRemaining(rows::add);
            }
        }
        assertThat(rows).hasSize(300).allSatisfy(row -> {
            assertThat(row.history()).isEmpty();
            assertThat(row.took()).isEmpty();
            assertThat(row.mxHosts()).isNotEqualTo(Optional.of(List.of()));
        });
    }

    @Test
    void itIsReadBesideARunOfToday() throws Exception {
        Path today = rejudged();
        assertThat(query("""
                        SELECT concat_ws(' ', count(*), count(DISTINCT domain), count(took_ms), count(history),
                                         count(mx_hosts) > 300)
                        FROM read_parquet(['%s/part-*.parquet', '%s/part-*.parquet'], union_by_name = true)
                        """.formatted(monthOne, today))).containsExactly("600 300 0 0 true");
    }

    @Test
    void itsManifestIsReadAndWrittenBackWithItsKeys() throws Exception {
        Manifest manifest = Manifest.read(monthOne).orElseThrow();
        assertThat(manifest.origin().schemaVersion()).isEqualTo(1);
        assertThat(manifest.result().files()).isEmpty();
        assertThat(manifest.origin().vantage()).isEmpty();
        manifest.write(folder);
        assertThat(Manifest.read(folder)).contains(manifest);
    }
}
