package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.List;
import java.util.function.Function;
import org.stsurvey.lab.world.Truth.Status;

/// Enforced policies that cover none of the MX hosts, so that senders refuse to deliver (RFC 8461 §5).
final class MailScenarios {
    private MailScenarios() {}

    static List<Scenario> all() {
        return List.of(
                refused("mx-outdated", 4, _ -> List.of("mx1.old-provider.example", "mx2.old-provider.example")),
                refused("mx-other-tld", 0.5, d -> List.of("*." + d.domain() + ".example")),
                refused("mx-typo", 0.5, d -> List.of("mx11." + d.domain())),
                refused("mx-policy-host", 1, d -> List.of(d.host())),
                refused("mx-wildcard-one-level", 0.5, d -> List.of("*.mail." + d.domain())),
                scenario(
                        "mx-google-sample",
                        Group.OTHER_FAULT,
                        1,
                        d -> d.mode("enforce")
                                .mail(new Mail(
                                        Mail.Kind.PROVIDER,
                                        List.of(new Mail.Exchange(1, "smtp.google.com")),
                                        List.of("aspmx.l.google.com", "*.aspmx.l.google.com")))
                                .mxAlignment("mx_none_covered")
                                .truth("mx_none_covered", Status.ENFORCE_CONFLICT)),
                scenario(
                        "mx-servfail",
                        Group.OTHER_FAULT,
                        0.2,
                        d -> d.mode("enforce")
                                .mail(Mail.broken(d.domain()))
                                .mxAlignment("mx_lookup_indeterminate")
                                // The policy is usable whatever its MX are; only the cover of them is unknown.
                                .truth("mx_lookup_indeterminate", Status.VALID_ENFORCE)));
    }

    private static Scenario refused(String name, double weight, Function<Deployment, List<String>> patterns) {
        return scenario(
                name,
                Group.OTHER_FAULT,
                weight,
                d -> d.mode("enforce")
                        .mail(HealthyScenarios.twoOwn(d).covering(patterns.apply(d)))
                        .mxAlignment("mx_none_covered")
                        .truth("mx_none_covered", Status.ENFORCE_CONFLICT));
    }
}
