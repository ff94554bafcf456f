package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.List;
import java.util.function.BiConsumer;

/// Domains whose policy works and that have DANE (RFC 7672) beside it, in every state that a network can show.
///
/// They are in every zoo and drawn by no other domain: how common DANE is among the others follows from who signs
/// and from their mail companies.
final class DaneScenarios {
    private static final int SHA_256 = 32;
    private static final int SHA_512 = 64;

    private DaneScenarios() {}

    static List<Scenario> all() {
        return List.of(
                signed("dane-all-mx", "dane_all_mx", (d, z) -> {
                    usable(d, z, first(d));
                    z.tlsa(Mail.tlsaName(second(d)), 2, 0, 2, Mail.digest(d.draw(), SHA_512));
                }),
                signed("dane-some-mx", "dane_some_mx", (d, z) -> usable(d, z, first(d))),
                signed("dane-none", "dane_none", (d, z) -> {}),
                signed("dane-tlsa-insecure", "dane_tlsa_insecure", (d, z) -> {
                    usable(d, z, first(d));
                    usable(d, z, second(d));
                    z.unsigned("_tcp." + first(d)).unsigned("_tcp." + second(d));
                }),
                signed("dane-unusable", "dane_tlsa_unusable", (d, z) -> {
                    z.tlsa(Mail.tlsaName(first(d)), 1, 1, 1, Mail.digest(d.draw(), SHA_256));
                    z.tlsa(Mail.tlsaName(first(d)), 3, 1, 1, Mail.digest(d.draw(), SHA_256 - 12));
                    z.tlsa(Mail.tlsaName(second(d)), 3, 0, 0, Mail.digest(d.draw(), SHA_512));
                }),
                signed("dane-duplicate", "dane_all_mx", (d, z) -> {
                    usable(d, z, first(d));
                    usable(d, z, first(d));
                    usable(d, z, second(d));
                }),
                signed("dane-bogus", "dane_bogus", (d, z) -> {
                    usable(d, z, first(d));
                    z.put(Mail.tlsaName(second(d)), Zone.TLSA, HostScenarios.BOGUS);
                }),
                signed("dane-servfail", "dane_indeterminate", (d, z) -> {
                    usable(d, z, first(d));
                    z.put(Mail.tlsaName(second(d)), Zone.TLSA, HostScenarios.SERVFAIL);
                }),
                aliased("dane-cname-expanded", (d, z) -> {
                    alias(d, z, "host." + d.domain());
                    z.address("host." + d.domain(), MailHabit.SOUND.address(d.draw()));
                    usable(d, z, "host." + d.domain());
                }),
                aliased("dane-cname-original", (d, z) -> {
                    alias(d, z, "host." + d.domain());
                    z.address("host." + d.domain(), MailHabit.SOUND.address(d.draw()));
                    usable(d, z, first(d));
                }),
                aliased("dane-cname-insecure", (d, z) -> {
                    alias(d, z, "mx.zoho.com");
                    usable(d, z, first(d));
                }),
                own("dane-host-insecure", "dane_host_insecure", false, (d, z) -> {
                    usable(d, z, first(d));
                    usable(d, z, second(d));
                }),
                at("dane-one-host-insecure", "dane_some_mx", true, "mxext1.mailbox.org", "mx.zoho.com"),
                at("dane-mx-insecure", "dane_mx_insecure", false, "mxext1.mailbox.org", "mxext2.mailbox.org"));
    }

    private static Scenario signed(String name, String code, BiConsumer<Deployment, Zone.Builder> dns) {
        return own(name, code, true, dns);
    }

    /// Two hosts of the domain itself.
    private static Scenario own(String name, String code, boolean signed, BiConsumer<Deployment, Zone.Builder> dns) {
        return scenario(
                        name,
                        Group.HEALTHY,
                        0,
                        d -> d.mode("enforce")
                                .signed(signed)
                                .mail(HealthyScenarios.twoOwn(d).covering(List.of(first(d), second(d))))
                                .dane(code, zone -> dns.accept(d, zone)))
                .inEveryZoo();
    }

    /// One MX host, which is an alias.
    private static Scenario aliased(String name, BiConsumer<Deployment, Zone.Builder> dns) {
        return scenario(
                        name,
                        Group.HEALTHY,
                        0,
                        d -> d.mode("enforce")
                                .signed(true)
                                .mail(new Mail(
                                        Mail.Kind.OWN, List.of(new Mail.Exchange(10, first(d))), List.of(first(d))))
                                // The alias leads to where sound hosts are.
                                .mailService(MailService.SOUND)
                                .dane("dane_all_mx", zone -> dns.accept(d, zone)))
                .inEveryZoo();
    }

    /// Two hosts of mail companies.
    private static Scenario at(String name, String code, boolean signed, String best, String backup) {
        return scenario(
                        name,
                        Group.HEALTHY,
                        0,
                        d -> d.mode("enforce")
                                .signed(signed)
                                .mail(new Mail(
                                        Mail.Kind.PROVIDER,
                                        List.of(new Mail.Exchange(10, best), new Mail.Exchange(20, backup)),
                                        List.of(best, backup)))
                                .dane(code, _ -> {}))
                .inEveryZoo();
    }

    private static void alias(Deployment d, Zone.Builder zone, String target) {
        zone.clear(first(d)).cname(first(d), target);
    }

    private static void usable(Deployment d, Zone.Builder zone, String host) {
        zone.tlsa(Mail.tlsaName(host), 3, 1, 1, Mail.digest(d.draw(), SHA_256));
    }

    private static String first(Deployment d) {
        return "mx1." + d.domain();
    }

    private static String second(Deployment d) {
        return "mx2." + d.domain();
    }
}
