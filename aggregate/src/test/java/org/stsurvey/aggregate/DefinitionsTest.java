package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Single domains whose place in numerators and denominators was decided by hand: each is a run of its own,
/// beside one domain that does not exist.
class DefinitionsTest {

    private static final String DEAD = "2026-01-01";
    private static final String MX_QUESTION_FAILED = "2026-01-02";
    private static final String IMPLICIT_MX = "2026-01-03";
    private static final String NULL_MX = "2026-01-04";
    private static final String MODE_NONE = "2026-01-05";
    private static final String CONFLICT = "2026-01-06";
    private static final String POLICY_UNKNOWN = "2026-01-07";
    private static final String MX_UNKNOWN = "2026-01-08";

    private static final Map<String, String> CASES = Map.of(
            DEAD,
            "reception = 'unknown', stage = 'scan', outcome = 'domain_dns_dead', deployment_status = 'indeterminate'",
            MX_QUESTION_FAILED,
            "reception = 'unknown', stage = 'txt', outcome = 'txt_nxdomain', deployment_status = 'absent'",
            IMPLICIT_MX,
            "reception = 'implicit_mx', stage = 'txt', outcome = 'txt_nxdomain', deployment_status = 'absent'",
            NULL_MX,
            "reception = 'null_mx', stage = 'txt', outcome = 'txt_nxdomain', deployment_status = 'absent'",
            MODE_NONE,
            "published = true, reception = 'mx', stage = 'policy', outcome = 'ok', deployment_status = 'valid_none'",
            CONFLICT,
            "published = true, reception = 'mx', stage = 'mx', outcome = 'mx_none_covered',"
                    + " deployment_status = 'enforce_conflict'",
            POLICY_UNKNOWN,
            "published = true, reception = 'mx', stage = 'host_dns', outcome = 'host_timeout',"
                    + " deployment_status = 'indeterminate'",
            MX_UNKNOWN,
            "published = true, reception = 'unknown', stage = 'policy', outcome = 'ok', deployment_status = 'valid_enforce',"
                    + " alignment = {'outcome': 'mx_lookup_indeterminate', 'hosts': 0, 'uncovered': []}");

    @TempDir
    static Path folder;

    @BeforeAll
    static void aggregate() throws Exception {
        try (var sample = new SampleDataset(folder.resolve("data"))) {
            for (var each : CASES.entrySet()) {
                sample.draw(2, "a", false, 0)
                        .change("UPDATE sample SET " + each.getValue() + " WHERE ordinal = 0")
                        .change("UPDATE sample SET reception = 'no_such_domain', outcome = 'txt_nxdomain',"
                                + " deployment_status = 'absent', stage = 'txt' WHERE ordinal = 1")
                        .write("cases", each.getKey(), "{}");
            }
        }
        new Aggregation(new AggregationSettings(1, 512)).run(folder.resolve("data"), folder.resolve("tables"));
    }

    private static Map<String, String> cell(String run, String numerator, String denominator) throws Exception {
        return Recount.table(folder.resolve("tables"), "headline").stream()
                .filter(row -> run.equals(row.get("run"))
                        && numerator.equals(row.get("numerator"))
                        && denominator.equals(row.get("denominator")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nameOfWhichNothingWasLearntDoesNotExistForD2() throws Exception {
        assertThat(cell(DEAD, "N1", "D2")).containsEntry("of_domains", "0").containsEntry("share", "");
    }

    @Test
    void nameWhoseMxQuestionAloneFailedExistsForD2() throws Exception {
        assertThat(cell(MX_QUESTION_FAILED, "N1", "D2")).containsEntry("of_domains", "1");
    }

    @Test
    void onlyMxRecordsReceiveMailForD3() throws Exception {
        for (String run : List.of(IMPLICIT_MX, NULL_MX, MX_QUESTION_FAILED)) {
            assertThat(cell(run, "N1", "D3")).as(run).containsEntry("of_domains", "0");
        }
        assertThat(cell(MODE_NONE, "N1", "D3")).containsEntry("of_domains", "1");
    }

    @Test
    void modeNoneIsUsableAndNoAdopter() throws Exception {
        assertThat(cell(MODE_NONE, "N3", "D1")).containsEntry("domains", "1");
        assertThat(cell(MODE_NONE, "N4", "D1")).containsEntry("domains", "0");
    }

    @Test
    void conflictIsEnforceAndNotEffective() throws Exception {
        assertThat(cell(CONFLICT, "N5", "D1")).containsEntry("domains", "1");
        assertThat(cell(CONFLICT, "N6", "D1")).containsEntry("domains", "0").containsEntry("undetermined", "0");
    }

    @Test
    void seenRecordIsCertainEvenIfThePolicyIsNot() throws Exception {
        assertThat(cell(POLICY_UNKNOWN, "N1", "D1"))
                .containsEntry("domains", "1")
                .containsEntry("undetermined", "0");
        assertThat(cell(POLICY_UNKNOWN, "N4", "D1"))
                .containsEntry("domains", "0")
                .containsEntry("undetermined", "1")
                .containsEntry("bound_low", "0.0")
                .containsEntry("bound_high", "0.5");
        assertThat(cell(POLICY_UNKNOWN, "N4", "D4"))
                .containsEntry("of_domains", "1")
                .containsEntry("undetermined", "0");
    }

    @Test
    void enforceWithUnknownMxMayBeEffective() throws Exception {
        assertThat(cell(MX_UNKNOWN, "N5", "D1")).containsEntry("domains", "1").containsEntry("undetermined", "0");
        assertThat(cell(MX_UNKNOWN, "N6", "D1")).containsEntry("domains", "0").containsEntry("undetermined", "1");
    }
}
