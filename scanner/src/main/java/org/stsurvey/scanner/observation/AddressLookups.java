package org.stsurvey.scanner.observation;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// The A and AAAA lookups of one name; both are asked before anything is concluded.
public record AddressLookups(DnsLookup a, DnsLookup aaaa) {

    /// All addresses found, IPv4 first, in the order received.
    public List<InetAddress> addresses() {
        return Stream.of(a, aaaa)
                .map(DnsLookup::answer)
                .filter(DnsAnswer.Found.class::isInstance)
                .flatMap(answer -> ((DnsAnswer.Found) answer).records(RecordData.Address.class).stream())
                .map(RecordData.Address::address)
                .toList();
    }
}
