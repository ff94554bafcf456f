package org.stsurvey.scanner.observation;

import java.util.Optional;

/// Lookups of random siblings, which exist only where a DNS wildcard answers for every name.
///
/// @param txt TXT at `_<random>.<domain>`
/// @param address A at `<random>.<domain>`; empty if not asked
public record WildcardProbe(DnsLookup txt, Optional<DnsLookup> address) {}
