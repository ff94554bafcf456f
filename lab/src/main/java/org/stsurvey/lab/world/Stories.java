package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.stsurvey.lab.world.Truth.Status;

/// Domains of the zoo to whom something is known to happen: every event occurs within the first half year, in
/// the smallest of worlds that has a zoo.
final class Stories {
    private static final Map<Scenario, Map<Integer, Event>> ALL = new LinkedHashMap<>();

    static {
        tell("begins", Group.ABSENT, d -> d.mail(Mail.own(d.domain(), d.draw())), Map.of(1, Event.BEGINS));
        tell("turns-to-enforce", works("testing"), Map.of(2, Event.TURNS_TO_ENFORCE));
        tell("keeps-the-id", works("testing"), Map.of(2, Event.TURNS_TO_ENFORCE_KEEPING_THE_ID));
        tell("stays-in-testing", works("testing"), Map.of());
        tell("falls-back", works("enforce"), Map.of(3, Event.FALLS_BACK_TO_TESTING));
        tell(
                "max-age",
                d -> works("enforce").accept(d.maxAgeSeconds(604_800)),
                Map.of(1, Event.RAISES_MAX_AGE, 3, Event.LOWERS_MAX_AGE, 4, Event.RAISES_MAX_AGE_KEEPING_THE_ID));
        tell("other-id", works("enforce"), Map.of(1, Event.CHANGES_ONLY_THE_ID, 3, Event.CHANGES_ONLY_THE_ID));
        tell("moves-mail", atProvider("testing"), Map.of(2, Event.MOVES_ITS_MAIL));
        tell("moves-policy", d -> works("enforce").accept(d.hosted()), Map.of(2, Event.MOVES_ITS_POLICY));
        tell("takes-it-back", works("enforce"), Map.of(1, Event.TAKES_IT_BACK, 2, Event.REMOVES_WHAT_IT_TOOK_BACK));
        tell("vanishes", works("enforce"), Map.of(2, Event.VANISHES, 4, Event.RETURNS));
        tell("gives-up", works("testing"), Map.of(2, Event.FORGETS_THE_POLICY_HOST, 4, Event.GIVES_UP));
        tell(
                "policy-host",
                works("testing"),
                Map.of(1, Event.FORGETS_THE_POLICY_HOST, 3, Event.BRINGS_THE_POLICY_HOST_BACK));
        tell(
                "certificate",
                works("enforce"),
                Map.of(2, Event.LETS_THE_CERTIFICATE_LAPSE, 3, Event.RENEWS_THE_CERTIFICATE));
        tell(
                "stale-policy",
                atProvider("enforce"),
                Map.of(2, Event.MOVES_ITS_MAIL_AND_FORGETS_THE_POLICY, 5, Event.BRINGS_THE_POLICY_UP_TO_DATE));
        tell(
                "is-repaired",
                Group.CERTIFICATE,
                d -> d.certificate(c -> c.from(Certificate.Issuer.SELF))
                        .truth("tls_cert_self_signed", Status.POLICY_UNREACHABLE),
                Map.of(3, Event.IS_REPAIRED));
        tell("falls-silent", works("testing"), Map.of(2, Event.FALLS_SILENT, 3, Event.SPEAKS_AGAIN));
    }

    private Stories() {}

    static List<Scenario> scenarios() {
        return List.copyOf(ALL.keySet());
    }

    static boolean isOne(Scenario scenario) {
        return ALL.containsKey(scenario);
    }

    /// What happens to this domain of the zoo, by month; nothing to most.
    static Map<Integer, Event> of(Scenario animal) {
        return Objects.requireNonNull(ALL.getOrDefault(animal, Map.of()));
    }

    private static Consumer<Deployment> works(String mode) {
        return d -> d.mode(mode);
    }

    private static Consumer<Deployment> atProvider(String mode) {
        return d -> d.mode(mode).mail(MailProvider.of(d.domain(), d.draw()));
    }

    private static void tell(String name, Consumer<Deployment> details, Map<Integer, Event> story) {
        tell(name, Group.HEALTHY, details, story);
    }

    private static void tell(String name, Group group, Consumer<Deployment> details, Map<Integer, Event> story) {
        ALL.put(scenario("trend-" + name, group, 0, details).inEveryZoo(), story);
    }
}
