package org.stsurvey.scanner.dataset;

/// The explanation of one field, from the end of its line in the schema's text.
///
/// @param meaning what the field holds
/// @param whenNull what null says; empty if the field is never null
/// @param example a value; may be empty
/// @param since the schema version that brought the field
/// @param personal whether a value can identify a person, and what becomes of it in a public copy
record FieldNote(String meaning, String whenNull, String example, int since, Personal personal) {

    /// Whether a value can identify a person.
    enum Personal {
        NO(""),
        /// It may hold a mail address, whose local part a public copy replaces by a keyed digest.
        HASHED("yes, mail addresses are hashed in a public copy"),
        /// It holds whatever somebody else sent; a public copy leaves it empty.
        DROPPED("yes, left empty in a public copy");

        private final String words;

        Personal(String words) {
            this.words = words;
        }

        /// As the data dictionary says it.
        String words() {
            return words;
        }
    }

    /// Reads `meaning | null: ... | e.g. ... | since N | personal` or `... | personal, dropped`, of which only the
    /// meaning is needed.
    ///
    /// @throws IllegalArgumentException if a part is none of these
    static FieldNote parse(String text) {
        String[] parts = text.split(" \\| ", -1);
        if (parts[0].isBlank()) {
            throw new IllegalArgumentException("it has no explanation");
        }
        var note = new FieldNote(parts[0], "", "", 1, Personal.NO);
        for (int i = 1; i < parts.length; i++) {
            note = note.with(parts[i]);
        }
        return note;
    }

    private FieldNote with(String part) {
        if (part.startsWith("null: ")) {
            return new FieldNote(meaning, part.substring("null: ".length()), example, since, personal);
        }
        if (part.startsWith("e.g. ")) {
            return new FieldNote(meaning, whenNull, part.substring("e.g. ".length()), since, personal);
        }
        if (part.startsWith("since ")) {
            int version = Integer.parseInt(part.substring("since ".length()));
            return new FieldNote(meaning, whenNull, example, version, personal);
        }
        if (part.equals("personal")) {
            return new FieldNote(meaning, whenNull, example, since, Personal.HASHED);
        }
        if (part.equals("personal, dropped")) {
            return new FieldNote(meaning, whenNull, example, since, Personal.DROPPED);
        }
        throw new IllegalArgumentException("unknown part of its explanation: " + part);
    }
}
