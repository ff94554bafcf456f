package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.stsurvey.scanner.observation.Observation;

/// Finds the row of one domain among the parts of a run; only the column of names is read until it is found.
public final class DomainSearch {

    private DomainSearch() {}

    /// The observation of a domain, with the primary outcome that is stored beside it.
    public record Hit(Observation observation, String storedOutcome) {}

    /// Looks through all parts; empty if the domain has no row.
    ///
    /// @param domain in normal form
    /// @throws IOException if a part cannot be read
    public static Optional<Hit> find(Parts parts, String domain) throws IOException {
        try {
            for (String part : parts.names()) {
                Optional<Hit> hit = find(parts, part, domain);
                if (hit.isPresent()) {
                    return hit;
                }
            }
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Optional<Hit> find(Parts parts, String part, String domain) throws IOException {
        int position = 0;
        try (StructReader names = StructReader.open(parts, part, AnnotatedSchema.OBSERVATION, "domain", "outcome")) {
            for (; names.hasNext(); position++) {
                Struct row = names.next();
                if (row.text("domain").equals(domain)) {
                    return Optional.of(new Hit(observation(parts, part, position), row.text("outcome")));
                }
            }
        }
        return Optional.empty();
    }

    private static Observation observation(Parts parts, String part, int position) throws IOException {
        try (ObservationReader rows = ObservationReader.open(parts, part)) {
            for (int i = 0; i < position; i++) {
                rows.next();
            }
            return rows.next();
        }
    }
}
