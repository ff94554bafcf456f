package org.stsurvey.scanner.observe.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// Reads what has come to a socket, each datagram into the same octets. For one thread.
final class Inbox {

    /// Of one socket, so that a flood on it does not keep the others from being read.
    static final int READS_AT_ONCE = 256;

    private static final int MAX_DATAGRAM = 4_096;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final byte[] message = new byte[MAX_DATAGRAM];

    /// Who looks at a datagram; must copy what it keeps.
    interface Reader {
        void read(byte[] message, int length);
    }

    /// Hands on what lies ready; what is beyond the limit stays where it is, for the next time.
    void drain(DatagramChannel socket, Reader reader) {
        for (int read = 0; read < READS_AT_ONCE; read++) {
            int length = receive(socket);
            if (length == 0) {
                return;
            }
            reader.read(message, length);
        }
    }

    /// The length of the datagram read, 0 if there is none.
    private int receive(DatagramChannel socket) {
        try {
            buffer.clear();
            int length = Math.max(0, socket.read(buffer));
            buffer.flip();
            buffer.get(message, 0, length);
            return length;
        } catch (IOException _) {
            // "Port unreachable" about an earlier datagram; the health will tell.
            return 0;
        }
    }
}
