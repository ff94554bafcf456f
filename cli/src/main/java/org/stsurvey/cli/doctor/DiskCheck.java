package org.stsurvey.cli.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/// Whether the dataset's disk has room for a run and does what a publication asks of it: fsync, rename, fsync
/// of the folder.
public final class DiskCheck {

    private static final String RULE =
            "room for the run twice over; each part is synced, renamed and its folder synced before it counts";

    /// A part is published in a few of these; more and a scan waits for its disk.
    private static final Duration SLOW_SYNC = Duration.ofMillis(500);

    private static final int PROBE_OCTETS = 64 << 10;

    private DiskCheck() {}

    /// Looks at a folder, or, as long as it is not there, at the one that it would be made in.
    ///
    /// @param needed octets that a run will take
    /// @param estimate how that was reckoned, in words
    public static Check of(Path out, long needed, String estimate) {
        Path folder = existing(out.toAbsolutePath().normalize());
        if (!Files.isDirectory(folder)) {
            return Check.bad("disk", out.toString(), folder + " is no folder", RULE, "name another folder with --out");
        }
        try {
            FileStore store = Files.getFileStore(folder);
            Duration took = publishSomething(folder);
            String seen = size(store.getUsableSpace()) + " free on " + store.name() + " (" + store.type()
                    + "); a run of "
                    + estimate + " takes about " + size(needed) + "; a small file was published in " + took.toMillis()
                    + " ms";
            return verdict(out, store.getUsableSpace(), needed, took, seen);
        } catch (IOException e) {
            return Check.bad(
                    "disk",
                    out.toString(),
                    "nothing can be published in " + folder + ": " + e,
                    RULE,
                    "make it writable for the user that scans, or name another folder with --out");
        }
    }

    static Check verdict(Path out, long free, long needed, Duration took, String seen) {
        if (free < needed) {
            return Check.bad("disk", out.toString(), seen, RULE, "make room, or name another disk with --out");
        }
        if (free / 2 < needed) {
            return Check.attention("disk", out.toString(), seen, RULE, "make room before the next month's run");
        }
        return took.compareTo(SLOW_SYNC) > 0
                ? Check.attention(
                        "disk", out.toString(), seen, RULE, "a scan will wait for this disk; a local one is faster")
                : Check.ok("disk", out.toString(), seen, RULE);
    }

    private static Duration publishSomething(Path folder) throws IOException {
        Path draft = Files.createTempFile(folder, "_tmp-doctor", "");
        Path place = draft.resolveSibling(draft.getFileName() + "-published");
        try {
            long begun = System.nanoTime();
            Files.write(draft, new byte[PROBE_OCTETS]);
            try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
            return Duration.ofNanos(System.nanoTime() - begun);
        } finally {
            Files.deleteIfExists(draft);
            Files.deleteIfExists(place);
        }
    }

    private static Path existing(Path folder) {
        Path at = folder;
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    /// Octets as people read them.
    public static String size(long octets) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        double value = octets;
        int unit = 0;
        while (value >= 1_024 && unit < units.length - 1) {
            value /= 1_024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
