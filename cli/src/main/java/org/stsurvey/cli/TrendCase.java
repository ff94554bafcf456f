package org.stsurvey.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stsurvey.scanner.judge.DeploymentStatus;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Stage;
import org.stsurvey.scanner.judge.policy.MxPattern;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.judge.trend.Sighting;
import org.stsurvey.scanner.judge.trend.Trend;

/// Two runs over a domain, as cases describe them.
///
/// `prev` and `cur` are each a code of an outcome (`ok`, `http_404`, `txt_nxdomain` ...), a deployment status
/// (`valid_testing` ...), or an object: `outcome` or `status`, `id`, `mode`, `max_age`, `mx` (the policy's
/// patterns), `mx_hosts`, `mx_provider`, `host_provider`, `host_target`, `record_target`, `policy_left`. What
/// is not said is usable and the same in both. `id`, `policy`, `fields` may be `same` or `changed`; `days` (30)
/// lie between the two; `runs` is how many runs in a row the policy has been in testing, or `modes` lists its
/// modes, run by run.
final class TrendCase {

    private static final long A_MONTH = 30;
    private static final long USUAL_MAX_AGE = 604_800;
    private static final String HOST = "mx.example.com";

    private TrendCase() {}

    static List<Finding> judge(CaseInput input) {
        List<String> modes = input.has("modes") ? input.texts("modes") : List.of();
        Sighting before = sighting(input, "prev", modes.size() > 1 ? modes.get(modes.size() - 2) : "");
        Sighting now = sighting(input, "cur", modes.isEmpty() ? "" : modes.getLast());
        Duration between = Duration.ofDays(input.has("days") ? input.number("days") : A_MONTH);
        return Trend.between(before, now, between, runs(input, modes));
    }

    private static OptionalInt runs(CaseInput input, List<String> modes) {
        for (String name : List.of("runs", "testing_runs", "streak")) {
            if (input.has(name)) {
                return OptionalInt.of(input.number(name));
            }
        }
        if (modes.isEmpty()) {
            return OptionalInt.empty();
        }
        int streak = 0;
        for (String mode : modes) {
            streak = mode.equals("testing") ? streak + 1 : 0;
        }
        return OptionalInt.of(streak);
    }

    /// @param mode unless the sighting names another; empty if nothing is said
    private static Sighting sighting(CaseInput input, String name, String mode) {
        boolean current = name.equals("cur");
        if (input.has(name) && input.object().get(name).isString()) {
            String code = input.requiredText(name);
            return sighting(status(code, name), code, CaseInput.EMPTY, input, current, mode);
        }
        CaseInput said = input.object(name).orElse(CaseInput.EMPTY);
        Optional<String> code = said.text("outcome").or(() -> said.text("status"));
        DeploymentStatus status = code.map(text -> status(text, name)).orElse(DeploymentStatus.VALID_ENFORCE);
        return sighting(status, code.orElse("ok"), said, input, current, mode);
    }

    private static Sighting sighting(
            DeploymentStatus status, String code, CaseInput said, CaseInput all, boolean current, String mode) {
        boolean usable = status.code().startsWith("valid_") || status == DeploymentStatus.ENFORCE_CONFLICT;
        String usual = status == DeploymentStatus.ENFORCE_CONFLICT
                ? "enforce"
                : status.code().replace("valid_", "");
        Sighting.Policy policy = policy(said, all, current, said.text("mode").orElse(mode.isEmpty() ? usual : mode));
        SortedSet<String> hosts = hosts(said, all, current);
        return new Sighting(
                usable ? valid(policy.mode(), status) : status,
                code,
                !code.startsWith("txt_"),
                Optional.of(said.text("id").orElse(isChanged(all, "id") && current ? "2" : "1")),
                usable ? Optional.of(policy) : Optional.empty(),
                coverage(policy.patterns(), hosts),
                Optional.of(new Sighting.Mail(true, hosts, said.text("mx_provider"))),
                usable ? Optional.of(false) : Optional.of(code.equals("tls_cert_expired")),
                new Sighting.Hosting(
                        said.text("host_provider"),
                        said.text("host_target").or(() -> said.text("cname")),
                        said.text("record_target")),
                said.flag("policy_left") || (current && all.flag("policy_left")));
    }

    private static boolean isChanged(CaseInput all, String name) {
        return all.has(name) && all.requiredText(name).equals("changed");
    }

    private static Sighting.Policy policy(CaseInput said, CaseInput all, boolean current, String mode) {
        if (!List.of("enforce", "testing", "none").contains(mode)) {
            mode = "enforce";
        }
        OptionalLong maxAge = OptionalLong.of(said.has("max_age") ? said.number("max_age") : USUAL_MAX_AGE);
        SortedSet<String> patterns = new TreeSet<>();
        if (said.has("mx")) {
            patterns.addAll(said.texts("mx"));
        } else {
            patterns.add(HOST);
            if (current && (isChanged(all, "policy") || isChanged(all, "fields"))) {
                patterns.add("new." + HOST);
            }
        }
        return new Sighting.Policy(mode, maxAge, patterns);
    }

    private static SortedSet<String> hosts(CaseInput said, CaseInput all, boolean current) {
        for (String name : List.of("mx_hosts", "hosts")) {
            if (said.has(name)) {
                return new TreeSet<>(said.texts(name));
            }
        }
        boolean moved = current && (isChanged(all, "mx_hosts") || all.isFalse("mx_covered") || all.isFalse("covered"));
        if (moved) {
            return new TreeSet<>(List.of("elsewhere.example.net"));
        }
        return new TreeSet<>(
                said.has("mx") ? said.texts("mx").stream().map(TrendCase::named).toList() : List.of(HOST));
    }

    /// A host that a pattern covers.
    private static String named(String pattern) {
        return pattern.startsWith("*.") ? "any" + pattern.substring(1) : pattern;
    }

    private static String coverage(SortedSet<String> patterns, SortedSet<String> hosts) {
        long covered = hosts.stream()
                .filter(host -> patterns.stream().anyMatch(pattern -> MxPattern.matches(pattern, host)))
                .count();
        if (covered == hosts.size()) {
            return "mx_all_covered";
        }
        return covered == 0 ? "mx_none_covered" : "mx_some_uncovered";
    }

    private static DeploymentStatus valid(String mode, DeploymentStatus otherwise) {
        return switch (mode) {
            case "none" -> DeploymentStatus.VALID_NONE;
            case "testing" -> DeploymentStatus.VALID_TESTING;
            default -> otherwise == DeploymentStatus.ENFORCE_CONFLICT ? otherwise : DeploymentStatus.VALID_ENFORCE;
        };
    }

    /// A deployment status by its name, or that of a domain whose primary outcome the code is.
    private static DeploymentStatus status(String code, String name) {
        for (DeploymentStatus status : DeploymentStatus.values()) {
            if (status.code().equals(code)) {
                return status;
            }
        }
        Outcome outcome = Outcomes.byCode(code)
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is \"" + code
                        + "\", which is neither the code of an outcome nor a deployment status"));
        return switch (outcome.severity()) {
            case ABSENT -> DeploymentStatus.ABSENT;
            case INDETERMINATE, INDETERMINATE_THEN_BREAKS -> DeploymentStatus.INDETERMINATE;
            case BREAKS, BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING, BREAKS_IF_NO_VALID_MX_ELSE_WARNING ->
                broken(outcome.stage());
            case BREAKS_MAIL_IN_ENFORCE -> DeploymentStatus.ENFORCE_CONFLICT;
            case OK, WARNING, NOTICE -> DeploymentStatus.VALID_ENFORCE;
        };
    }

    private static DeploymentStatus broken(Stage stage) {
        return switch (stage) {
            case TXT -> DeploymentStatus.RECORD_INVALID;
            case POLICY -> DeploymentStatus.POLICY_INVALID;
            default -> DeploymentStatus.POLICY_UNREACHABLE;
        };
    }
}
