package org.stsurvey.scanner.observe;

/// Of which domains the addresses and TLSA records of the MX hosts are asked for, to judge DANE (RFC 7672).
public enum Companions {
    /// Of none; the addresses of a publisher's MX hosts are still asked for.
    NONE,
    /// Of those that publish a record of MTA-STS.
    PUBLISHERS,
    /// Of every domain that has an MX.
    ALL
}
