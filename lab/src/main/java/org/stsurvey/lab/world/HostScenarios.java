package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.stsurvey.lab.world.Truth.Status;

/// Policy hosts whose name leads nowhere.
final class HostScenarios {
    static final Zone.Failure SERVFAIL = new Zone.Failure(2, Zone.Failure.NO_EXTENDED_ERROR);
    /// SERVFAIL with the Extended DNS Error "DNSSEC Bogus" (RFC 8914 §4.7).
    static final Zone.Failure BOGUS = new Zone.Failure(2, 6);

    static final Zone.Failure REFUSED = new Zone.Failure(5, Zone.Failure.NO_EXTENDED_ERROR);

    private static final int LONG_CHAIN = 12;

    private HostScenarios() {}

    /// Imposed on publishers whose name is no host name: an underscore cannot occur in a DNS-ID (RFC 9525).
    static final Scenario NOT_LDH = scenario(
            "host-name-not-ldh", Group.OTHER_FAULT, 0, d -> d.truth("host_name_not_ldh", Status.POLICY_UNREACHABLE));

    /// The company of the policy host has been left, and nothing at home says so.
    static final Scenario OPTED_OUT = missing(
            "host-opted-out",
            15,
            "host_cname_dangling",
            (d, z) -> z.cname(d.host(), target(d)).put(target(d), Zone.ANY, new Zone.NoName()));

    static List<Scenario> all() {
        return Stream.concat(
                        lookups().stream(),
                        SPECIAL_PURPOSE.entrySet().stream().map(e -> special(e.getKey(), e.getValue())))
                .toList();
    }

    /// Addresses at which nobody can be reached over the public Internet, and with which a zone could make a
    /// scanner knock at doors in its own house.
    private static final Map<String, String> SPECIAL_PURPOSE = new TreeMap<>(Map.ofEntries(
            Map.entry("this-network", "0.0.0.0"),
            Map.entry("link-local", "169.254.169.254"),
            Map.entry("private-172", "172.16.0.1"),
            Map.entry("documentation", "192.0.2.1"),
            Map.entry("benchmark", "198.18.0.1"),
            Map.entry("multicast", "224.0.0.1"),
            Map.entry("reserved", "240.0.0.1"),
            Map.entry("broadcast", "255.255.255.255"),
            Map.entry("ipv6-unspecified", "::"),
            Map.entry("ipv6-link-local", "fe80::1"),
            Map.entry("ipv6-multicast", "ff02::1"),
            Map.entry("ipv6-documentation", "2001:db8::1"),
            Map.entry("ipv6-discard", "100::1"),
            Map.entry("nat64", "64:ff9b::a00:1"),
            Map.entry("nat64-local", "64:ff9b:1::1"),
            Map.entry("6to4", "2002:a00:1::1"),
            Map.entry("teredo", "2001:0:4136:e378:8000:63bf:f5ff:fffe")));

    /// IPv6 addresses that hide an IPv4 address (RFC 4291 §2.5.5.2), here the lab's own: it must not be dialled
    /// for it.
    private static final byte[] IPV4_MAPPED_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 80, 0, 1};

    private static Scenario special(String name, String literal) {
        return host("host-" + name, 0, "host_non_public_address", (d, z) -> z.address(d.host(), literal));
    }

    private static List<Scenario> lookups() {
        return List.of(
                missing("host-nxdomain", 65, "host_nxdomain", (_, _) -> {}),
                missing("host-nodata", 15, "host_nodata", (d, z) -> z.txt(d.host(), "reserved")),
                OPTED_OUT,
                missing(
                        "host-cname-nodata",
                        5,
                        "host_cname_dangling",
                        (d, z) -> z.cname(d.host(), "web." + d.domain()).exists("web." + d.domain())),
                host(
                        "host-cname-loop",
                        0.3,
                        "host_cname_loop",
                        (d, z) -> z.cname(d.host(), "policy." + d.domain()).cname("policy." + d.domain(), d.host())),
                host("host-cname-too-long", 0.1, "host_cname_loop", (d, z) -> {
                    z.cname(d.host(), "hop1." + d.domain());
                    for (int hop = 1; hop < LONG_CHAIN; hop++) {
                        z.cname("hop" + hop + "." + d.domain(), "hop" + (hop + 1) + "." + d.domain());
                    }
                    z.address("hop" + LONG_CHAIN + "." + d.domain(), d.address());
                }),
                host(
                        "host-private-address",
                        1,
                        "host_non_public_address",
                        (d, z) -> z.address(d.host(), "10.1.2.3").address(d.host(), "192.168.1.1")),
                host(
                        "host-shared-address",
                        0.2,
                        "host_non_public_address",
                        (d, z) -> z.address(d.host(), "100.64.0.9")),
                host(
                        "host-ipv4-mapped",
                        0,
                        "host_non_public_address",
                        (d, z) -> z.address(d.host(), IPV4_MAPPED_LOOPBACK)),
                host("host-private-ipv6", 0.2, "host_non_public_address", (d, z) -> z.address(d.host(), "fd00::1")),
                unanswered("host-servfail", 0.5, "host_servfail", SERVFAIL),
                unanswered("host-dnssec-bogus", 0.3, "host_dnssec_bogus", BOGUS),
                unanswered("host-refused", 0.1, "host_dns_error", REFUSED),
                unanswered("host-silent", 0, "host_timeout", new Zone.Silence()).costsATimeout(),
                scenario(
                        "host-a-servfail",
                        Group.OTHER_FAULT,
                        0.1,
                        d -> d.host(z -> z.put(d.host(), Zone.A, SERVFAIL))
                                .truth("host_servfail", Status.INDETERMINATE)));
    }

    private static String target(Deployment d) {
        String dashed = Mail.dashed(d.domain());
        return (dashed.length() > 63 ? "gone" : dashed) + ".mta.mta-sts.tech";
    }

    private static Scenario missing(
            String name, double weight, String outcome, BiConsumer<Deployment, Zone.Builder> dns) {
        return broken(name, Group.MISSING_ADDRESS, weight, outcome, dns);
    }

    private static Scenario host(String name, double weight, String outcome, BiConsumer<Deployment, Zone.Builder> dns) {
        return broken(name, Group.OTHER_FAULT, weight, outcome, dns);
    }

    private static Scenario broken(
            String name, Group group, double weight, String outcome, BiConsumer<Deployment, Zone.Builder> dns) {
        return scenario(
                name, group, weight, d -> d.host(z -> dns.accept(d, z)).truth(outcome, Status.POLICY_UNREACHABLE));
    }

    private static Scenario unanswered(String name, double weight, String outcome, Zone.Answer answer) {
        return scenario(
                name,
                Group.OTHER_FAULT,
                weight,
                d -> d.host(z -> z.put(d.host(), Zone.ANY, answer)).truth(outcome, Status.INDETERMINATE));
    }
}
