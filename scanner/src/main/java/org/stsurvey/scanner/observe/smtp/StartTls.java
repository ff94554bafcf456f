package org.stsurvey.scanner.observe.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.tls.ChainRecorder;
import org.stsurvey.scanner.observe.tls.TappedEngine;
import org.stsurvey.scanner.observe.tls.WireTap;

/// TLS on a connection that began in the clear: the handshake, a word of farewell, nothing else.
///
/// What the peer sent behind its reply to STARTTLS is taken for the beginning of TLS, which it is not: a server
/// waits for the ClientHello. Senders must not take it for anything else either (RFC 3207 §6).
final class StartTls {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;
    private final SSLEngine engine;
    private final WireTap tap;
    private final Executor cpu;
    private final ByteBuffer outgoing;
    private ByteBuffer incoming;
    private ByteBuffer opened;

    /// @param host for the server name indication; left out where TLS does not know such names
    /// @param cpu where the steps of the handshake run that burn CPU
    StartTls(Wire wire, String host, int port, WireTap tap, Executor cpu) {
        this.wire = wire;
        this.tap = tap;
        this.cpu = cpu;
        this.engine = engine(host, port, tap);
        this.outgoing = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.incoming = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.opened = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    private static SSLEngine engine(String host, int port, WireTap tap) {
        try {
            // A context of its own: no session is resumed, and the recorder knows its tap.
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new ChainRecorder(_ -> Optional.of(tap))}, null);
            SSLEngine engine = new TappedEngine(context.createSSLEngine(host, port), tap);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(serverNames(host));
            engine.setSSLParameters(parameters);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    // RFC 8461 §7.1: senders "MUST" send the SNI extension, with the MX host name.
    private static List<SNIServerName> serverNames(String host) {
        try {
            return List.of(new SNIHostName(host));
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    /// Shakes hands; what was seen is in the tap, also if this fails.
    void handshake(Deadline deadline) throws IOException, InterruptedException {
        incoming.flip();
        engine.beginHandshake();
        while (!tap.secured().isDone()) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> send(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receive(deadline);
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    /// Says QUIT and hears what the server says to that; an alert that comes now belongs to the handshake, such
    /// as the one of a TLS 1.3 server that wants to see a certificate of ours.
    void farewell(Deadline deadline) throws IOException, InterruptedException {
        send(ByteBuffer.wrap("QUIT\r\n".getBytes(StandardCharsets.US_ASCII)));
        opened.clear();
        while (opened.position() == 0) {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                send(NOTHING);
            } else {
                receive(deadline);
            }
        }
        engine.closeOutbound();
        send(NOTHING);
    }

    private void runTasks() throws IOException, InterruptedException {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            try {
                CompletableFuture.runAsync(task, cpu).get();
            } catch (ExecutionException e) {
                throw new IOException("a step of the handshake failed: " + e.getCause(), e);
            }
        }
    }

    private void send(ByteBuffer plain) throws IOException {
        do {
            outgoing.clear();
            engine.wrap(plain, outgoing);
            outgoing.flip();
            if (outgoing.hasRemaining()) {
                wire.write(outgoing);
            }
        } while (plain.hasRemaining());
    }

    private void receive(Deadline deadline) throws IOException {
        Status status = engine.unwrap(incoming, opened).getStatus();
        switch (status) {
            case OK -> {}
            case CLOSED -> throw new EOFException("closed by the peer");
            case BUFFER_OVERFLOW ->
                opened = larger(opened.flip(), engine.getSession().getApplicationBufferSize());
            case BUFFER_UNDERFLOW -> {
                incoming = larger(incoming, engine.getSession().getPacketBufferSize());
                int count = wire.read(incoming, deadline);
                incoming.flip();
                if (count < 0) {
                    throw new EOFException("the connection ended");
                }
            }
        }
    }

    /// What is left to be read of a buffer, in one that has room behind it.
    private static ByteBuffer larger(ByteBuffer buffer, int size) {
        if (buffer.capacity() > buffer.remaining() && buffer.capacity() >= size) {
            return buffer.compact();
        }
        return ByteBuffer.allocate(Math.max(size, 2 * buffer.capacity())).put(buffer);
    }
}
