package org.stsurvey.scanner.observe.dns;

import org.xbill.DNS.Type;

/// The record types that are asked for.
public enum RecordType {
    TXT(Type.TXT),
    MX(Type.MX),
    A(Type.A),
    AAAA(Type.AAAA),
    TLSA(Type.TLSA),
    /// Only where a chain of aliases is not secure as a whole; not followed.
    CNAME(Type.CNAME),
    /// Only to see how a resolver does.
    NS(Type.NS);

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /// The number on the wire.
    public int code() {
        return code;
    }
}
