package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE;
import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;
import static org.stsurvey.scanner.judge.SeverityRule.WARNING;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The addresses of the policy host `mta-sts.<domain>`, RFC 8461 §3.2 and §3.3.
public enum HostOutcome implements Registered {
    HOST_NXDOMAIN(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy host mta-sts does not exist, so nobody can fetch the policy.",
            "Add an A or AAAA record, or a CNAME, for mta-sts."),
    HOST_NODATA(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy host mta-sts has neither an IPv4 nor an IPv6 address.",
            "Add an A or AAAA record for mta-sts."),
    HOST_CNAME_DANGLING(
            BREAKS,
            "RFC 8461 §3.3",
            "mta-sts is a CNAME whose target has no address, as happens after leaving a provider.",
            "Point mta-sts at a host that serves the policy, or remove the policy record too."),
    HOST_CNAME_LOOP(
            BREAKS,
            "RFC 1034 §3.6.2",
            "The CNAME chain of mta-sts leads back into itself or has more than 8 hops.",
            "Point the CNAME directly at the host that serves the policy."),
    HOST_SERVFAIL(
            INDETERMINATE,
            "RFC 8461 §3.3",
            "The resolver answered SERVFAIL for the address of mta-sts.",
            "Check the name servers and the DNSSEC signatures of the domain and of the CNAME's target."),
    HOST_DNSSEC_BOGUS(
            INDETERMINATE,
            "RFC 4035 §5.5",
            "The address of mta-sts does not pass DNSSEC validation.",
            "Repair the DNSSEC chain: DS records, signatures, their dates."),
    HOST_DNS_ERROR(
            INDETERMINATE,
            "RFC 8461 §3.3",
            "The lookup of the address of mta-sts failed: refused, malformed, or broken over TCP.",
            "Check that all name servers answer, over UDP and over TCP."),
    HOST_TIMEOUT(
            INDETERMINATE,
            "RFC 8461 §3.3",
            "Nobody answered the question for the address of mta-sts in time.",
            "Check that all name servers are reachable."),
    HOST_NON_PUBLIC_ADDRESS(
            BREAKS,
            "RFC 6890",
            "mta-sts has only addresses that cannot be reached from the Internet, such as 10.0.0.1.",
            "Give mta-sts a public address."),
    HOST_SOME_NON_PUBLIC(
            WARNING,
            "RFC 6890",
            "Some addresses of mta-sts cannot be reached from the Internet; senders that pick one of them fail.",
            "Remove the addresses that are not public."),
    HOST_IPV6_ONLY(
            NOTICE,
            "RFC 8461 §3.3",
            "mta-sts has only IPv6 addresses; senders without IPv6 cannot fetch the policy.",
            "Add an IPv4 address if senders without IPv6 matter to you."),
    HOST_WILDCARD_DNS(
            NOTICE,
            "RFC 4592",
            "A random name beside mta-sts has the same address: a DNS wildcard answers, perhaps for an unrelated server.",
            "Give mta-sts a record of its own."),
    HOST_NAME_NOT_LDH(
            BREAKS,
            "RFC 9525 §2",
            "The policy host's name has an underscore or an edge hyphen: no certificate can be valid for it.",
            "MTA-STS needs a domain name made of letters, digits and inner hyphens."),
    HOST_THIRD_PARTY(NOTICE, "RFC 8461 §8.2", "The policy host is run by a known provider.", "");

    private final Entry entry;

    HostOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.HOST_DNS;
    }
}
