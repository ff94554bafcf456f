package org.stsurvey.scanner.observe.tls;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// A trust manager that keeps every chain, and what is stapled to it, in the tap of its connection and accepts it.
///
/// It extends the class and does not only implement the interface, because JSSE adds its own checks to the
/// latter.
public final class ChainRecorder extends X509ExtendedTrustManager {

    private final Function<SSLEngine, Optional<WireTap>> taps;

    /// @param taps the tap of the connection that an engine belongs to
    public ChainRecorder(Function<SSLEngine, Optional<WireTap>> taps) {
        this.taps = taps;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        taps.apply(engine).ifPresent(tap -> {
            tap.onChain(chain);
            stapled(engine).ifPresent(tap::onStapled);
        });
    }

    /// The OCSP response for the leaf, which is the first of those in the session (RFC 8446 §4.4.2.1).
    private static Optional<byte[]> stapled(SSLEngine engine) {
        return engine.getHandshakeSession() instanceof ExtendedSSLSession session
                ? session.getStatusResponses().stream().findFirst()
                : Optional.empty();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("only engines are used");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException("only engines are used");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("clients are not checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException("clients are not checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException("clients are not checked");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
