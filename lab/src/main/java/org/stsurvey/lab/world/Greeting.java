package org.stsurvey.lab.world;

/// What a policy host does once it has read a client's ClientHello.
public sealed interface Greeting {
    /// An ordinary TLS handshake with this certificate.
    record Handshake(Certificate certificate) implements Greeting {}

    /// These octets, each a character, instead of a handshake; then an orderly end of the connection.
    record Octets(String octets) implements Greeting {}

    /// The end of the connection, without a byte.
    record Close() implements Greeting {}

    /// A TCP reset.
    record Reset() implements Greeting {}

    /// Nothing, until the client gives up.
    record Stall() implements Greeting {}

    /// A fatal TLS alert (RFC 8446 §6), as a record of version 3.3.
    static Greeting alert(int description) {
        return new Octets("\u0015\u0003\u0003\u0000\u0002\u0002" + (char) description);
    }

    /// A ServerHello that selects TLS 1.0, as of a server that never learnt anything newer: record header, message
    /// header, version, random, no session, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, no compression.
    static Greeting tls10() {
        String hello = "\u0003\u0001" + "lab!".repeat(8) + "\u0000" + "\u00c0\u0009" + "\u0000";
        return new Octets("\u0016\u0003\u0001\u0000" + (char) (hello.length() + 4) + "\u0002\u0000\u0000"
                + (char) hello.length() + hello);
    }
}
