package org.stsurvey.cli;

/// Makes text from the network harmless for a terminal.
final class SafeText {

    private static final int MAX_LENGTH = 1_024;

    private SafeText() {}

    /// The text on one line, without anything that a terminal or a reader's eye could obey: control characters
    /// (C0, C1,
    /// DEL), bidirectional controls, zero-width and other format characters become `\\u{...}`; what is too long
    /// is cut.
    static String of(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(MAX_LENGTH).forEach(codePoint -> {
            if (isHarmless(codePoint)) {
                safe.appendCodePoint(codePoint);
            } else {
                safe.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            }
        });
        long length = text.codePoints().count();
        return length <= MAX_LENGTH ? safe.toString() : safe + "… (" + length + " characters)";
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
