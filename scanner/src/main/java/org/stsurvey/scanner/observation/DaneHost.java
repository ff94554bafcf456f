package org.stsurvey.scanner.observation;

import java.util.List;
import java.util.Optional;

/// What was asked about DANE of one MX host, beside its addresses.
///
/// @param name lower case, without final dot
/// @param alias the host's own CNAME, asked where its addresses lie behind an alias and are not secure (RFC 7672
///     §2.2.2)
/// @param tlsa the lookups in the order in which senders try the base domains; empty where no TLSA record could
///     count, as nothing that leads to the host is signed
public record DaneHost(String name, Optional<DnsLookup> alias, List<TlsaLookup> tlsa) {
    public DaneHost {
        tlsa = List.copyOf(tlsa);
    }
}
