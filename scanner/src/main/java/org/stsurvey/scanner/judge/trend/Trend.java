package org.stsurvey.scanner.judge.trend;

import static org.stsurvey.scanner.judge.registry.TrendOutcome.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.policy.MxPattern;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.judge.trend.Sighting.Mail;
import org.stsurvey.scanner.judge.trend.Sighting.Policy;
import org.stsurvey.scanner.judge.trend.Sighting.State;

/// The rules for two sightings of a domain, one run apart.
///
/// The same rules stand in SQL in the aggregation, for millions of domains at a time; a test holds the two
/// against each other. Nothing is concluded from a sighting that is not determinate.
public final class Trend {

    /// So many runs in testing are no longer a step on the way.
    public static final int LONG_STREAK = 6;

    private final Sighting before;
    private final Sighting now;
    private final List<Finding> findings = new ArrayList<>();

    private Trend(Sighting before, Sighting now) {
        this.before = before;
        this.now = now;
    }

    /// What the two show, in the order of the registry; never empty.
    ///
    /// @param between time from the one to the other
    /// @param runsInTesting how many runs in a row, this one included, the policy has been in testing; empty if
    ///     nobody counted
    public static List<Finding> between(Sighting before, Sighting now, Duration between, OptionalInt runsInTesting) {
        Trend trend = new Trend(before, now);
        if (before.state() == State.INDETERMINATE || now.state() == State.INDETERMINATE) {
            return List.of(finding(TREND_INDETERMINATE, Severity.INDETERMINATE, Map.of()));
        }
        trend.existence(between);
        trend.health();
        if (before.state() == State.USABLE && now.state() == State.USABLE) {
            trend.policies();
            if (trend.findings.isEmpty()) {
                trend.add(TREND_UNCHANGED, Severity.OK);
            }
            runsInTesting.ifPresent(trend::streak);
        }
        return trend.findings.stream()
                .sorted(Comparator.comparing(Finding::outcome, Outcomes.order()))
                .toList();
    }

    /// The finding that matters most: the first by severity.
    public static Outcome primary(List<Finding> findings) {
        return findings.stream()
                .min(Comparator.comparing(Finding::severity))
                .orElseThrow()
                .outcome();
    }

    private void existence(Duration between) {
        if (before.state() == State.ABSENT) {
            if (now.state() == State.ABSENT) {
                add(TREND_ABSENT, Severity.NOTICE);
            } else {
                add(TREND_NEW, Severity.OK);
            }
        } else if (now.state() == State.ABSENT) {
            removed(between);
        }
    }

    /// §8.3: mode none first, and the removal when nobody has the old policy in a cache any more.
    private void removed(Duration between) {
        Optional<Policy> last = before.policy().filter(policy -> before.state() == State.USABLE);
        if (last.filter(policy -> policy.mode().equals("none")).isPresent()) {
            add(TREND_REMOVED_CLEAN, Severity.OK);
        } else {
            boolean refuses = last.filter(policy -> policy.mode().equals("enforce"))
                    .filter(policy -> policy.maxAge().isPresent()
                            && between.toSeconds() < policy.maxAge().getAsLong())
                    .filter(policy ->
                            now.mail().filter(mail -> isUncovered(policy, mail)).isPresent())
                    .isPresent();
            // §3.3: a cached policy is applied until its max_age is over.
            add(TREND_REMOVED_NO_NONE_OBSERVED, refuses ? Severity.BREAKS_MAIL : Severity.WARNING);
        }
        if (now.policyLeft()) {
            add(TREND_TXT_REMOVED_POLICY_LEFT, Severity.WARNING);
        }
    }

    /// There are hosts, and the policy covers none.
    private static boolean isUncovered(Policy policy, Mail mail) {
        return !mail.hosts().isEmpty()
                && mail.hosts().stream()
                        .noneMatch(host -> policy.patterns().stream()
                                .anyMatch(text -> MxPattern.parse(text) instanceof MxPattern.Valid(var pattern)
                                        && pattern.matches(host)));
    }

    private void health() {
        boolean both = before.state() != State.ABSENT && now.state() != State.ABSENT;
        if (before.state() == State.USABLE && now.state() == State.BROKEN) {
            add(TREND_BROKE, Severity.WARNING);
            if (now.recordValid()
                    && now.is("host_nxdomain", "host_nodata", "host_cname_dangling", "http_404", "http_410")) {
                add(TREND_POLICY_GONE_TXT_LEFT, Severity.WARNING);
            }
        } else if (before.state() == State.BROKEN && now.state() == State.USABLE) {
            add(TREND_FIXED, Severity.OK);
        } else if (both && before.state() == State.BROKEN) {
            add(TREND_STILL_BROKEN, Severity.WARNING);
        }
        if (before.certificateLapsed().filter(lapsed -> !lapsed).isPresent()
                && now.certificateLapsed().orElse(false)) {
            add(TREND_CERT_LAPSED, Severity.WARNING);
        }
        if (both) {
            providers();
        }
    }

    private void providers() {
        if (!before.hosting().provider().equals(now.hosting().provider())) {
            add(TREND_HOST_PROVIDER_CHANGED, Severity.NOTICE);
        }
        if (before.mail().isPresent() && now.mail().isPresent()) {
            Mail then = before.mail().get();
            Mail today = now.mail().get();
            if (then.byMx() && today.byMx() && !then.provider().equals(today.provider())) {
                add(TREND_MX_PROVIDER_CHANGED, Severity.NOTICE);
            }
        }
        if (differ(before.hosting().hostTarget(), now.hosting().hostTarget())
                || differ(before.hosting().recordTarget(), now.hosting().recordTarget())) {
            add(TREND_CNAME_TARGET_CHANGED, Severity.NOTICE);
        }
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private void policies() {
        Policy then = before.policy().orElseThrow();
        Policy today = now.policy().orElseThrow();
        if (before.id().isPresent() && now.id().isPresent()) {
            boolean sameId = before.id().equals(now.id());
            // §3.1: the id "MUST uniquely identify a given instance of a policy".
            if (sameId && !then.equals(today)) {
                add(TREND_POLICY_CHANGED_SAME_ID, Severity.WARNING);
            } else if (!sameId && then.equals(today)) {
                add(TREND_ID_CHANGED_SAME_POLICY, Severity.NOTICE);
            }
        }
        mode(then.mode(), today.mode());
        if (then.maxAge().isPresent() && today.maxAge().isPresent()) {
            int direction =
                    Long.compare(today.maxAge().getAsLong(), then.maxAge().getAsLong());
            if (direction != 0) {
                add(direction > 0 ? TREND_MAX_AGE_UP : TREND_MAX_AGE_DOWN, Severity.NOTICE);
            }
        }
        stale(then, today);
    }

    private void mode(String then, String today) {
        int direction = Integer.compare(strictness(today), strictness(then));
        if (direction > 0) {
            add(TREND_MODE_UP, Severity.NOTICE);
        } else if (direction < 0) {
            add(today.equals("none") ? TREND_MODE_NONE_PUBLISHED : TREND_MODE_DOWN, Severity.NOTICE);
        }
    }

    private static int strictness(String mode) {
        return switch (mode) {
            case "enforce" -> 2;
            case "testing" -> 1;
            default -> 0;
        };
    }

    /// §8.4. Where no host is left that the policy covers, enforcing senders refuse mail; where some are, they
    /// go on to those.
    private void stale(Policy then, Policy today) {
        boolean moved = before.mail().isPresent()
                && now.mail().isPresent()
                && !before.mail().get().hosts().equals(now.mail().get().hosts());
        if (!moved || !then.patterns().equals(today.patterns())) {
            return;
        }
        boolean covered = List.of("mx_all_covered", "mx_implicit").contains(before.coverage());
        boolean noneLeft = now.coverage().equals("mx_none_covered")
                && (covered || before.coverage().equals("mx_some_uncovered"));
        if (noneLeft || (now.coverage().equals("mx_some_uncovered") && covered)) {
            Severity severity = switch (today.mode()) {
                case "none" -> Severity.NOTICE;
                case "enforce" -> noneLeft ? Severity.BREAKS_MAIL : Severity.WARNING;
                default -> Severity.WARNING;
            };
            add(TREND_MX_MOVED_POLICY_STALE, severity);
        }
    }

    private void streak(int runs) {
        if (runs >= 2
                && before.status() == now.status()
                && now.policy().orElseThrow().mode().equals("testing")) {
            findings.add(finding(
                    TREND_TESTING_STREAK_N,
                    runs >= LONG_STREAK ? Severity.WARNING : Severity.NOTICE,
                    Map.of("runs", Integer.toString(runs))));
        }
    }

    private void add(Outcome outcome, Severity severity) {
        findings.add(finding(outcome, severity, Map.of()));
    }

    private static Finding finding(Outcome outcome, Severity severity, Map<String, String> detail) {
        return new Finding(outcome, severity, false, detail);
    }
}
