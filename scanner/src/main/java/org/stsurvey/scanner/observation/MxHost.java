package org.stsurvey.scanner.observation;

/// One MX host of a publishing domain and its addresses.
///
/// @param name lower case, without final dot
public record MxHost(String name, AddressLookups addresses) {}
