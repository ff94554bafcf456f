package org.stsurvey.lab.https;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The beginning of an HTTP/2 connection (RFC 9113 §3.4), up to the first request; what is asked for in it is not
/// read, as a policy host has only one thing to give.
final class Http2Connection {
    private static final int PREFACE = 24;
    private static final int HEADERS = 1;
    private static final int END_HEADERS = 4;
    private static final int MAX_FRAMES = 100;

    /// An empty SETTINGS frame, and one that acknowledges the client's.
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0};

    private Http2Connection() {}

    /// Reads until a request is complete.
    ///
    /// @throws IOException if the client ends or does not come to its request
    static void open(InputStream stream, OutputStream out) throws IOException {
        var in = new DataInputStream(stream);
        in.skipNBytes(PREFACE);
        out.write(SETTINGS);
        for (int frames = 0; frames < MAX_FRAMES; frames++) {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            in.skipNBytes(4);
            in.skipNBytes(lengthAndType >>> 8);
            if ((lengthAndType & 0xff) == HEADERS && (flags & END_HEADERS) != 0) {
                return;
            }
        }
        throw new EOFException("the client asks for nothing");
    }
}
