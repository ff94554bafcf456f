package org.stsurvey.scanner.observation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stsurvey.inputs.Target;

/// All facts that one pass of the scanner gathered about one domain.
///
/// @param target the prepared list entry
/// @param observedAt when the first question left, microsecond precision; every date rule is judged at this
///     instant
/// @param pass 1 for the first pass, 2 for the retest
/// @param txt `_mta-sts.<domain>` TXT; empty if the name would be too long to ask
/// @param mx `<domain>` MX
/// @param tlsRpt `_smtp._tls.<domain>` TXT; empty if the name would be too long to ask
/// @param apex A and AAAA of the domain itself, asked where MX has no data (RFC 5321 §5.1, implicit MX)
/// @param policyHost A and AAAA of `mta-sts.<domain>`, asked where a record is published
/// @param wildcard a random sibling of the record and of the policy host, asked where a record is published
/// @param mxHosts addresses of the MX hosts, asked where a record is published
/// @param fetch the attempts to fetch the policy file; empty if none was made
/// @param fault what went wrong on our own side, if anything; such a row is always asked again
public record Observation(
        Target target,
        Instant observedAt,
        int pass,
        Optional<DnsLookup> txt,
        Optional<DnsLookup> mx,
        Optional<DnsLookup> tlsRpt,
        Optional<AddressLookups> apex,
        Optional<AddressLookups> policyHost,
        Optional<WildcardProbe> wildcard,
        List<MxHost> mxHosts,
        Optional<PolicyFetch> fetch,
        Optional<ScanFault> fault) {

    public Observation {
        mxHosts = List.copyOf(mxHosts);
    }

    /// The same facts with a fault of our own.
    public Observation withFault(ScanFault scanFault) {
        return with(Optional.of(scanFault));
    }

    /// The same facts, with no fault of our own.
    public Observation withoutFault() {
        return with(Optional.empty());
    }

    private Observation with(Optional<ScanFault> scanFault) {
        return new Observation(
                target, observedAt, pass, txt, mx, tlsRpt, apex, policyHost, wildcard, mxHosts, fetch, scanFault);
    }

    /// The name that the policy record is published under, RFC 8461 §3.1.
    public static String recordName(String domain) {
        return "_mta-sts." + domain;
    }

    /// The policy host, RFC 8461 §3.2: "prepending 'mta-sts' to the Policy Domain".
    public static String policyHostName(String domain) {
        return "mta-sts." + domain;
    }

    /// The name of the TLS reporting record, RFC 8460 §3.
    public static String tlsRptName(String domain) {
        return "_smtp._tls." + domain;
    }
}
