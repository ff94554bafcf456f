package org.stsurvey.scanner.dataset;

import java.util.Locale;

/// The names that stand in columns for enum constants and for the cases of an answer; they never change.
final class Codes {

    static final String FOUND = "found";
    static final String NO_SUCH_NAME = "no_such_name";
    static final String NO_DATA = "no_data";
    static final String FAILED = "failed";

    private Codes() {}

    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException if no constant has this code
    static <E extends Enum<E>> E constant(Class<E> type, String code) {
        return Enum.valueOf(type, code.toUpperCase(Locale.ROOT));
    }
}
