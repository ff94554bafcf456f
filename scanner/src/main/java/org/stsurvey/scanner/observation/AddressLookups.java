package org.stsurvey.scanner.observation;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// The A and AAAA lookups of one name; both are asked before anything is concluded.
public record AddressLookups(DnsLookup a, DnsLookup aaaa) {

    /// All addresses found, IPv4 first, in the order received.
    public List<InetAddress> addresses() {
        return Stream.concat(ofA().stream(), ofAaaa().stream()).toList();
    }

    /// The addresses of the A records, in the order received.
    public List<InetAddress> ofA() {
        return found(a);
    }

    /// The addresses of the AAAA records, in the order received; one that hides an IPv4 address (RFC 4291
    /// §2.5.5.2) is an IPv4 address here, as the JDK makes no difference.
    public List<InetAddress> ofAaaa() {
        return found(aaaa);
    }

    /// Whether there are addresses and all that there are came with the resolver's word that they are secure.
    public boolean isSecure() {
        return !addresses().isEmpty() && isSecureIfFound(a) && isSecureIfFound(aaaa);
    }

    /// The aliases that lead from the name to its addresses, in order.
    public List<String> cnames() {
        return a.answer() instanceof DnsAnswer.Found found
                ? found.cnames()
                : aaaa.answer().cnames();
    }

    private static boolean isSecureIfFound(DnsLookup lookup) {
        return !(lookup.answer() instanceof DnsAnswer.Found found) || found.authenticated();
    }

    private static List<InetAddress> found(DnsLookup lookup) {
        return lookup.answer() instanceof DnsAnswer.Found answer
                ? answer.records(RecordData.Address.class).stream()
                        .map(RecordData.Address::address)
                        .toList()
                : List.of();
    }
}
