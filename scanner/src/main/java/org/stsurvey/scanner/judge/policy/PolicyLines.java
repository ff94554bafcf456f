package org.stsurvey.scanner.judge.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stsurvey.scanner.judge.Remarks.Place;

/// A policy file split at its line ends, RFC 8461 §3.2: `sts-policy-term = LF / CRLF`.
///
/// @param lines the lines without their terminators; after a final terminator there is no further line
/// @param starts the offset of each line's first octet
/// @param ending how the lines end
record PolicyLines(List<String> lines, List<Integer> starts, Ending ending) {

    PolicyLines {
        lines = List.copyOf(lines);
        starts = List.copyOf(starts);
    }

    enum Ending {
        CRLF,
        LF,
        /// Bare carriage returns and no line feed at all: for the grammar one line.
        CR,
        /// Both CRLF and LF.
        MIXED,
        /// A single line without an end.
        NONE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static boolean isEol(char c) {
        return c == '\n' || c == '\r';
    }

    static PolicyLines split(String text) {
        var lines = new ArrayList<String>();
        var starts = new ArrayList<Integer>();
        var crlf = 0;
        var start = 0;
        for (var feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', start)) {
            var isCrlf = feed > start && text.charAt(feed - 1) == '\r';
            crlf += isCrlf ? 1 : 0;
            lines.add(text.substring(start, isCrlf ? feed - 1 : feed));
            starts.add(start);
            start = feed + 1;
        }
        var feeds = lines.size();
        if (start < text.length()) {
            lines.add(text.substring(start));
            starts.add(start);
        }
        return new PolicyLines(lines, starts, ending(crlf, feeds - crlf, text.indexOf('\r') >= 0));
    }

    private static Ending ending(int crlf, int lf, boolean carriageReturns) {
        if (crlf + lf == 0) {
            return carriageReturns ? Ending.CR : Ending.NONE;
        }
        if (crlf > 0 && lf > 0) {
            return Ending.MIXED;
        }
        return crlf > 0 ? Ending.CRLF : Ending.LF;
    }

    /// The line and column of an octet.
    Place place(int offset) {
        var line = 0;
        while (line + 1 < starts.size() && starts.get(line + 1) <= offset) {
            line++;
        }
        var start = starts.isEmpty() ? 0 : starts.get(line);
        return new Place(line + 1, offset - start + 1);
    }
}
