package org.stsurvey.scanner.observe.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.stsurvey.scanner.observe.Deadline;

/// A TCP connection whose reads end at a deadline, in blocking code for a virtual thread.
///
/// Writes are a few hundred octets and fit into any send buffer, so they have none.
final class Wire implements AutoCloseable {

    private static final int BUFFER = 4_096;

    private final Socket socket;
    private final Deadline deadline;
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER).flip();

    private Wire(Socket socket, Deadline deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /// Connects.
    ///
    /// @param patience for the connection alone
    /// @throws SocketTimeoutException if it does not stand in time
    static Wire connect(InetAddress address, int port, Duration patience, Deadline deadline) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, port), millis(deadline.orAfter(patience)));
            return new Wire(socket, deadline);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// The next octet, or -1 at the end of the connection.
    int read() throws IOException {
        if (!received.hasRemaining()) {
            received.clear();
            int count = receive(received, deadline);
            received.flip();
            if (count < 0) {
                return -1;
            }
        }
        return received.get() & 0xff;
    }

    /// Reads at least one octet, first those that came along with what was read before.
    ///
    /// @return -1 at the end of the connection
    int read(ByteBuffer target, Deadline until) throws IOException {
        if (!received.hasRemaining()) {
            return receive(target, until);
        }
        int count = Math.min(received.remaining(), target.remaining());
        for (int i = 0; i < count; i++) {
            target.put(received.get());
        }
        return count;
    }

    private int receive(ByteBuffer target, Deadline until) throws IOException {
        InputStream in = socket.getInputStream();
        while (true) {
            socket.setSoTimeout(millis(until));
            try {
                int count = in.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
                if (count > 0) {
                    target.position(target.position() + count);
                }
                return count;
            } catch (SocketTimeoutException e) {
                // The deadline's clock stands still while this process does, the socket's does not.
                if (until.passed()) {
                    throw e;
                }
            }
        }
    }

    /// What is left, for a socket, which takes 0 for "for ever".
    private static int millis(Deadline deadline) throws SocketTimeoutException {
        if (deadline.passed()) {
            throw new SocketTimeoutException("the time is over");
        }
        return (int) Math.max(1, deadline.remaining().toMillis());
    }

    void write(ByteBuffer octets) throws IOException {
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        socket.getOutputStream().write(copy);
    }

    void write(String line) throws IOException {
        write(ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
