package org.stsurvey.scanner.observe.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/// Reads the replies of a mail server, within bounds.
///
/// ```
/// Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF      RFC 5321 §4.2
/// ```
///
/// Senders read more than that, and so does this: a bare LF ends a line, too, and the code of the last line
/// counts where lines have different ones. A NUL, a line of more than 2,048 octets (RFC 5321 §4.5.3.1.5 allows
/// 512) and a reply of more than 100 lines are not read on.
final class ReplyReader {

    static final int MAX_LINE = 2_048;
    static final int MAX_LINES = 100;

    private static final int CODE_LENGTH = 3;

    /// Where octets come from.
    interface Source {
        /// The next octet, or -1 at the end.
        int read() throws IOException;
    }

    private final Source source;

    ReplyReader(Source source) {
        this.source = source;
    }

    /// Reads one reply to its last line.
    ///
    /// @throws EOFException if the connection ends before
    /// @throws ProtocolException if it is no reply, or is out of bounds
    SmtpReply read() throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < MAX_LINES) {
            String line = line();
            int code = code(line);
            boolean last = line.length() == CODE_LENGTH || line.charAt(CODE_LENGTH) != '-';
            lines.add(line.length() == CODE_LENGTH ? "" : line.substring(CODE_LENGTH + 1));
            if (last) {
                return new SmtpReply(code, lines);
            }
        }
        throw new ProtocolException("a reply of more than " + MAX_LINES + " lines");
    }

    private static int code(String line) throws ProtocolException {
        boolean wellFormed = line.length() >= CODE_LENGTH
                && line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && isDigit(line.charAt(1))
                && isDigit(line.charAt(2))
                && (line.length() == CODE_LENGTH || line.charAt(CODE_LENGTH) == ' ' || line.charAt(CODE_LENGTH) == '-');
        if (!wellFormed) {
            throw new ProtocolException("a line that begins with no reply code: " + line);
        }
        return Integer.parseInt(line.substring(0, CODE_LENGTH));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() <= MAX_LINE) {
            int octet = source.read();
            switch (octet) {
                case -1 -> throw new EOFException("the connection ended in a reply");
                case 0 -> throw new ProtocolException("a NUL in a reply");
                case '\n' -> {
                    int end = line.length();
                    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
                }
                default -> line.append((char) octet);
            }
        }
        throw new ProtocolException("a line of more than " + MAX_LINE + " octets in a reply");
    }
}
