package org.stsurvey.scanner.observe.smtp;

import java.util.List;
import java.util.Locale;

/// A reply of a mail server, RFC 5321 §4.2.
///
/// @param code 200 to 599
/// @param lines the texts of its lines without the code, one character per octet
record SmtpReply(int code, List<String> lines) {

    SmtpReply {
        lines = List.copyOf(lines);
    }

    boolean isPositive() {
        return code < 400;
    }

    /// The lines as one text.
    String text() {
        return String.join(" ", lines).strip();
    }

    /// Whether the reply to EHLO names this extension: RFC 5321 §4.1.1.1, a keyword at the beginning of one of
    /// the lines behind the first, in any case.
    boolean offers(String keyword) {
        return lines.stream()
                .skip(1)
                .map(line -> line.strip().split("[ \t]", 2)[0].toUpperCase(Locale.ROOT))
                .anyMatch(keyword::equals);
    }
}
