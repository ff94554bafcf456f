package org.stsurvey.scanner.observe.https;

import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.stsurvey.scanner.observe.tls.ChainRecorder;
import org.stsurvey.scanner.observe.tls.TappedEngine;

/// TLS that records and does not judge: every chain is accepted and kept, every connection is tapped.
///
/// RFC 8461 §3.3 wants the certificate validated; that is done later, from the recorded chain, so that one
/// fetch yields every fault and the body is still read. Nothing secret is ever sent over these connections.
final class RecordingTls {

    private RecordingTls() {}

    static SSLContext context() {
        try {
            var recorder =
                    new ChainRecorder(engine -> Dial.of(engine.getPeerHost()).map(Dial.Lease::tap));
            SSLContext jsse = SSLContext.getInstance("TLS");
            jsse.init(null, new TrustManager[] {recorder}, null);
            // 0 would mean unlimited. A resumed session would come without a chain.
            jsse.getClientSessionContext().setSessionCacheSize(1);
            return new TappedContext(jsse);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /// A context whose engines are tapped.
    private static final class TappedContext extends SSLContext {
        TappedContext(SSLContext jsse) {
            super(new TappingSpi(jsse), jsse.getProvider(), jsse.getProtocol());
        }
    }

    private static final class TappingSpi extends SSLContextSpi {
        private final SSLContext jsse;

        TappingSpi(SSLContext jsse) {
            this.jsse = jsse;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return Dial.of(host)
                    .<SSLEngine>map(lease -> new TappedEngine(jsse.createSSLEngine(host, port), lease.tap()))
                    .orElseThrow(() -> new IllegalStateException("host " + host + " is not leased"));
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw new UnsupportedOperationException("an engine needs its host");
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("already initialised");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("only engines are used");
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("only engines are used");
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return jsse.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return jsse.getSupportedSSLParameters();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return jsse.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return jsse.getClientSessionContext();
        }
    }
}
