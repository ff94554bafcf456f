package org.stsurvey.scanner.observe.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.stsurvey.lab.https.Identity;
import org.stsurvey.scanner.observe.LoopbackListener;

/// A TCP server on loopback that treats every connection by a script and remembers the lines that it was sent.
final class ScriptedMailServer implements AutoCloseable {

    /// What the server does with one connection, which is closed afterwards.
    interface Script {
        void serve(Connection connection) throws Exception;
    }

    private final LoopbackListener listener;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ScriptedMailServer(Script script) throws IOException {
        listener = LoopbackListener.start(
                InetAddress.getLoopbackAddress(),
                Thread.ofPlatform().daemon().factory(),
                socket -> script.serve(new Connection(socket)));
    }

    static ScriptedMailServer start(Script script) throws IOException {
        return new ScriptedMailServer(script);
    }

    int port() {
        return listener.port();
    }

    int connections() {
        return listener.connections();
    }

    int open() {
        return listener.open();
    }

    /// The lines that were read, in order.
    List<String> lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /// One connection, as its script sees it.
    final class Connection {
        private Socket socket;
        private final CountDownLatch forEver = new CountDownLatch(1);

        private Connection(Socket socket) {
            this.socket = socket;
        }

        Socket socket() {
            return socket;
        }

        String readLine() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new IOException("the client closed the connection");
                }
                line.write(octet);
            }
            String text = line.toString(StandardCharsets.ISO_8859_1).strip();
            lines.add(text);
            return text;
        }

        /// Says this and hears what the client says to that.
        String say(String... reply) throws IOException {
            send(String.join("\r\n", reply) + "\r\n");
            return readLine();
        }

        void send(String octets) throws IOException {
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        void sendForEver(String octets) throws IOException {
            while (!socket.isClosed()) {
                send(octets);
            }
        }

        void drip(String octets) throws IOException, InterruptedException {
            for (int i = 0; !forEver.await(20, TimeUnit.MILLISECONDS); i = (i + 1) % octets.length()) {
                send(octets.substring(i, i + 1));
            }
        }

        void readToEnd() throws IOException {
            socket.getInputStream().readAllBytes();
        }

        /// The usual way to the point where TLS begins.
        void untilTls() throws IOException {
            say("220 mx.example ESMTP");
            say("250-mx.example", "250-PIPELINING", "250 STARTTLS");
            send("220 go ahead\r\n");
        }

        /// Holds the handshake with this identity, then hears one more line and takes leave.
        void tls(Identity identity, String... protocols) throws Exception {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new OneKey(identity)}, null, null);
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
            if (protocols.length > 0) {
                tls.setEnabledProtocols(protocols);
            }
            tls.startHandshake();
            socket = tls;
            readLine();
            send("221 bye\r\n");
            tls.close();
        }
    }

    /// Always the same certificate.
    private static final class OneKey extends X509ExtendedKeyManager {
        private final Identity identity;

        OneKey(Identity identity) {
            this.identity = identity;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return type.equals(identity.key().getAlgorithm()) ? "one" : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
            return chooseServerAlias(type, issuers, null);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[0];
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
