package org.stsurvey.scanner.judge.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.DeploymentStatus;

/// Single rules over two sightings, with their boundaries; the aggregation's SQL is held against all of them in
/// cli.
class TrendTest {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Sighting ABSENT = sighting(DeploymentStatus.ABSENT, "txt_nxdomain", "", 0, "mx.example.net");
    private static final Sighting UNKNOWN =
            sighting(DeploymentStatus.INDETERMINATE, "txt_servfail", "", 0, "mx.example.com");

    private static Sighting sighting(DeploymentStatus status, String outcome, String mode, long maxAge, String host) {
        return new Sighting(
                status,
                outcome,
                true,
                Optional.of("1"),
                mode.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Sighting.Policy(
                                mode, OptionalLong.of(maxAge), new TreeSet<>(List.of("mx.example.com")))),
                host.equals("mx.example.com") ? "mx_all_covered" : "mx_none_covered",
                Optional.of(new Sighting.Mail(true, new TreeSet<>(List.of(host)), Optional.empty())),
                Optional.of(outcome.equals("tls_cert_expired")),
                Sighting.Hosting.UNKNOWN,
                false);
    }

    private static Sighting enforce(long maxAge) {
        return sighting(DeploymentStatus.VALID_ENFORCE, "ok", "enforce", maxAge, "mx.example.com");
    }

    private static Sighting testing() {
        return sighting(DeploymentStatus.VALID_TESTING, "ok", "testing", 86_400, "mx.example.com");
    }

    private static List<String> between(Sighting before, Sighting now, Duration days, int runs) {
        return Trend.between(before, now, days, runs == 0 ? OptionalInt.empty() : OptionalInt.of(runs)).stream()
                .map(finding ->
                        finding.outcome().code() + " " + finding.severity().code())
                .toList();
    }

    private static List<String> between(Sighting before, Sighting now) {
        return between(before, now, MONTH, 0);
    }

    @Test
    void cachedPolicyRefusesMailWhileItsMaxAgeLasts() {
        long month = MONTH.toSeconds();
        assertThat(between(enforce(month), ABSENT)).containsExactly("trend_removed_no_none_observed warning");
        assertThat(between(enforce(month + 1), ABSENT)).containsExactly("trend_removed_no_none_observed breaks_mail");
        Sighting covered = sighting(DeploymentStatus.ABSENT, "txt_nodata", "", 0, "mx.example.com");
        assertThat(between(enforce(month + 1), covered)).containsExactly("trend_removed_no_none_observed warning");
    }

    @Test
    void modeNoneBeforeMakesARemovalClean() {
        Sighting none = sighting(DeploymentStatus.VALID_NONE, "ok", "none", 86_400, "mx.example.com");
        assertThat(between(none, ABSENT)).containsExactly("trend_removed_clean ok");
        assertThat(between(testing(), none)).contains("trend_mode_none_published notice");
    }

    @Test
    void nothingIsConcludedFromWhatCouldNotBeSeen() {
        assertThat(between(enforce(1), UNKNOWN)).containsExactly("trend_indeterminate indeterminate");
        assertThat(between(UNKNOWN, ABSENT)).containsExactly("trend_indeterminate indeterminate");
    }

    @Test
    void sixRunsInTestingAreTooLong() {
        assertThat(between(testing(), testing(), MONTH, 1)).containsExactly("trend_unchanged ok");
        assertThat(between(testing(), testing(), MONTH, 5))
                .containsExactly("trend_testing_streak_n notice", "trend_unchanged ok");
        assertThat(between(testing(), testing(), MONTH, 6)).contains("trend_testing_streak_n warning");
    }

    @Test
    void mxThatMovedAwayFromThePolicy() {
        Sighting moved = sighting(DeploymentStatus.ENFORCE_CONFLICT, "mx_none_covered", "enforce", 7, "mx.example.net");
        assertThat(between(enforce(7), moved)).containsExactly("trend_mx_moved_policy_stale breaks_mail");
        assertThat(between(moved, moved)).as("it was so before").containsExactly("trend_unchanged ok");
    }

    @Test
    void theGravestFindingIsThePrimaryOne() {
        Sighting lapsed = sighting(DeploymentStatus.POLICY_UNREACHABLE, "tls_cert_expired", "", 0, "mx.example.com");
        var findings = Trend.between(enforce(1), lapsed, MONTH, OptionalInt.empty());
        assertThat(findings)
                .extracting(finding -> finding.outcome().code())
                .containsExactly("trend_cert_lapsed", "trend_broke");
        assertThat(Trend.primary(findings).code()).isEqualTo("trend_cert_lapsed");
    }
}
