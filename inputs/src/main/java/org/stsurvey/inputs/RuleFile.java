package org.stsurvey.inputs;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A file of rules that people write, one a line: blank lines and lines that begin with `#` are skipped, and any
/// other line that is no rule makes the whole file unusable, since a rule that is silently ignored does harm.
///
/// @param file where it is
/// @param thing what one of its rules is called
/// @param form how to write one, for messages
record RuleFile(Path file, String thing, String form) {
    /// What is kept of a line; a longer one is no rule.
    static final int MAX_LINE_BYTES = 4 << 10;

    /// How many rules a run holds in memory at most.
    static final int MAX_RULES = 2_000_000;

    /// Takes the rules.
    interface Rules {
        /// Takes the rule of one line.
        ///
        /// @throws IllegalArgumentException saying why the line is no rule
        void add(String line);
    }

    /// Reads all rules.
    ///
    /// @return the digest of the file, in lower-case hexadecimal
    String readTo(Rules rules) throws UnusableListException {
        try (HashingInputStream in = new HashingInputStream(Hashing.sha256(), Files.newInputStream(file))) {
            LineReader lines = new LineReader(in, MAX_LINE_BYTES);
            int count = 0;
            for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (addLine(line.get(), rules) && ++count > MAX_RULES) {
                    throw new UnusableListException(
                            "%s file %s line %d: it has more than %,d lines; write whole suffixes in place of single names"
                                    .formatted(thing, file, line.get().number(), MAX_RULES));
                }
            }
            return in.hash().toString();
        } catch (NoSuchFileException missing) {
            throw new UnusableListException(
                    "%s file %s: does not exist; check the path".formatted(thing, file), missing);
        } catch (IOException unreadable) {
            throw new UnusableListException(
                    "%s file %s: cannot be read (%s); check the path".formatted(thing, file, unreadable), unreadable);
        }
    }

    private boolean addLine(RawLine line, Rules rules) throws UnusableListException {
        try {
            if (!line.utf8() || line.cut()) {
                throw new IllegalArgumentException("it is not UTF-8 or longer than %d bytes".formatted(MAX_LINE_BYTES));
            }
            String text = line.text().strip();
            if (text.isEmpty() || text.startsWith("#")) {
                return false;
            }
            rules.add(text);
            return true;
        } catch (IllegalArgumentException fault) {
            throw new UnusableListException(
                    "%1$s file %2$s line %3$d: \"%4$s\" is no %1$s: %5$s; write: %6$s"
                            .formatted(thing, file, line.number(), Excerpt.of(line), fault.getMessage(), form),
                    fault);
        }
    }
}
