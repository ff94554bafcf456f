package org.stsurvey.scanner.observe.https;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// TLS that records and does not judge: every chain is accepted and kept, every connection is tapped.
///
/// RFC 8461 §3.3 wants the certificate validated; that is done later, from the recorded chain, so that one
/// fetch yields
/// every fault and the body is still read. Nothing secret is ever sent over these connections.
final class RecordingTls {

    private RecordingTls() {}

    static SSLContext context() {
        try {
            SSLContext jsse = SSLContext.getInstance("TLS");
            jsse.init(null, new TrustManager[] {new ChainRecorder()}, null);
            // 0 would mean unlimited. A resumed session would come without a chain.
            jsse.getClientSessionContext().setSessionCacheSize(1);
            return new TappedContext(jsse);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /// Keeps the chain in the lease of the host and accepts it.
    ///
    /// It extends the class and does not only implement the interface, because JSSE adds its own checks to the
    /// latter.
    private static final class ChainRecorder extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            Dial.of(engine.getPeerHost()).ifPresent(lease -> lease.tap().onChain(chain));
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
