package org.stsurvey.inputs;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one exclusion file, once. [Exclusions] describes its lines.
final class ExclusionReader {
    private static final int FIELDS = 4;

    private final DomainNames names = new DomainNames();
    private final Map<String, Exclusion> exact = new HashMap<>();
    private final Map<String, Exclusion> suffixes = new HashMap<>();
    private final List<ExcludedNetwork> networks = new ArrayList<>();

    Exclusions read(Path file) throws UnusableListException {
        String sha256 = new RuleFile(file, "exclusion", "exact|suffix|cidr, value, date (2026-10-01), reason")
                .readTo(line -> add(line.split("\\s+", FIELDS)));
        return new Exclusions(exact, suffixes, networks, Optional.of(sha256));
    }

    private void add(String[] fields) {
        if (fields.length < 2) {
            throw new IllegalArgumentException("it has no value");
        }
        String value = fields[1];
        Optional<LocalDate> date = fields.length > 2 ? Optional.of(date(fields[2])) : Optional.empty();
        String reason = fields.length > 3 ? fields[3] : "";
        switch (fields[0]) {
            case "exact" -> {
                String domain = names.normalise(value);
                exact.putIfAbsent(domain, new Exclusion(Exclusion.Kind.EXACT, domain, date, reason));
            }
            case "suffix" -> {
                String suffix = names.requireSuffix(value);
                suffixes.putIfAbsent(suffix, new Exclusion(Exclusion.Kind.SUFFIX, suffix, date, reason));
            }
            case "cidr" -> {
                Cidr network = Cidr.parse(value);
                networks.add(new ExcludedNetwork(
                        network, new Exclusion(Exclusion.Kind.CIDR, network.toString(), date, reason)));
            }
            default -> throw new IllegalArgumentException("\"%s\" is no kind".formatted(Excerpt.of(fields[0])));
        }
    }

    private static LocalDate date(String field) {
        try {
            return LocalDate.parse(field);
        } catch (DateTimeParseException fault) {
            throw new IllegalArgumentException("\"%s\" is no date".formatted(Excerpt.of(field)), fault);
        }
    }
}
