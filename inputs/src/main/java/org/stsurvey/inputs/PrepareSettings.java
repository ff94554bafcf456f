package org.stsurvey.inputs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How a list is to be prepared.
///
/// @param unit what a target stands for; if empty, what is usual for the list: registrable domains for lists of
/// host names such as CrUX and Umbrella, names as listed for all others
/// @param kind how a single list is written; if empty, that is found out. Of several lists each has its own
/// @param strict whether the first malformed line stops the preparation
/// @param seed decides the order of the targets and the sample
/// @param limit reads only the first so many lines of each list (blank lines, comments and the header not
/// counted); top lists are written in the order of their ranks
/// @param sample scans only so many names, drawn from those left after deduplication and exclusion. The draw
/// depends on the seed and each name alone, so a name drawn this month is most likely drawn next month too
/// @param exclusions whom not to scan
/// @param labels which groups domains belong to
/// @param panel names in normal form that are scanned even where the list does not give them, outside of its
/// rates
/// @param citation what the list is; of several lists only its name counts, which is that of the run
/// @param limits bounds of memory and size
/// @param watch looks on
public record PrepareSettings(
        Optional<Unit> unit,
        Optional<ListKind> kind,
        boolean strict,
        long seed,
        OptionalLong limit,
        OptionalLong sample,
        Exclusions exclusions,
        Labels labels,
        List<String> panel,
        ListCitation citation,
        PrepareLimits limits,
        PreparationWatch watch) {

    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if limit or sample is below 1
    public PrepareSettings {
        limit.ifPresent(lines -> requirePositive("limit", lines));
        sample.ifPresent(names -> requirePositive("sample", names));
        panel = List.copyOf(panel);
    }

    /// The whole list in its usual unit, malformed lines skipped, nobody excluded, seed 1.
    public static PrepareSettings defaults() {
        return new PrepareSettings(
                Optional.empty(),
                Optional.empty(),
                false,
                1,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Exclusions.none(),
                Labels.none(),
                List.of(),
                ListCitation.none(),
                PrepareLimits.defaults(),
                PreparationWatch.NONE);
    }

    public PrepareSettings withUnit(Unit asked) {
        return new PrepareSettings(
                Optional.of(asked),
                kind,
                strict,
                seed,
                limit,
                sample,
                exclusions,
                labels,
                panel,
                citation,
                limits,
                watch);
    }

    public PrepareSettings withKind(ListKind asked) {
        return new PrepareSettings(
                unit,
                Optional.of(asked),
                strict,
                seed,
                limit,
                sample,
                exclusions,
                labels,
                panel,
                citation,
                limits,
                watch);
    }

    public PrepareSettings withStrict(boolean asked) {
        return new PrepareSettings(
                unit, kind, asked, seed, limit, sample, exclusions, labels, panel, citation, limits, watch);
    }

    public PrepareSettings withSeed(long asked) {
        return new PrepareSettings(
                unit, kind, strict, asked, limit, sample, exclusions, labels, panel, citation, limits, watch);
    }

    public PrepareSettings withLimit(long lines) {
        return new PrepareSettings(
                unit,
                kind,
                strict,
                seed,
                OptionalLong.of(lines),
                sample,
                exclusions,
                labels,
                panel,
                citation,
                limits,
                watch);
    }

    public PrepareSettings withSample(long names) {
        return new PrepareSettings(
                unit,
                kind,
                strict,
                seed,
                limit,
                OptionalLong.of(names),
                exclusions,
                labels,
                panel,
                citation,
                limits,
                watch);
    }

    public PrepareSettings withExclusions(Exclusions asked) {
        return new PrepareSettings(
                unit, kind, strict, seed, limit, sample, asked, labels, panel, citation, limits, watch);
    }

    public PrepareSettings withLabels(Labels asked) {
        return new PrepareSettings(
                unit, kind, strict, seed, limit, sample, exclusions, asked, panel, citation, limits, watch);
    }

    public PrepareSettings withPanel(List<String> names) {
        return new PrepareSettings(
                unit, kind, strict, seed, limit, sample, exclusions, labels, names, citation, limits, watch);
    }

    public PrepareSettings withCitation(ListCitation asked) {
        return new PrepareSettings(
                unit, kind, strict, seed, limit, sample, exclusions, labels, panel, asked, limits, watch);
    }

    public PrepareSettings withLimits(PrepareLimits asked) {
        return new PrepareSettings(
                unit, kind, strict, seed, limit, sample, exclusions, labels, panel, citation, asked, watch);
    }

    public PrepareSettings withWatch(PreparationWatch asked) {
        return new PrepareSettings(
                unit, kind, strict, seed, limit, sample, exclusions, labels, panel, citation, limits, asked);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
