package org.stsurvey.aggregate;

/// What the embedded database may use.
///
/// @param threads threads of the database
/// @param memoryMebibytes memory of the database in MiB; beyond it, it spills to a folder beside the output
public record AggregationSettings(int threads, int memoryMebibytes) {

    public AggregationSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("aggregation threads " + threads + ": at least 1 is needed");
        }
        if (memoryMebibytes < 64) {
            throw new IllegalArgumentException("aggregation memory " + memoryMebibytes + " MiB: at least 64 is needed");
        }
    }

    /// All processors and 1 GiB.
    public static AggregationSettings defaults() {
        return new AggregationSettings(Runtime.getRuntime().availableProcessors(), 1024);
    }
}
