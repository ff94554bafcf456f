package org.stsurvey.inputs;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.PrimitiveIterator;
import java.util.function.IntFunction;

/// A short, printable rendering of text that nobody vouches for, fit for a terminal and for a CSV cell.
///
/// Control, format (also bidirectional) and unassigned characters become escapes that name their code point, a
/// backslash is doubled. A line that is not UTF-8 is shown byte by byte: ASCII as it is, all else in hexadecimal.
/// After 200 characters comes `…(1073741824 bytes)`.
final class Excerpt {
    private static final int MAX_CHARACTERS = 200;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Excerpt() {}

    static String of(String text) {
        return render(text, Excerpt::visible, false, text.getBytes(StandardCharsets.UTF_8).length);
    }

    static String of(RawLine line) {
        return render(line.text(), line.utf8() ? Excerpt::visible : Excerpt::visibleByte, line.cut(), line.length());
    }

    private static String render(String text, IntFunction<String> character, boolean cut, long bytes) {
        StringBuilder out = new StringBuilder();
        PrimitiveIterator.OfInt codePoints = text.codePoints().iterator();
        for (int count = 0; count < MAX_CHARACTERS && codePoints.hasNext(); count++) {
            out.append(character.apply(codePoints.nextInt()));
        }
        return cut || codePoints.hasNext() ? out + "…(" + bytes + " bytes)" : out.toString();
    }

    private static String visibleByte(int value) {
        return value < 0x80 ? visible(value) : "\\x" + HEX.toHexDigits((byte) value);
    }

    private static String visible(int codePoint) {
        if (codePoint == '\\') {
            return "\\\\";
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                "\\u{" + Integer.toHexString(codePoint).toUpperCase(Locale.ROOT) + "}";
            default -> Character.toString(codePoint);
        };
    }
}
