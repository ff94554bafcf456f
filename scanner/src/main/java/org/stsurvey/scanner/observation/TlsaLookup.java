package org.stsurvey.scanner.observation;

/// The lookup of TLSA records for SMTP below one candidate base domain, RFC 7672 §2.2.3.
///
/// @param base lower case, without final dot; the question was [#name]
public record TlsaLookup(String base, DnsLookup lookup) {

    /// Where a base domain has its TLSA records for SMTP, RFC 6698 §3.
    public static String name(String base) {
        return "_25._tcp." + base;
    }
}
