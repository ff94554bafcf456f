package org.stsurvey.lab.world;

import java.util.EnumSet;
import java.util.Set;

/// What a policy host does once it has read a client's ClientHello.
public sealed interface Greeting {
    /// A TLS handshake with this certificate.
    ///
    /// @param protocol the only TLS version spoken, as JSSE names it; empty for 1.2 and 1.3
    /// @param application the only application protocol spoken (RFC 7301); empty for one that does not negotiate
    ///     it
    record Handshake(Certificate certificate, String protocol, String application, Set<Habit> habits)
            implements Greeting {
        public Handshake {
            habits = Set.copyOf(habits);
        }

        public Handshake over(String onlyProtocol) {
            return new Handshake(certificate, onlyProtocol, application, habits);
        }

        public Handshake speaking(String onlyApplication) {
            return new Handshake(certificate, protocol, onlyApplication, habits);
        }

        public Handshake with(Habit habit) {
            Set<Habit> more = EnumSet.of(habit);
            more.addAll(habits);
            return new Handshake(certificate, protocol, application, more);
        }
    }

    /// What is unusual about a handshake.
    enum Habit {
        /// The client has to show a certificate, too.
        ASKS_FOR_A_CERTIFICATE,
        /// Before it answers the request, the server wants the handshake held again.
        RENEGOTIATES,
        /// Everything is sent in TCP segments of one octet.
        OCTET_BY_OCTET,
        /// The same, with a pause after each.
        OCTET_BY_OCTET_SLOWLY,
        /// A warning unrecognized_name comes first, as from servers that go on with their default certificate.
        WARNS_OF_THE_NAME
    }

    /// These octets, each a character, instead of a handshake; then an orderly end of the connection.
    record Octets(String octets) implements Greeting {}

    /// The end of the connection, without a byte.
    record Close() implements Greeting {}

    /// A TCP reset.
    record Reset() implements Greeting {}

    /// These octets, each a character, and then nothing until the client gives up.
    record Stall(String octets) implements Greeting {}

    /// An ordinary handshake.
    static Handshake handshake(Certificate certificate) {
        return new Handshake(certificate, "", "", Set.of());
    }

    /// A fatal TLS alert (RFC 8446 §6), as a record of version 3.3.
    static Greeting alert(int description) {
        return new Octets(alert(2, description));
    }

    /// The record of an alert of this level.
    static String alert(int level, int description) {
        return "\u0015\u0003\u0003\u0000\u0002" + (char) level + (char) description;
    }

    /// A ServerHello that selects TLS 1.0 (minor version 1) or 1.1 (2), as of a server that never learnt anything
    /// newer: record header, message header, version, random, no session, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, no
    /// compression.
    static Greeting oldTls(int minorVersion) {
        return new Octets(serverHello(minorVersion));
    }

    /// The record of a ServerHello of this minor version.
    static String serverHello(int minorVersion) {
        String hello = "\u0003" + (char) minorVersion + "lab!".repeat(8) + "\u0000" + "\u00c0\u0009" + "\u0000";
        return "\u0016\u0003" + (char) minorVersion + "\u0000" + (char) (hello.length() + 4) + "\u0002\u0000\u0000"
                + (char) hello.length() + hello;
    }
}
