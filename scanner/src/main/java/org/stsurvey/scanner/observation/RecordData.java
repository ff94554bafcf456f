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

    /// An A or AAAA record.
    record Address(InetAddress address) implements RecordData {}
}
