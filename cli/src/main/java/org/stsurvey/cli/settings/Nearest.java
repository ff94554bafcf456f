package org.stsurvey.cli.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What somebody may have meant: the word with the fewest letters to add, leave out or change.
public final class Nearest {

    private Nearest() {}

    /// The nearest of the words, if one is near: a third of the letters may be wrong.
    public static Optional<String> to(String written, List<String> words) {
        return words.stream()
                .filter(word -> distance(written, word) <= Math.max(1, Math.max(word.length(), written.length()) / 3))
                .min(Comparator.comparingInt((String word) -> distance(written, word))
                        .thenComparing(word -> word));
    }

    /// Levenshtein's.
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
