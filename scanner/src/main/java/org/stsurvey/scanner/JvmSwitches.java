package org.stsurvey.scanner;

import java.security.Security;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The process-wide JVM settings that a scan relies on, all in one place.
///
/// The JDK reads most of them once, when the class concerned is loaded: [#install] must be the first statement
/// of
/// `main` and of whatever launches tests. A scan refuses to start unless [#missing] is empty, because each of
/// these
/// changes what is observed.
public final class JvmSwitches {

    /// Names the set of TLS settings in manifests; changes whenever one of them does.
    public static final String TLS_PROFILE = "tls-1";

    /// Read by `InetAddress` from the security properties only; as -D they are ignored.
    private static final Map<String, String> SECURITY = ordered(
            // A name is resolved for one dial and never remembered: the address must be the one that was vetted.
            "networkaddress.cache.ttl", "0",
            "networkaddress.cache.negative.ttl", "0",
            // Ours, so that a JDK update does not move a published number. RFC 8461 §7.2 asks for TLS 1.2 or later;
            // what is only weak stays enabled, because the judgement and not the handshake decides about it.
            "jdk.tls.disabledAlgorithms", "SSLv3, TLSv1, TLSv1.1, DTLSv1.0, RC4, DES, 3DES_EDE_CBC, anon, NULL");

    private static final Map<String, String> SYSTEM = ordered(
            // One connection per policy host; the default pool keeps thousands of sockets open.
            "jdk.httpclient.keepalive.timeout", "0",
            // A GET that was closed without a reply is otherwise sent twice, silently.
            "jdk.httpclient.redirects.retrylimit", "1",
            // Otherwise "Connection refused" turns into a ConnectException without a message.
            "jdk.httpclient.disableRetryConnect", "true",
            "jdk.http.maxHeaderSize", "32768",
            "jdk.tls.maxHandshakeMessageSize", "65536",
            "jdk.tls.client.maxInboundCertificateChainLength", "10",
            // A resumed session skips the trust manager, and with it the recorder of the chain.
            "jdk.tls.client.enableSessionTicketExtension", "false");

    private JvmSwitches() {}

    /// Sets every switch.
    public static void install() {
        SECURITY.forEach(Security::setProperty);
        SYSTEM.forEach(System::setProperty);
    }

    /// The switches that are not set as a scan needs them, as `name=value (should be value)`; empty if all is
    /// well.
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        SECURITY.forEach((name, value) -> check(missing, name, value, Security.getProperty(name)));
        SYSTEM.forEach((name, value) -> check(missing, name, value, System.getProperty(name)));
        return missing;
    }

    private static void check(List<String> missing, String name, String wanted, String actual) {
        if (!Objects.equals(wanted, actual)) {
            missing.add(name + "=" + actual + " (should be " + wanted + ")");
        }
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Map.copyOf(map);
    }
}
