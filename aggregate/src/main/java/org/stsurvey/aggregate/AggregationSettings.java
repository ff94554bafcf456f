package org.stsurvey.aggregate;

import java.nio.file.Path;
import java.util.Optional;

/// What an aggregation may use and what it is to know beside the dataset.
///
/// @param threads threads of the database
/// @param memoryMebibytes memory of the database in MiB; beyond it, it spills to a folder beside the output
/// @param providers rules of the reader's own for telling providers from host names, see [ProviderRules]
/// @param asnDatabase which network announces an address, see [AddressOrigins]
/// @param entities the file that holds the frozen classes of managing entities; `entities.tsv` in the output if
///     empty
/// @param referenceRun date of the run that the classes are counted on, where they are not frozen yet; a list's
///     first if empty
/// @param rulebook version of the rulebook that the program itself judges by, to notice runs judged by an older
///     one
public record AggregationSettings(
        int threads,
        int memoryMebibytes,
        Optional<Path> providers,
        Optional<Path> asnDatabase,
        Optional<Path> entities,
        Optional<String> referenceRun,
        Optional<String> rulebook) {

    public AggregationSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("aggregation threads " + threads + ": at least 1 is needed");
        }
        if (memoryMebibytes < 64) {
            throw new IllegalArgumentException("aggregation memory " + memoryMebibytes + " MiB: at least 64 is needed");
        }
    }

    public AggregationSettings(int threads, int memoryMebibytes) {
        this(
                threads,
                memoryMebibytes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// All processors and 1 GiB.
    public static AggregationSettings defaults() {
        return new AggregationSettings(Runtime.getRuntime().availableProcessors(), 1024);
    }

    /// The same with other sources.
    public AggregationSettings with(
            Optional<Path> otherProviders,
            Optional<Path> otherAsnDatabase,
            Optional<Path> otherEntities,
            Optional<String> otherReferenceRun) {
        return new AggregationSettings(
                threads, memoryMebibytes, otherProviders, otherAsnDatabase, otherEntities, otherReferenceRun, rulebook);
    }

    /// The same for a program with this rulebook.
    public AggregationSettings withRulebook(String version) {
        return new AggregationSettings(
                threads, memoryMebibytes, providers, asnDatabase, entities, referenceRun, Optional.of(version));
    }
}
