package org.stsurvey.scanner.observation;

/// The beginning of a text that came from elsewhere, cut between two characters: never through the middle of one
/// that UTF-16 writes as a surrogate pair, which no encoder could write.
public final class Excerpt {

    private Excerpt() {}

    /// The text, or as much of it as fits into `limit` UTF-16 units.
    public static String of(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        var splitsPair = limit > 0
                && Character.isHighSurrogate(text.charAt(limit - 1))
                && Character.isLowSurrogate(text.charAt(limit));
        return text.substring(0, splitsPair ? limit - 1 : limit);
    }

    /// The same, with an ellipsis behind what was cut.
    public static String marked(String text, int limit) {
        return text.length() <= limit ? text : of(text, limit) + "…";
    }
}
