package org.stsurvey.scanner.observation;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/// The data of one resource record of a type that the scanner asks for.
public sealed interface RecordData {

    /// A TXT record: its character-strings in order, RFC 1035 §3.3.14.
    record Txt(List<ByteString> strings) implements RecordData {
        public Txt {
            strings = List.copyOf(strings);
        }

        /// The strings "concatenated without adding spaces" (RFC 8461 §3.1), one character per octet.
        public String joined() {
            return strings.stream().map(ByteString::latin1).collect(Collectors.joining());
        }
    }

    /// An MX record; `exchange` is lower case, without final dot, and empty for the root (RFC 7505 null MX).
    record Mx(int preference, String exchange) implements RecordData {}

    /// A CNAME record, where it was itself asked for.
    ///
    /// @param target lower case, without final dot
    record Cname(String target) implements RecordData {}

    /// A TLSA record, RFC 6698 §2.1.
    ///
    /// @param usage 0 to 3 are known
    /// @param selector 0 is the whole certificate, 1 its public key
    /// @param matching 0 is the thing itself, 1 its SHA-256, 2 its SHA-512
    record Tlsa(int usage, int selector, int matching, ByteString data) implements RecordData {}

    /// An A or AAAA record.
    record Address(InetAddress address) implements RecordData {}
}
