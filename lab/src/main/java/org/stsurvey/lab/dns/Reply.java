package org.stsurvey.lab.dns;

import java.util.List;

/// What the name server says to one question.
///
/// @param rcode         the response code
/// @param answer        the answer section: the chain of aliases and what it ends in
/// @param soaOwner      the zone that a negative answer is about; empty for no SOA record
/// @param extendedError an Extended DNS Error code (RFC 8914), or -1
/// @param secure        whether the AD bit may be set
record Reply(int rcode, List<Entry> answer, String soaOwner, int extendedError, boolean secure) {
    static final int NO_ERROR = 0;
    static final int SERVER_FAILURE = 2;
    static final int NAME_ERROR = 3;

    /// One resource record of class IN.
    @SuppressWarnings("ArrayRecordComponent") // is encoded, never compared
    record Entry(String owner, int type, int ttlSeconds, byte[] data) {}

    static Reply noSuchName(String soaOwner, boolean secure) {
        return new Reply(NAME_ERROR, List.of(), soaOwner, -1, secure);
    }
}
