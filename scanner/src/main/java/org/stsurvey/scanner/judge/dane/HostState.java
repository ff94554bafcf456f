package org.stsurvey.scanner.judge.dane;

/// What a sender with DANE makes of one MX host.
enum HostState {
    /// Signed addresses and usable, signed TLSA records.
    SECURED,
    /// Signed TLSA records, none of which can be used.
    UNUSABLE,
    /// TLSA records that are not signed, though the host's addresses are.
    TLSA_INSECURE,
    /// Signed addresses, no TLSA record.
    NONE,
    /// Addresses that are not signed.
    HOST_INSECURE,
    /// Signatures that do not validate: senders defer mail.
    BOGUS,
    /// No answer.
    INDETERMINATE,
    /// No address: no sender gets so far.
    UNREACHABLE;

    /// Whether it is known that the host is, or is not, secured.
    boolean isDeterminate() {
        return switch (this) {
            case SECURED, UNUSABLE, TLSA_INSECURE, NONE, HOST_INSECURE, UNREACHABLE -> true;
            case BOGUS, INDETERMINATE -> false;
        };
    }
}
