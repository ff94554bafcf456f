package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.observation.Observation;

/// What the layout of parts costs and saves, on the rows of a stored run: run by hand.
///
/// Arguments: a run's folder, an empty folder, how many rows are taken, and `published` if only those of publishers
/// shall be, as in a run of a panel. Each layout is written and read three times; the best time counts.
final class LayoutBench {

    private static final int PART = 10_000;
    private static final int ROUNDS = 3;

    private final Path folder;
    private final List<Row> rows;

    private LayoutBench(Path folder, List<Row> rows) {
        this.folder = folder;
        this.rows = rows;
    }

    public static void main(String[] arguments) throws IOException {
        PartFolder run = new PartFolder(Path.of(arguments[0]));
        LayoutBench bench = new LayoutBench(
                Files.createDirectories(Path.of(arguments[1])),
                rows(run, Integer.parseInt(arguments[2]), arguments.length > 3));
        RowGroups.Layout usual = RowGroups.Layout.DEFAULT;
        System.out.printf("%,d rows%n", bench.rows.size());
        bench.measure("as it is", PART, usual);
        bench.measure("as it is", PART, usual);
        for (int rowsOfPart : List.of(1_000, 2_500, 50_000, 100_000)) {
            bench.measure("parts of " + rowsOfPart + " rows", rowsOfPart, usual);
        }
        for (long group : List.of(256L << 10, 1L << 20, 4L << 20)) {
            bench.measure(
                    "row groups of " + (group >> 10) + " KiB",
                    PART,
                    new RowGroups.Layout(group, usual.dictionaryBytes(), usual.pageRows(), usual.zstdLevel()));
        }
        for (int dictionary : List.of(1 << 10, 64 << 10, 256 << 10, 1 << 20, 16 << 20)) {
            bench.measure(
                    "dictionaries of " + (dictionary >> 10) + " KiB",
                    PART,
                    new RowGroups.Layout(usual.groupBytes(), dictionary, usual.pageRows(), usual.zstdLevel()));
        }
        for (int pageRows : List.of(500, 2_000, 5_000)) {
            bench.measure(
                    "pages of " + pageRows + " rows",
                    PART,
                    new RowGroups.Layout(usual.groupBytes(), usual.dictionaryBytes(), pageRows, usual.zstdLevel()));
        }
        for (int level : List.of(1, 6, 9, 15)) {
            bench.measure(
                    "zstd level " + level,
                    PART,
                    new RowGroups.Layout(usual.groupBytes(), usual.dictionaryBytes(), usual.pageRows(), level));
        }
    }

    private static List<Row> rows(PartFolder run, int most, boolean published) throws IOException {
        Judge judge = new Judge(Rulebooks.plain());
        PublicSuffixes suffixes = PublicSuffixes.bundled();
        List<Row> rows = new ArrayList<>();
        for (String part : run.names()) {
            try (ObservationReader observations = ObservationReader.open(run, part)) {
                while (observations.hasNext() && rows.size() < most) {
                    Observation seen = observations.next();
                    Judgement judgement = judge.judge(seen);
                    if (judgement.published() || !published) {
                        rows.add(new Row(
                                seen,
                                judgement,
                                suffixes.registrableDomain(seen.target().domain())));
                    }
                }
            }
        }
        return rows;
    }

    private void measure(String what, int rowsOfPart, RowGroups.Layout layout) throws IOException {
        PartWriter writer = new PartWriter("bench", layout);
        PartFolder stored = new PartFolder(folder);
        double write = Double.MAX_VALUE;
        double observations = Double.MAX_VALUE;
        double summaries = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            write = Math.min(write, seconds(() -> write(writer, rowsOfPart)));
            summaries = Math.min(summaries, seconds(() -> RowSummary.forEach(stored, stored.names(), _ -> {})));
            observations = Math.min(observations, seconds(() -> read(stored)));
        }
        long bytes = 0;
        for (String name : stored.names()) {
            bytes += Files.size(folder.resolve(name));
            Files.delete(folder.resolve(name));
        }
        System.out.printf(
                Locale.ROOT,
                "%-28s %7.1f bytes a row, %,9.0f rows/s written, %,9.0f observations/s, %,11.0f summaries/s read%n",
                what,
                (double) bytes / rows.size(),
                rows.size() / write,
                rows.size() / observations,
                rows.size() / summaries);
    }

    private void write(PartWriter writer, int rowsOfPart) throws IOException {
        for (int from = 0; from < rows.size(); from += rowsOfPart) {
            List<Row> chunk = rows.subList(from, Math.min(rows.size(), from + rowsOfPart));
            Path file = folder.resolve(PartStore.partName(from / rowsOfPart));
            writer.write(file, chunk.iterator());
            PartVerifier.verify(file, AnnotatedSchema.OBSERVATION, chunk.size());
        }
    }

    private static void read(PartFolder parts) throws IOException {
        for (String part : parts.names()) {
            try (ObservationReader reader = ObservationReader.open(parts, part)) {
                reader.forEachRemaining(_ -> {});
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double seconds(Work work) throws IOException {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }
}
