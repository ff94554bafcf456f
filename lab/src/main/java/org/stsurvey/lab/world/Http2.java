package org.stsurvey.lab.world;

/// The frames of HTTP/2 (RFC 9113), each octet a character, as a server sends them on the first request of a
/// connection.
///
/// Header fields are literals without indexing (RFC 7541 §6.2.2), so that nothing needs to be remembered.
final class Http2 {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int PUSH_PROMISE = 5;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int STREAM = 1;
    private static final int MAX_FRAME = 16_384;

    private Http2() {}

    /// A whole response.
    static String response(String status, String body, String... fields) {
        return head(status, fields) + body(body);
    }

    /// The response's head, after which its body is to come.
    static String head(String status, String... fields) {
        return frame(HEADERS, END_HEADERS, STREAM, block(status, fields));
    }

    /// The body, in frames of the size that every peer takes, the last of which ends the stream.
    static String body(String body) {
        var frames = new StringBuilder();
        int from = 0;
        for (; body.length() - from > MAX_FRAME; from += MAX_FRAME) {
            frames.append(data(body.substring(from, from + MAX_FRAME)));
        }
        return frames + frame(DATA, END_STREAM, STREAM, body.substring(from));
    }

    /// A piece of the body with more to come.
    static String data(String piece) {
        return frame(DATA, 0, STREAM, piece);
    }

    /// The stream ends without a response, or in the middle of one.
    static String reset(int error) {
        return frame(RST_STREAM, 0, STREAM, number(error));
    }

    /// The connection ends; no request was worked on.
    static String goAway(int error) {
        return frame(GOAWAY, 0, 0, number(0) + number(error));
    }

    /// The beginning of a head that does not end with its frame.
    static String unfinishedHead(String status, String... fields) {
        return frame(HEADERS, 0, STREAM, block(status, fields));
    }

    /// More of a head that does not end.
    static String continuation(String... fields) {
        return frame(CONTINUATION, 0, STREAM, fields(fields));
    }

    /// A response that nobody asked for is announced.
    static String push() {
        return frame(PUSH_PROMISE, END_HEADERS, STREAM, number(2) + block("200"));
    }

    private static String block(String status, String... fields) {
        return field(":status", status) + fields(fields);
    }

    private static String fields(String... fields) {
        var block = new StringBuilder();
        for (String line : fields) {
            int colon = line.indexOf(':');
            block.append(
                    field(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return block.toString();
    }

    private static String field(String name, String value) {
        return "\u0000" + text(name) + text(value);
    }

    /// RFC 7541 §5.2, without Huffman coding.
    private static String text(String text) {
        var length = new StringBuilder();
        if (text.length() < 127) {
            length.append((char) text.length());
        } else {
            length.append((char) 127);
            int rest = text.length() - 127;
            for (; rest >= 128; rest >>= 7) {
                length.append((char) ((rest & 127) | 128));
            }
            length.append((char) rest);
        }
        return length + text;
    }

    private static String frame(int type, int flags, int stream, String payload) {
        return "" + (char) (payload.length() >> 16) + (char) ((payload.length() >> 8) & 255)
                + (char) (payload.length() & 255) + (char) type + (char) flags + number(stream) + payload;
    }

    private static String number(int value) {
        return "" + (char) (value >>> 24) + (char) ((value >> 16) & 255) + (char) ((value >> 8) & 255)
                + (char) (value & 255);
    }
}
