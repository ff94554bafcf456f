package org.stsurvey.scanner.judge.mx;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.judge.MailReception;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.RecordData;

/// Where a domain's mail goes: its MX hosts, best first, or the domain itself.
///
/// @param reception how the domain receives mail
/// @param hosts the MX hosts without repetitions, by preference, then by name; the domain itself for an implicit
///     MX
public record MailRoute(MailReception reception, List<Host> hosts) {

    public MailRoute {
        hosts = List.copyOf(hosts);
    }

    /// One MX host.
    ///
    /// @param name lower case, without final dot
    public record Host(int preference, String name) {}

    /// Reads the lookups of a domain.
    ///
    /// @param mx empty if it was not asked
    /// @param apex the domain's own addresses, asked where MX has no data
    public static MailRoute of(String domain, Optional<DnsLookup> mx, Optional<AddressLookups> apex) {
        if (mx.isEmpty()) {
            return without(MailReception.UNKNOWN);
        }
        return switch (mx.get().answer()) {
            case DnsAnswer.Found found -> found(found.records(RecordData.Mx.class));
            case DnsAnswer.NoSuchName noSuchName -> without(MailReception.NO_SUCH_DOMAIN);
            case DnsAnswer.NoData noData -> implicit(domain, apex);
            case DnsAnswer.Failed failed -> without(MailReception.UNKNOWN);
        };
    }

    private static MailRoute found(List<RecordData.Mx> records) {
        var named = records.stream()
                .filter(record -> !record.exchange().isEmpty())
                .sorted(Comparator.comparingInt(RecordData.Mx::preference).thenComparing(RecordData.Mx::exchange))
                .toList();
        // RFC 7505 §3: a null MX is the only MX record; beside others the root is no host and is passed over.
        if (named.isEmpty()) {
            return without(MailReception.NULL_MX);
        }
        var seen = new HashSet<String>();
        var hosts = named.stream()
                .filter(record -> seen.add(record.exchange()))
                .map(record -> new Host(record.preference(), record.exchange()))
                .toList();
        return new MailRoute(MailReception.MX, hosts);
    }

    // RFC 5321 §5.1: "If an empty list of MXs is returned, the address is treated as if it was associated with an
    // implicit MX RR with a preference of 0, pointing to that host."
    private static MailRoute implicit(String domain, Optional<AddressLookups> apex) {
        if (apex.isEmpty()) {
            return without(MailReception.UNKNOWN);
        }
        if (!apex.get().addresses().isEmpty()) {
            return new MailRoute(MailReception.IMPLICIT_MX, List.of(new Host(0, domain)));
        }
        return without(hasFailed(apex.get()) ? MailReception.UNKNOWN : MailReception.NONE);
    }

    private static boolean hasFailed(AddressLookups lookups) {
        return lookups.a().answer() instanceof DnsAnswer.Failed
                || lookups.aaaa().answer() instanceof DnsAnswer.Failed;
    }

    private static MailRoute without(MailReception reception) {
        return new MailRoute(reception, List.of());
    }

    /// The names of the hosts that share the best preference.
    public List<String> best() {
        return hosts.stream()
                .filter(host -> host.preference() == hosts.getFirst().preference())
                .map(Host::name)
                .toList();
    }
}
