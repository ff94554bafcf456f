package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stsurvey.scanner.run.FinishedRun;
import org.stsurvey.scanner.run.Manifest;
import org.stsurvey.scanner.run.RunRefusedException;

/// What a scan of so many domains will ask and take, reckoned from the newest finished run of the dataset, or,
/// where there is none, from what surveys have published.
///
/// @param domains targets
/// @param publishers of them, those that publish a record
/// @param open rows that will be asked again
/// @param bytes of the whole run folder
/// @param basis where this comes from, in words
record ScanEstimate(long domains, long publishers, long open, long bytes, String basis) {

    /// URIports, January 2026: 0.7 % of a top million publish.
    private static final double PUBLISHED_SHARE = 0.007;

    /// Rows that leave something open, and are asked twice.
    private static final double OPEN_SHARE = 0.01;

    /// Both passes, the published parts and the prepared list (ARCHITECTURE.md), with room for longer names.
    private static final double BYTES_PER_DOMAIN = 200;

    /// The record, the MX and the record of TLS-RPT.
    static final int QUESTIONS = 3;

    /// A publisher's policy host, two siblings for wildcards, and the addresses of two and a half MX hosts.
    static final double MORE_QUESTIONS_OF_A_PUBLISHER = 9;

    private record Shares(double publishers, double open, double bytes, String basis) {}

    /// @param data the dataset; it need not be there
    static ScanEstimate of(long domains, Path data) throws IOException {
        Shares shares = lastRun(data)
                .orElse(new Shares(
                        PUBLISHED_SHARE,
                        OPEN_SHARE,
                        BYTES_PER_DOMAIN,
                        "published shares, as the dataset holds no finished run yet"));
        return new ScanEstimate(
                domains,
                Math.round(domains * shares.publishers()),
                Math.round(domains * shares.open()),
                Math.round(domains * shares.bytes()),
                shares.basis());
    }

    /// DNS questions of both passes, retries apart.
    long questions() {
        return Math.round((domains + open) * (double) QUESTIONS + publishers * MORE_QUESTIONS_OF_A_PUBLISHER);
    }

    private static Optional<Shares> lastRun(Path data) throws IOException {
        Path observations = data.resolve("observations");
        if (!Files.isDirectory(observations)) {
            return Optional.empty();
        }
        List<Path> runs;
        try (Stream<Path> found = Files.walk(observations, 2)) {
            runs = found.filter(path -> String.valueOf(path.getFileName()).startsWith("run="))
                    .sorted(Comparator.comparing((Path path) -> String.valueOf(path.getFileName()))
                            .reversed())
                    .toList();
        }
        for (Path run : runs) {
            Optional<Shares> shares = shares(run);
            if (shares.isPresent()) {
                return shares;
            }
        }
        return Optional.empty();
    }

    private static Optional<Shares> shares(Path folder) throws IOException {
        Manifest manifest;
        try {
            manifest = FinishedRun.open(folder).manifest();
        } catch (RunRefusedException e) {
            return Optional.empty();
        }
        long rows = manifest.rows();
        if (rows == 0) {
            return Optional.empty();
        }
        long silent = manifest.deploymentStatus().getOrDefault("absent", 0L)
                + manifest.deploymentStatus().getOrDefault("indeterminate", 0L);
        long again = manifest.course().passes().stream()
                .filter(pass -> pass.number() > 1)
                .mapToLong(pass -> pass.open() + pass.sampled())
                .sum();
        return Optional.of(new Shares(
                (rows - silent) / (double) rows,
                again / (double) rows,
                size(folder) / (double) rows,
                "the run of " + manifest.run() + " of list "
                        + manifest.origin().list().name()));
    }

    private static long size(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
