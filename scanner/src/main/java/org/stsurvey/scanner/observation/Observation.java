package org.stsurvey.scanner.observation;

import java.time.Duration;
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
/// @param mxHosts addresses of the MX hosts, asked where a record is published and the MX hosts are known; an
///     empty list says that there are none
/// @param fetch the attempts to fetch the policy file; empty if none was made
/// @param fault what went wrong on our own side, if anything; such a row is asked again, unless an exclusion is
///     the reason
/// @param history what failed in earlier passes, so that a retest is judged with all its attempts
/// @param took from [#observedAt] until the last fact was known, waiting at our own gates included, millisecond
///     precision; empty where it was not measured
/// @param mxProbes what the MX hosts showed on port 25; empty if they were not probed
/// @param dane what was asked about DANE of the MX hosts; empty where nothing was, as the domain publishes no record,
///     has no MX, or the resolver's word that an answer is secure does not count
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
        Optional<List<MxHost>> mxHosts,
        Optional<PolicyFetch> fetch,
        Optional<ScanFault> fault,
        List<EarlierFailure> history,
        Optional<Duration> took,
        Optional<List<MxProbe>> mxProbes,
        Optional<List<DaneHost>> dane) {

    public Observation {
        mxHosts = mxHosts.map(List::copyOf);
        history = List.copyOf(history);
        mxProbes = mxProbes.map(List::copyOf);
        dane = dane.map(List::copyOf);
    }

    /// What is seen without a probe of the MX hosts and without DANE.
    public Observation(
            Target target,
            Instant observedAt,
            int pass,
            Optional<DnsLookup> txt,
            Optional<DnsLookup> mx,
            Optional<DnsLookup> tlsRpt,
            Optional<AddressLookups> apex,
            Optional<AddressLookups> policyHost,
            Optional<WildcardProbe> wildcard,
            Optional<List<MxHost>> mxHosts,
            Optional<PolicyFetch> fetch,
            Optional<ScanFault> fault,
            List<EarlierFailure> history,
            Optional<Duration> took) {
        this(
                target,
                observedAt,
                pass,
                txt,
                mx,
                tlsRpt,
                apex,
                policyHost,
                wildcard,
                mxHosts,
                fetch,
                fault,
                history,
                took,
                Optional.empty(),
                Optional.empty());
    }

    /// What the first pass sees, before it is known how long it took.
    public Observation(
            Target target,
            Instant observedAt,
            int pass,
            Optional<DnsLookup> txt,
            Optional<DnsLookup> mx,
            Optional<DnsLookup> tlsRpt,
            Optional<AddressLookups> apex,
            Optional<AddressLookups> policyHost,
            Optional<WildcardProbe> wildcard,
            Optional<List<MxHost>> mxHosts,
            Optional<PolicyFetch> fetch,
            Optional<ScanFault> fault) {
        this(
                target,
                observedAt,
                pass,
                txt,
                mx,
                tlsRpt,
                apex,
                policyHost,
                wildcard,
                mxHosts,
                fetch,
                fault,
                List.of(),
                Optional.empty());
    }

    /// No facts, as no question was asked.
    ///
    /// @param fault why not
    public static Observation notAsked(Target target, Instant at, ScanFault fault) {
        return new Observation(
                target,
                at,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(fault));
    }

    /// Without the facts, as the resolver cannot be believed for the time in which they were gathered.
    public Observation disbelieved() {
        ScanFault why = new ScanFault(
                ScanFault.Kind.RESOLVER_DOUBTED, "the resolver gave wrong answers to canaries at the time");
        return notAsked(target, observedAt, why).with(pass, Optional.of(why), history, took);
    }

    /// The same facts with a fault of our own.
    public Observation withFault(ScanFault scanFault) {
        return with(Optional.of(scanFault));
    }

    /// The same facts, with no fault of our own.
    public Observation withoutFault() {
        return with(Optional.empty());
    }

    /// The same facts as those of a pass.
    ///
    /// @param number of the pass
    /// @param earlier what failed in the passes before it
    /// @param duration how long it took
    public Observation inPass(int number, List<EarlierFailure> earlier, Duration duration) {
        return with(number, fault, earlier, Optional.of(duration));
    }

    /// The same facts with what the MX hosts showed on port 25.
    public Observation withMxProbes(List<MxProbe> probes) {
        return with(pass, fault, history, took, Optional.of(probes), dane);
    }

    /// The same facts and those about DANE.
    public Observation withDane(Optional<List<DaneHost>> hosts) {
        return with(pass, fault, history, took, mxProbes, hosts);
    }

    private Observation with(Optional<ScanFault> scanFault) {
        return with(pass, scanFault, history, took);
    }

    private Observation with(
            int number, Optional<ScanFault> scanFault, List<EarlierFailure> earlier, Optional<Duration> duration) {
        return with(number, scanFault, earlier, duration, mxProbes, dane);
    }

    private Observation with(
            int number,
            Optional<ScanFault> scanFault,
            List<EarlierFailure> earlier,
            Optional<Duration> duration,
            Optional<List<MxProbe>> probes,
            Optional<List<DaneHost>> hosts) {
        return new Observation(
                target,
                observedAt,
                number,
                txt,
                mx,
                tlsRpt,
                apex,
                policyHost,
                wildcard,
                mxHosts,
                fetch,
                scanFault,
                earlier,
                duration,
                probes,
                hosts);
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
