package org.stsurvey.scanner.judge.host;

import static org.stsurvey.scanner.judge.registry.HostOutcome.*;
import static org.stsurvey.scanner.judge.registry.TcpOutcome.TCP_NO_IPV6_VANTAGE;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.ProviderTable;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.abnf.Abnf;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.SpecialPurposeAddresses;
import org.stsurvey.scanner.observation.WildcardProbe;

/// The rules for the addresses of the policy host, RFC 8461 §3.2: "prepending 'mta-sts' to the Policy Domain".
///
/// Without an address "no policy can be fetched" (§3.3). Both families are asked before anything is concluded:
/// one that failed leaves it open, one that found an address is enough.
public final class PolicyHostLookup {

    private final Remarks remarks;
    private final ProviderTable providers;

    public PolicyHostLookup(Remarks remarks, ProviderTable providers) {
        this.remarks = remarks;
        this.providers = providers;
    }

    /// Judges the name: with an underscore or an edge hyphen no certificate can be valid for it, RFC 9525 §2.
    public void name(String host) {
        if (!List.of(host.split("\\.", -1)).stream().allMatch(PolicyHostLookup::isLdh)) {
            remarks.add(HOST_NAME_NOT_LDH, Map.of("host", host));
        }
    }

    private static boolean isLdh(String label) {
        return !label.isEmpty()
                && label.charAt(0) != '-'
                && label.charAt(label.length() - 1) != '-'
                && label.chars().allMatch(c -> Abnf.isAlphaOrDigit((char) c) || c == '-');
    }

    /// Judges the lookups.
    ///
    /// @param fetch what the dialler made of the addresses; where it did not run, they are judged by their kind
    ///     alone
    public void addresses(AddressLookups lookups, Optional<PolicyFetch> fetch, Optional<WildcardProbe> wildcard) {
        var cnames = cnames(lookups);
        var addresses = lookups.addresses();
        if (addresses.isEmpty()) {
            withoutAddress(lookups, cnames);
            return;
        }
        Providers.first(providers, ProviderTable.Kind.POLICY_HOST, cnames)
                .ifPresent(provider ->
                        remarks.add(HOST_THIRD_PARTY, Map.of("provider", provider, "target", cnames.getLast())));
        var refused = refused(addresses, fetch);
        publicity(addresses, refused);
        if (addresses.stream().allMatch(Inet6Address.class::isInstance) && !refused.containsAll(addresses)) {
            remarks.add(HOST_IPV6_ONLY);
            // There was something fit to be dialled and nothing was: this machine has no IPv6.
            if (fetch.isPresent() && fetch.get().attempts().isEmpty() && !remarks.has(HOST_NAME_NOT_LDH)) {
                remarks.add(TCP_NO_IPV6_VANTAGE);
            }
        }
        if (wildcard.flatMap(WildcardProbe::address)
                .filter(probe -> isSame(probe, lookups.a()))
                .isPresent()) {
            remarks.add(HOST_WILDCARD_DNS);
        }
    }

    private void withoutAddress(AddressLookups lookups, List<String> cnames) {
        var a = lookups.a().answer();
        var aaaa = lookups.aaaa().answer();
        var failed = Stream.of(a, aaaa)
                .filter(DnsAnswer.Failed.class::isInstance)
                .map(DnsAnswer.Failed.class::cast)
                .findFirst();
        // RFC 8020: a name that does not exist has nothing of any type, whatever became of the other lookup.
        var noSuchName = a instanceof DnsAnswer.NoSuchName || aaaa instanceof DnsAnswer.NoSuchName;
        if (failed.isPresent() && !noSuchName) {
            remarks.add(failure(failed.get()), FailedLookup.detail(failed.get()));
        } else if (!cnames.isEmpty()) {
            var detail = new TreeMap<String, String>();
            detail.put("target", cnames.getLast());
            Providers.first(providers, ProviderTable.Kind.POLICY_HOST, cnames)
                    .ifPresent(provider -> detail.put("provider", provider));
            remarks.add(HOST_CNAME_DANGLING, detail);
        } else {
            var exists = a instanceof DnsAnswer.NoData || aaaa instanceof DnsAnswer.NoData;
            remarks.add(exists ? HOST_NODATA : HOST_NXDOMAIN);
        }
    }

    private static Outcome failure(DnsAnswer.Failed failed) {
        return switch (FailedLookup.of(failed)) {
            case TIMEOUT -> HOST_TIMEOUT;
            case SERVFAIL -> HOST_SERVFAIL;
            case BOGUS -> HOST_DNSSEC_BOGUS;
            case CNAME_LOOP -> HOST_CNAME_LOOP;
            case ERROR -> HOST_DNS_ERROR;
        };
    }

    private static List<InetAddress> refused(List<InetAddress> addresses, Optional<PolicyFetch> fetch) {
        return fetch.map(PolicyFetch::refused)
                .orElseGet(() -> addresses.stream()
                        .filter(address -> !SpecialPurposeAddresses.isPublic(address))
                        .toList());
    }

    private void publicity(List<InetAddress> addresses, List<InetAddress> refused) {
        if (refused.isEmpty()) {
            return;
        }
        var detail = Map.of(
                "address", refused.getFirst().getHostAddress(),
                "purpose", SpecialPurposeAddresses.purpose(refused.getFirst()).orElse("not public"),
                "non_public", refused.size() + " of " + addresses.size());
        remarks.add(refused.containsAll(addresses) ? HOST_NON_PUBLIC_ADDRESS : HOST_SOME_NON_PUBLIC, detail);
    }

    private static boolean isSame(DnsLookup probe, DnsLookup lookup) {
        return probe.answer() instanceof DnsAnswer.Found sibling
                && lookup.answer() instanceof DnsAnswer.Found found
                && new HashSet<>(sibling.records(RecordData.Address.class))
                        .equals(new HashSet<>(found.records(RecordData.Address.class)));
    }

    /// The longer of the two chains: a lookup that failed may have followed less of it.
    static List<String> cnames(AddressLookups lookups) {
        var a = lookups.a().answer().cnames();
        var aaaa = lookups.aaaa().answer().cnames();
        return a.size() >= aaaa.size() ? a : aaaa;
    }
}
