package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.stsurvey.scanner.observation.Observation;

/// How many rows a second a part takes and gives, and how many bytes a row has: run by hand.
///
/// Arguments: a folder, and how many parts of 10,000 rows are written. One row in a hundred publishes, which is
/// somewhat more than in the wild.
final class PartBench {

    private static final int ROWS = 10_000;
    private static final int DISTINCT_PARTS = 4;

    private PartBench() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int parts = Integer.parseInt(arguments[1]);
        List<List<Row>> rows = new ArrayList<>();
        for (int part = 0; part < DISTINCT_PARTS; part++) {
            rows.add(rows(part));
        }
        PartFolder stored = new PartFolder(folder);
        for (int round = 0; round < 2; round++) { // the first one warms up
            System.out.printf("round %d, %d rows%n", round, parts * ROWS);
            report("write and verify", parts, () -> write(folder, rows, parts));
            long bytes = 0;
            for (String name : stored.names()) {
                bytes += Files.size(folder.resolve(name));
            }
            System.out.printf("  %.1f bytes a row%n", (double) bytes / parts / ROWS);
            report("read observations", parts, () -> read(stored));
            report("read summaries", parts, () -> RowSummary.forEach(stored, stored.names(), _ -> {}));
            report("merge, 1 row in 100 replaced", parts, () -> merge(folder, stored));
            report("check", parts, () -> RunCheck.of(stored, (long) parts * ROWS));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void report(String what, int parts, Work work) throws IOException {
        long begun = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("  %-30s %,9.0f rows/s%n", what, parts * ROWS / seconds);
    }

    private static List<Row> rows(int part) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> {
                    long ordinal = (long) part * ROWS + i;
                    return i % 100 == 99 ? measured(Samples.publishing(ordinal)) : measured(Samples.absent(ordinal));
                })
                .toList();
    }

    private static Row measured(Row row) {
        Observation seen = row.observation();
        return new Row(
                seen.inPass(1, List.of(), Duration.ofMillis(20 + seen.target().ordinal() % 37)),
                row.judgement(),
                row.registrableDomain());
    }

    private static void write(Path folder, List<List<Row>> rows, int parts) throws IOException {
        PartWriter writer = new PartWriter("bench");
        for (int part = 0; part < parts; part++) {
            Path file = folder.resolve(PartStore.partName(part));
            Iterator<Row> chunk = rows.get(part % DISTINCT_PARTS).iterator();
            writer.write(file, chunk);
            PartVerifier.verify(file, AnnotatedSchema.OBSERVATION, ROWS);
        }
    }

    private static void read(PartFolder parts) throws IOException {
        for (String part : parts.names()) {
            try (ObservationReader reader = ObservationReader.open(parts, part)) {
                reader.forEachRemaining(_ -> {});
            }
        }
    }

    private static void merge(Path folder, PartFolder parts) throws IOException {
        List<PartMerge.Replacement> replacements = IntStream.range(0, ROWS / 100)
                .mapToObj(i -> new PartMerge.Replacement(i * 100, PartStore.partName(0), i * 90))
                .toList();
        Path target = folder.resolve("_merged.parquet");
        for (String part : parts.names()) {
            PartMerge.merge(target, folder.resolve(part), parts, replacements);
        }
        Files.delete(target);
    }
}
