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
/// of `main` and of whatever launches tests. A scan refuses to start unless [#missing] is empty, because each
/// of these changes what is observed.
public final class JvmSwitches {

    /// Names the set of TLS settings in manifests; changes whenever one of them does.
    public static final String TLS_PROFILE = "tls-2";

    /// What senders' libraries offer, newest first. The suites without forward secrecy at the end are dead in
    /// JDK 25's defaults; a policy host that has nothing else must be told apart from one that has no
    /// certificate.
    private static final String TLS_SUITES = String.join(
            ",",
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
            "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_CBC_SHA256",
            "TLS_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA");

    private static final String TLS_SIGNATURES = String.join(
            ",",
            "ecdsa_secp256r1_sha256",
            "ecdsa_secp384r1_sha384",
            "ecdsa_secp521r1_sha512",
            "ed25519",
            "ed448",
            "rsa_pss_rsae_sha256",
            "rsa_pss_rsae_sha384",
            "rsa_pss_rsae_sha512",
            "rsa_pss_pss_sha256",
            "rsa_pss_pss_sha384",
            "rsa_pss_pss_sha512",
            "rsa_pkcs1_sha256",
            "rsa_pkcs1_sha384",
            "rsa_pkcs1_sha512",
            "ecdsa_sha1",
            "rsa_pkcs1_sha1");

    private static final String TLS_GROUPS = "x25519,secp256r1,secp384r1,secp521r1,x448,ffdhe2048,ffdhe3072,ffdhe4096";

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
            // Of a body, little more than is read; the default lets a server send 16 MiB before we can say stop.
            "jdk.httpclient.windowsize", "65536",
            "jdk.httpclient.connectionWindowSize", "131072",
            // Nothing that was not asked for.
            "jdk.httpclient.enablepush", "0",
            "jdk.tls.maxHandshakeMessageSize", "65536",
            // Far more than are kept: a long chain is the judgement's to find fault with.
            "jdk.tls.client.maxInboundCertificateChainLength", "100",
            "jdk.tls.client.protocols", "TLSv1.3,TLSv1.2",
            "jdk.tls.client.cipherSuites", TLS_SUITES,
            "jdk.tls.client.SignatureSchemes", TLS_SIGNATURES,
            "jdk.tls.namedGroups", TLS_GROUPS,
            // Asks for stapled OCSP responses, the JDK's own habit; whoever has none is nobody's fault.
            "jdk.tls.client.enableStatusRequestExtension", "true",
            // Of the endpoint for metrics: nobody holds it up.
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "10",
            "jdk.httpserver.maxConnections", "32",
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
