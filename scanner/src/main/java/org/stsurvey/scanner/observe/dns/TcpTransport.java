package org.stsurvey.scanner.observe.dns;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.stsurvey.scanner.observe.Deadline;

/// Asks over TCP what did not fit into a datagram (RFC 7766), in blocking code on the caller's virtual thread.
///
/// A connection serves one question at a time and is kept for the next, for a few seconds. One that the server
/// has closed meanwhile shows only when it is used: such a question is put once more, on a new connection.
final class TcpTransport implements AutoCloseable {

    private static final Duration KEPT = Duration.ofSeconds(4);
    private static final int MAX_KEPT = 8;

    private final RateLimit rate;
    private final SecureRandom random;
    private final Map<InetSocketAddress, ConcurrentLinkedDeque<Connection>> idle = new ConcurrentHashMap<>();

    TcpTransport(RateLimit rate, SecureRandom random) {
        this.rate = rate;
        this.random = random;
    }

    /// The response to a query.
    ///
    /// @throws SocketTimeoutException if it did not come in time
    /// @throws IOException if the connection failed, or brought something else
    byte[] ask(InetSocketAddress resolver, byte[] query, Deadline deadline) throws IOException, InterruptedException {
        rate.take();
        Optional<Connection> kept = takeIdle(resolver);
        if (kept.isPresent()) {
            try {
                return exchange(kept.get(), query, deadline);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException _) {
                // Closed by the server since its last use; nothing is known about the question yet.
            }
        }
        return exchange(Connection.open(resolver, deadline), query, deadline);
    }

    private byte[] exchange(Connection connection, byte[] query, Deadline deadline) throws IOException {
        boolean reusable = false;
        try {
            byte[] own = query.clone();
            int id = random.nextInt(1 << 16);
            own[0] = (byte) (id >> 8);
            own[1] = (byte) id;
            connection.send(own);
            byte[] message = connection.receive(deadline);
            if (message.length < QueryMessage.HEADER_OCTETS
                    || message[0] != own[0]
                    || message[1] != own[1]
                    || !QueryMessage.isAnsweredBy(own, QueryMessage.questionEnd(own), message, message.length)) {
                throw new IOException("the response is to another question");
            }
            reusable = true;
            return message;
        } finally {
            if (reusable) {
                keep(connection);
            } else {
                connection.close();
            }
        }
    }

    private Optional<Connection> takeIdle(InetSocketAddress resolver) throws IOException {
        ConcurrentLinkedDeque<Connection> connections = idle.get(resolver);
        while (connections != null) {
            Connection connection = connections.pollLast();
            if (connection == null) {
                break;
            }
            if (System.nanoTime() - connection.usedAt < KEPT.toNanos()) {
                return Optional.of(connection);
            }
            connection.close();
        }
        return Optional.empty();
    }

    private void keep(Connection connection) throws IOException {
        connection.usedAt = System.nanoTime();
        ConcurrentLinkedDeque<Connection> connections =
                idle.computeIfAbsent(connection.resolver, _ -> new ConcurrentLinkedDeque<>());
        connections.addLast(connection);
        if (connections.size() > MAX_KEPT) {
            Connection oldest = connections.pollFirst();
            if (oldest != null) {
                oldest.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ConcurrentLinkedDeque<Connection> connections : idle.values()) {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    /// One TCP connection to a resolver.
    private static final class Connection {
        private final InetSocketAddress resolver;
        private final Socket socket;
        private long usedAt;

        private Connection(InetSocketAddress resolver, Socket socket) {
            this.resolver = resolver;
            this.socket = socket;
        }

        static Connection open(InetSocketAddress resolver, Deadline deadline) throws IOException {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(resolver, millisLeft(deadline));
                return new Connection(resolver, socket);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        /// Length and message in one write, as RFC 7766 §8 asks.
        void send(byte[] message) throws IOException {
            byte[] framed = new byte[2 + message.length];
            framed[0] = (byte) (message.length >> 8);
            framed[1] = (byte) message.length;
            System.arraycopy(message, 0, framed, 2, message.length);
            socket.getOutputStream().write(framed);
        }

        byte[] receive(Deadline deadline) throws IOException {
            InputStream in = socket.getInputStream();
            byte[] length = read(in, 2, deadline);
            return read(in, (length[0] & 0xff) << 8 | (length[1] & 0xff), deadline);
        }

        /// A server that drips octet by octet has one deadline for all of them.
        private byte[] read(InputStream in, int count, Deadline deadline) throws IOException {
            byte[] octets = new byte[count];
            int got = 0;
            while (got < count) {
                socket.setSoTimeout(millisLeft(deadline));
                int read = in.read(octets, got, count - got);
                if (read < 0) {
                    throw new EOFException("the connection ended inside a message");
                }
                got += read;
            }
            return octets;
        }

        private static int millisLeft(Deadline deadline) throws SocketTimeoutException {
            long millis = deadline.remaining().toMillis();
            if (millis == 0) {
                throw new SocketTimeoutException("out of time");
            }
            return (int) Math.min(Integer.MAX_VALUE, millis);
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
