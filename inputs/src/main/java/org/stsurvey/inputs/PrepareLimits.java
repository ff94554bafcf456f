package org.stsurvey.inputs;

/// The bounds within which a list is read. With the defaults, 100 million names stay far below 512 MiB of
/// memory.
///
/// @param maxLineBytes what is kept of a line; a longer one is rejected, whatever its length, and its rest is
/// read but not kept
/// @param maxUnpackedBytes how much a list may hold after unpacking; more is taken for a bomb or an endless pipe
/// @param maxExpansion how many bytes one packed byte may unpack to on average; domain lists reach 10, deflate's
/// most is 1,032
/// @param expansionGraceBytes how much may be unpacked before `maxExpansion` is applied, since small files may
/// be repetitive
/// @param partitions in how many parts the names are deduplicated; only one is in memory at a time, at about 80
/// bytes per distinct name
/// @param partitionBufferBytes what a partition holds in memory before it spills into its file, so that small
/// lists never touch the disk
public record PrepareLimits(
        int maxLineBytes,
        long maxUnpackedBytes,
        long maxExpansion,
        long expansionGraceBytes,
        int partitions,
        int partitionBufferBytes) {

    public PrepareLimits {
        requirePositive("maxLineBytes", maxLineBytes);
        requirePositive("maxUnpackedBytes", maxUnpackedBytes);
        requirePositive("maxExpansion", maxExpansion);
        requirePositive("expansionGraceBytes", expansionGraceBytes);
        requirePositive("partitions", partitions);
        requirePositive("partitionBufferBytes", partitionBufferBytes);
    }

    public static PrepareLimits defaults() {
        return new PrepareLimits(4 << 10, 64L << 30, 200, 64L << 20, 512, 64 << 10);
    }

    public PrepareLimits withMaxLineBytes(int bytes) {
        return new PrepareLimits(
                bytes, maxUnpackedBytes, maxExpansion, expansionGraceBytes, partitions, partitionBufferBytes);
    }

    public PrepareLimits withMaxUnpackedBytes(long bytes) {
        return new PrepareLimits(
                maxLineBytes, bytes, maxExpansion, expansionGraceBytes, partitions, partitionBufferBytes);
    }

    public PrepareLimits withMaxExpansion(long factor, long graceBytes) {
        return new PrepareLimits(maxLineBytes, maxUnpackedBytes, factor, graceBytes, partitions, partitionBufferBytes);
    }

    public PrepareLimits withPartitions(int count, int bufferBytes) {
        return new PrepareLimits(maxLineBytes, maxUnpackedBytes, maxExpansion, expansionGraceBytes, count, bufferBytes);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
