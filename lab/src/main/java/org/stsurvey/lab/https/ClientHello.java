package org.stsurvey.lab.https;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The first flight of a TLS client (RFC 8446 §4.1.2), read so that it can be handed on.
///
/// @param bytes      the records as they came
/// @param serverName the name in the server_name extension (RFC 6066 §3), in lower case
@SuppressWarnings("ArrayRecordComponent") // is handed on, never compared
record ClientHello(byte[] bytes, Optional<String> serverName) {
    private static final int HANDSHAKE_RECORD = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final int MAX_MESSAGE = 1 << 16;

    /// Reads records until the message is complete.
    static ClientHello read(InputStream stream) throws IOException {
        var in = new DataInputStream(stream);
        var bytes = new ByteArrayOutputStream();
        var message = new ByteArrayOutputStream();
        int wanted = MESSAGE_HEADER;
        while (message.size() < wanted) {
            byte[] header = new byte[RECORD_HEADER];
            in.readFully(header);
            int length = ((header[3] & 0xff) << 8) | (header[4] & 0xff);
            if (header[0] != HANDSHAKE_RECORD || length == 0 || message.size() > MAX_MESSAGE) {
                throw new IOException("the client does not begin with a ClientHello");
            }
            byte[] fragment = new byte[length];
            in.readFully(fragment);
            bytes.writeBytes(header);
            bytes.writeBytes(fragment);
            message.writeBytes(fragment);
            if (message.size() >= MESSAGE_HEADER) {
                wanted =
                        MESSAGE_HEADER + (ByteBuffer.wrap(message.toByteArray()).getInt() & 0xffffff);
            }
        }
        return new ClientHello(bytes.toByteArray(), serverName(message.toByteArray()));
    }

    private static Optional<String> serverName(byte[] message) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(message);
            if (in.get() != CLIENT_HELLO) {
                throw new IOException("the client does not begin with a ClientHello");
            }
            skip(in, 3 + 2 + 32); // length, version, random
            skip(in, in.get() & 0xff); // session id
            skip(in, in.getShort() & 0xffff); // cipher suites
            skip(in, in.get() & 0xff); // compression methods
            in.getShort(); // length of all extensions
            while (in.hasRemaining()) {
                int type = in.getShort() & 0xffff;
                int length = in.getShort() & 0xffff;
                if (type == SERVER_NAME) {
                    return hostName(in);
                }
                skip(in, length);
            }
            return Optional.empty();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> hostName(ByteBuffer in) {
        in.getShort(); // length of the list
        if (in.get() != HOST_NAME) {
            return Optional.empty();
        }
        byte[] name = new byte[in.getShort() & 0xffff];
        in.get(name);
        return Optional.of(new String(name, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
    }

    private static void skip(ByteBuffer in, int bytes) {
        in.position(in.position() + bytes);
    }
}
