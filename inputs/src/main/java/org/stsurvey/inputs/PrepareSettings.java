package org.stsurvey.inputs;

import java.util.Optional;
import java.util.OptionalLong;

/// How a list is to be prepared.
///
/// @param unit what a target stands for; if empty, what is usual for the list: registrable domains for CrUX and
/// Umbrella, names as listed for all others
/// @param strict whether the first malformed line stops the preparation
/// @param seed decides the order of the targets and the sample
/// @param limit reads only the first so many lines of the list (blank lines, comments and the header not counted); top
/// lists are written in the order of their ranks
/// @param sample scans only so many names, drawn from those left after deduplication and exclusion. The draw depends on
/// the seed and each name alone, so a name drawn this month is most likely drawn next month too
/// @param exclusions whom not to scan
/// @param citation what the list is
/// @param limits bounds of memory and size
public record PrepareSettings(
        Optional<Unit> unit,
        boolean strict,
        long seed,
        OptionalLong limit,
        OptionalLong sample,
        Exclusions exclusions,
        ListCitation citation,
        PrepareLimits limits) {

    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if limit or sample is below 1
    public PrepareSettings {
        limit.ifPresent(lines -> requirePositive("limit", lines));
        sample.ifPresent(names -> requirePositive("sample", names));
    }

    /// The whole list in its usual unit, malformed lines skipped, nobody excluded, seed 1.
    public static PrepareSettings defaults() {
        return new PrepareSettings(
                Optional.empty(),
                false,
                1,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Exclusions.none(),
                ListCitation.none(),
                PrepareLimits.defaults());
    }

    public PrepareSettings withUnit(Unit asked) {
        return new PrepareSettings(Optional.of(asked), strict, seed, limit, sample, exclusions, citation, limits);
    }

    public PrepareSettings withStrict(boolean asked) {
        return new PrepareSettings(unit, asked, seed, limit, sample, exclusions, citation, limits);
    }

    public PrepareSettings withSeed(long asked) {
        return new PrepareSettings(unit, strict, asked, limit, sample, exclusions, citation, limits);
    }

    public PrepareSettings withLimit(long lines) {
        return new PrepareSettings(unit, strict, seed, OptionalLong.of(lines), sample, exclusions, citation, limits);
    }

    public PrepareSettings withSample(long names) {
        return new PrepareSettings(unit, strict, seed, limit, OptionalLong.of(names), exclusions, citation, limits);
    }

    public PrepareSettings withExclusions(Exclusions asked) {
        return new PrepareSettings(unit, strict, seed, limit, sample, asked, citation, limits);
    }

    public PrepareSettings withCitation(ListCitation asked) {
        return new PrepareSettings(unit, strict, seed, limit, sample, exclusions, asked, limits);
    }

    public PrepareSettings withLimits(PrepareLimits asked) {
        return new PrepareSettings(unit, strict, seed, limit, sample, exclusions, citation, asked);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
