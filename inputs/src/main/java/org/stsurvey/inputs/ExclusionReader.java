package org.stsurvey.inputs;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one exclusion file, once. [Exclusions] describes its lines.
final class ExclusionReader {
    private static final int MAX_LINE_BYTES = 4 << 10;
    private static final int FIELDS = 4;

    private final Path file;
    private final DomainNames names = new DomainNames();
    private final Set<String> exact = new HashSet<>();
    private final Set<String> suffixes = new HashSet<>();
    private final List<Cidr> cidrs = new ArrayList<>();

    ExclusionReader(Path file) {
        this.file = file;
    }

    Exclusions read() throws UnusableListException {
        try (HashingInputStream in = new HashingInputStream(Hashing.sha256(), Files.newInputStream(file))) {
            LineReader lines = new LineReader(in, MAX_LINE_BYTES);
            for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
                addLine(line.get());
            }
            return new Exclusions(exact, suffixes, cidrs, Optional.of(in.hash().toString()));
        } catch (IOException unreadable) {
            throw new UnusableListException(
                    "exclusion file %s: cannot be read (%s); check the path".formatted(file, unreadable), unreadable);
        }
    }

    private void addLine(RawLine line) throws UnusableListException {
        try {
            if (!line.utf8() || line.cut()) {
                throw new IllegalArgumentException("it is not UTF-8 or longer than %d bytes".formatted(MAX_LINE_BYTES));
            }
            String text = line.text().strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                add(text.split("\\s+", FIELDS));
            }
        } catch (IllegalArgumentException fault) {
            throw new UnusableListException(
                    "exclusion file %s line %d: \"%s\" is no exclusion: %s; write: exact|suffix|cidr, value, date (2026-10-01), reason"
                            .formatted(file, line.number(), Excerpt.of(line), fault.getMessage()),
                    fault);
        }
    }

    private void add(String[] fields) {
        if (fields.length < 2) {
            throw new IllegalArgumentException("it has no value");
        }
        String value = fields[1];
        switch (fields[0]) {
            case "exact" -> exact.add(domain(value));
            // With a label in front, a top-level domain is judged like any other suffix.
            case "suffix" -> suffixes.add(domain("x." + removeStart(value, ".")).substring("x.".length()));
            case "cidr" -> cidrs.add(Cidr.parse(value));
            default -> throw new IllegalArgumentException("\"%s\" is no kind".formatted(Excerpt.of(fields[0])));
        }
        if (fields.length > 2) {
            requireDate(fields[2]);
        }
    }

    private String domain(String value) {
        return switch (names.read(value)) {
            case NameReading.DomainName(var text) -> text;
            case Malformed malformed -> throw new IllegalArgumentException(malformed.sentence());
        };
    }

    private static String removeStart(String text, String start) {
        return text.startsWith(start) ? text.substring(start.length()) : text;
    }

    private static void requireDate(String field) {
        try {
            LocalDate.parse(field);
        } catch (DateTimeParseException fault) {
            throw new IllegalArgumentException("\"%s\" is no date".formatted(Excerpt.of(field)), fault);
        }
    }
}
