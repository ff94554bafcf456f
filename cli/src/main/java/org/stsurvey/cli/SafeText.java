package org.stsurvey.cli;

import java.nio.charset.StandardCharsets;

/// Makes text from the network harmless for a terminal.
final class SafeText {

    /// What is shown of a text, in UTF-8.
    static final int MAX_OCTETS = 1_024;

    private SafeText() {}

    /// The text on one line, without anything that a terminal or a reader's eye could obey: control characters
    /// (C0, C1, DEL), bidirectional controls, zero-width and other format characters become `\\u{...}`; what is
    /// too long is cut.
    static String of(String text) {
        StringBuilder safe = new StringBuilder();
        cut(text).codePoints().forEach(codePoint -> {
            if (isHarmless(codePoint)) {
                safe.appendCodePoint(codePoint);
            } else {
                safe.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            }
        });
        return safe.toString();
    }

    /// The text, or as many whole characters as fit into 1 KiB, and how long all of it is.
    static String cut(String text) {
        return cut(text, octets(text));
    }

    /// @param octets how long it is, of which this may be the beginning
    static String cut(String text, long octets) {
        if (octets <= MAX_OCTETS) {
            return text;
        }
        int end = 0;
        int size = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            size += octets(codePoint);
            if (size > MAX_OCTETS) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end) + "…(" + octets + " bytes)";
    }

    static long octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int octets(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x1_0000 ? 3 : 4;
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
