package org.stsurvey.scanner.judge.mx;

import static org.stsurvey.scanner.judge.registry.MxOutcome.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.stsurvey.scanner.judge.Judgement.Alignment;
import org.stsurvey.scanner.judge.MailReception;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.policy.MxPattern;

/// The rules for a policy's patterns against the MX hosts, RFC 8461 §4.1 and §5.
public final class Coverage {

    private final Remarks remarks;
    private final Mismatch mismatch;

    /// @param registrableDomain the public suffix plus one label of a name
    public Coverage(Remarks remarks, Function<String, Optional<String>> registrableDomain) {
        this.remarks = remarks;
        this.mismatch = new Mismatch(registrableDomain);
    }

    /// There is no usable policy to compare.
    public Alignment notApplicable() {
        return aligned(MX_NOT_APPLICABLE, List.of(), OptionalInt.empty());
    }

    /// Compares a usable policy with the MX hosts.
    ///
    /// @param mode the policy's mode
    /// @param patterns the valid patterns of the policy
    public Alignment judge(String mode, List<String> patterns, MailRoute route) {
        return switch (route.reception()) {
            case UNKNOWN -> unknown(mode);
            case NULL_MX -> aligned(MX_NULL, List.of(), OptionalInt.of(0));
            case NONE, NO_SUCH_DOMAIN -> aligned(MX_ABSENT, List.of(), OptionalInt.of(0));
            case MX, IMPLICIT_MX -> compare(mode, patterns, route);
        };
    }

    // A policy of mode none asks nothing of the MX hosts.
    private Alignment unknown(String mode) {
        return mode.equals("none") ? notApplicable() : aligned(MX_LOOKUP_INDETERMINATE, List.of(), OptionalInt.empty());
    }

    private Alignment compare(String mode, List<String> patterns, MailRoute route) {
        var valid = valid(patterns);
        var uncovered = route.hosts().stream()
                .filter(host -> valid.stream().noneMatch(pattern -> pattern.matches(host.name())))
                .map(MailRoute.Host::name)
                .toList();
        var count = OptionalInt.of(route.hosts().size());
        var noneCovered = uncovered.size() == route.hosts().size();
        // In mode none nothing depends on coverage; patterns that fit no MX host are worth a notice all the same.
        if (mode.equals("none") && (valid.isEmpty() || !noneCovered)) {
            return notApplicable();
        }
        var implicit = route.reception() == MailReception.IMPLICIT_MX;
        if (implicit) {
            remarks.add(MX_IMPLICIT, Map.of("host", route.hosts().getFirst().name()));
        }
        if (noneCovered) {
            remarks.add(MX_NONE_COVERED, detail(patterns, uncovered));
            return new Alignment(MX_NONE_COVERED, uncovered, count);
        }
        unused(valid, route);
        if (!uncovered.isEmpty()) {
            var detail = detail(patterns, uncovered);
            var bestUncovered = route.best().stream().anyMatch(uncovered::contains);
            // §8.4: a backup that is not covered "may only be discovered in the case of primary MX failure".
            detail.put("which", bestUncovered ? "best_preference_uncovered" : "backup_only");
            remarks.add(MX_SOME_UNCOVERED, detail);
            return new Alignment(MX_SOME_UNCOVERED, uncovered, count);
        }
        return implicit ? new Alignment(MX_IMPLICIT, uncovered, count) : aligned(MX_ALL_COVERED, uncovered, count);
    }

    /// Whether one of the patterns matches a host.
    static boolean covers(List<String> patterns, String host) {
        return valid(patterns).stream().anyMatch(pattern -> pattern.matches(host));
    }

    private static List<MxPattern> valid(List<String> patterns) {
        var valid = new ArrayList<MxPattern>();
        for (var text : patterns) {
            if (MxPattern.parse(text) instanceof MxPattern.Valid(var pattern)) {
                valid.add(pattern);
            }
        }
        return valid;
    }

    private void unused(List<MxPattern> patterns, MailRoute route) {
        for (var pattern : patterns) {
            if (route.hosts().stream().noneMatch(host -> pattern.matches(host.name()))) {
                remarks.add(MX_PATTERN_UNUSED, Map.of("mx", pattern.text()));
            }
        }
    }

    private Map<String, String> detail(List<String> patterns, List<String> uncovered) {
        var detail = new TreeMap<String, String>();
        detail.put("uncovered", String.join(" ", uncovered));
        mismatch.of(patterns, uncovered.getFirst()).ifPresent(kind -> detail.put("mx_mismatch_class", kind));
        return detail;
    }

    private Alignment aligned(Outcome outcome, List<String> uncovered, OptionalInt hosts) {
        remarks.add(outcome);
        return new Alignment(outcome, uncovered, hosts);
    }
}
