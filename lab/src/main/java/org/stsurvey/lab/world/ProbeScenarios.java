package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.stsurvey.lab.world.Certificate.Digest;
import org.stsurvey.lab.world.Certificate.Issuer;
import org.stsurvey.lab.world.Certificate.Oddity;
import org.stsurvey.lab.world.Certificate.Purpose;

/// Domains with a sound policy whose mail hosts show something on their port 25 that only a probe can see (RFC
/// 8461 §4.2). Without one, nothing is wrong with them.
final class ProbeScenarios {
    private ProbeScenarios() {}

    static List<Scenario> all() {
        return Stream.of(habits(), certificates(), severalHosts())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Scenario> habits() {
        return Stream.of(MailHabit.values())
                .map(habit -> {
                    Scenario scenario = probed(
                            "smtp-" + habit.name().toLowerCase(Locale.ROOT).replace('_', '-'), MailService.of(habit));
                    boolean slow = habit == MailHabit.SILENT || habit == MailHabit.DRIPS;
                    return slow ? scenario.costsATimeout() : scenario;
                })
                .toList();
    }

    private static List<Scenario> certificates() {
        return List.of(
                certified("other-host", "mx_cert_name_mismatch", c -> c.names("mx.hosting.example")),
                certified("cn-only", "mx_cert_name_mismatch", Certificate::withoutDnsNames),
                certified("self-signed", "mx_cert_untrusted", c -> c.from(Issuer.SELF)),
                certified("untrusted-root", "mx_cert_untrusted", c -> c.from(Issuer.UNTRUSTED_ROOT)),
                certified("unknown-issuer", "mx_cert_untrusted", c -> c.from(Issuer.UNSENT_INTERMEDIATE)),
                certified("expired", "mx_cert_expired", c -> c.expired(9)),
                certified("chain-expired", "mx_cert_expired", c -> c.from(Issuer.EXPIRED_INTERMEDIATE)),
                certified("not-yet-valid", "mx_cert_not_yet_valid", c -> c.valid(3, 93)),
                certified("client-only", "mx_cert_constraint", c -> c.purpose(Purpose.CLIENT_ONLY)),
                certified("name-constraint", "mx_cert_constraint", c -> c.from(Issuer.CONSTRAINED_INTERMEDIATE)),
                certified("authority-as-leaf", "mx_cert_constraint", c -> c.with(Oddity.AUTHORITY)),
                certified("sha1", "mx_cert_weak", c -> c.strength(Certificate.Key.EC_256, Digest.SHA1)),
                // RSA of 1024 bits: some libraries refuse it, so it is a warning.
                probed(
                        "mx-cert-rsa-1024",
                        MailService.certified(
                                        "mx_cert_weak",
                                        c -> c.from(Issuer.TRUSTED_RSA)
                                                .strength(Certificate.Key.RSA_1024, Digest.SHA256))
                                .delivered()),
                // RFC 9525 §6.3: a wildcard stands for the first label.
                probed(
                        "mx-cert-wildcard",
                        new MailService(
                                MailHabit.SOUND,
                                c -> c.names(c.dnsNames().getFirst().replaceFirst("^[^.]*", "*")),
                                false,
                                "",
                                "ok")));
    }

    private static List<Scenario> severalHosts() {
        return List.of(
                probed(
                        "mx-cert-first-expired",
                        MailService.certified("mx_cert_expired", c -> c.expired(5))
                                .atFirstHost()),
                probed(
                        "smtp-first-without-starttls",
                        MailService.of(MailHabit.NO_STARTTLS).atFirstHost()),
                testing("mx-cert-expired-testing", MailService.certified("mx_cert_expired", c -> c.expired(5))));
    }

    private static Scenario certified(String name, String code, UnaryOperator<Certificate> change) {
        return probed("mx-cert-" + name, MailService.certified(code, change));
    }

    private static Scenario probed(String name, MailService service) {
        return with(name, "enforce", service);
    }

    private static Scenario testing(String name, MailService service) {
        return with(name, "testing", service);
    }

    private static Scenario with(String name, String mode, MailService service) {
        return scenario(name, Group.HEALTHY, 0, d -> {
            Mail two = HealthyScenarios.twoOwn(d);
            d.mode(mode).mail(two.covering(List.of("*." + d.domain()))).mailService(service);
        });
    }
}
