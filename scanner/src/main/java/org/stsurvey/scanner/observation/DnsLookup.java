package org.stsurvey.scanner.observation;

import java.time.Duration;

/// One question that was asked, its final answer, and what it took to get it.
///
/// @param answer the answer after all tries
/// @param tries how many times the question was sent, 1 or more
/// @param elapsed time on the wire, millisecond precision, waiting at our own gates not counted
public record DnsLookup(DnsAnswer answer, int tries, Duration elapsed) {}
