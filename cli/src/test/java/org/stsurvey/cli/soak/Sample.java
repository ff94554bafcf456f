package org.stsurvey.cli.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stsurvey.scanner.run.RunStatus;

/// What the scanning process holds and has done at one moment; one line of `samples.csv`.
///
/// @param second since the scan was started
/// @param trouble what is going on, empty if nothing is
record Sample(
        double second,
        String trouble,
        String phase,
        long targets,
        long handedOut,
        long done,
        long lookups,
        long resent,
        long openChunks,
        long rssMib,
        long threads,
        long descriptors,
        long sockets) {

    static final String HEADER =
            "second,trouble,phase,targets,handed_out,done,lookups,resent,open_chunks,rss_mib,threads,descriptors,sockets";

    /// Takes a sample; empty if the process is gone.
    static Optional<Sample> take(double second, String trouble, long pid, Path runFolder) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            List<String> lines = Files.readAllLines(proc.resolve("status"));
            long sockets = 0;
            long descriptors = 0;
            try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
                for (Path one : open.toList()) {
                    descriptors++;
                    sockets += isSocket(one) ? 1 : 0;
                }
            }
            Optional<RunStatus> status = RunStatus.read(runFolder);
            return Optional.of(new Sample(
                    second,
                    trouble,
                    status.map(RunStatus::phase).orElse("start"),
                    status.map(RunStatus::targets).orElse(0L),
                    status.map(RunStatus::handedOut).orElse(0L),
                    status.map(RunStatus::done).orElse(0L),
                    status.map(RunStatus::lookups).orElse(0L),
                    status.map(RunStatus::resent).orElse(0L),
                    status.map(one -> (long) one.openChunks()).orElse(0L),
                    number(lines, "VmRSS:") / 1024,
                    number(lines, "Threads:"),
                    descriptors,
                    sockets));
        } catch (IOException e) {
            if (!Files.exists(proc.resolve("fd"))
                    || Files.readString(proc.resolve("stat")).contains(") Z ")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException _) {
            return false; // closed meanwhile
        }
    }

    private static long number(List<String> lines, String key) throws IOException {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IOException("the process is ending: no " + key));
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%.1f,%s,%s,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d",
                second,
                trouble,
                phase,
                targets,
                handedOut,
                done,
                lookups,
                resent,
                openChunks,
                rssMib,
                threads,
                descriptors,
                sockets);
    }
}
