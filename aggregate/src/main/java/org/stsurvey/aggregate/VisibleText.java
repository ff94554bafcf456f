package org.stsurvey.aggregate;

/// Untrusted text with nothing hidden in it.
///
/// Control characters, bidirectional controls, zero-width and other format characters, lone surrogates and
/// unassigned code points become escapes such as `u{202e}` after a backslash, so that a name shows what it is
/// made of and cannot reorder, erase or forge its surroundings. Markup is left alone: each output escapes it.
public final class VisibleText {

    private VisibleText() {}

    /// The text with escapes for whatever does not show itself.
    public static String of(String untrusted) {
        if (untrusted.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return untrusted;
        }
        var visible = new StringBuilder(untrusted.length() + 16);
        untrusted.codePoints().forEach(point -> {
            if (isHidden(point)) {
                visible.append("\\" + "u{").append(Integer.toHexString(point)).append('}');
            } else {
                visible.appendCodePoint(point);
            }
        });
        return visible.toString();
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            // Spaces other than the common one are hard to tell from it.
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> false;
        };
    }
}
