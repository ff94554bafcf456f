package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The finished runs under `DATA/observations`, by list and date, and what was left out.
///
/// A run counts as finished if it has published parts, an outcome registry and a manifest whose `status`, where
/// it has one, says `finished`. An unfinished run is named and left out, so that a report never shows half a
/// list.
record Dataset(List<RunFolder> runs, List<String> skipped) {

    private static final String FINISHED = "finished";
    private static final Pattern LIST = Pattern.compile("list=([a-z0-9][a-z0-9._-]*)");
    private static final Pattern RUN = Pattern.compile("run=(\\d{4}-\\d{2}-\\d{2})");

    static Dataset find(Path data) throws IOException {
        Path observations = data.resolve("observations");
        if (!Files.isDirectory(observations)) {
            throw new UnusableDatasetException(
                    "data folder " + data + " has no folder observations/: a dataset is laid out as "
                            + "observations/list=<list>/run=<YYYY-MM-DD>/; give the folder that `stsurvey scan --out` wrote to");
        }
        List<RunFolder> runs = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Path list : folders(observations, "list=*")) {
            for (Path run : folders(list, "run=*")) {
                String reason = whyUnfinished(run);
                if (reason.isEmpty()) {
                    runs.add(new RunFolder(
                            valueOf(LIST, list),
                            valueOf(RUN, run),
                            run,
                            RunManifest.read(run.resolve(RunFolder.MANIFEST))));
                } else {
                    skipped.add(run + ": " + reason);
                }
            }
        }
        if (runs.isEmpty()) {
            throw new UnusableDatasetException(
                    "data folder " + data + " has no finished run under observations/list=*/run=*/"
                            + (skipped.isEmpty() ? "" : " (" + String.join("; ", skipped) + ")")
                            + "; finish one with `stsurvey scan`, which resumes where it stopped");
        }
        return new Dataset(List.copyOf(runs), List.copyOf(skipped));
    }

    private static String whyUnfinished(Path run) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(run, "part-*.parquet")) {
            if (!parts.iterator().hasNext()) {
                return "no published part; the scan has not finished";
            }
        }
        if (!Files.isRegularFile(run.resolve(RunFolder.MANIFEST))) {
            return "no " + RunFolder.MANIFEST + "; the scan has not finished";
        }
        if (!Files.isRegularFile(run.resolve(RunFolder.REGISTRY))) {
            return "no " + RunFolder.REGISTRY + "; the scan has not finished";
        }
        String status =
                RunManifest.read(run.resolve(RunFolder.MANIFEST)).text("status").orElse(FINISHED);
        return status.equals(FINISHED) ? "" : "its manifest says status " + status + "; the scan has not finished";
    }

    private static String valueOf(Pattern pattern, Path folder) {
        var matcher = pattern.matcher(String.valueOf(folder.getFileName()));
        if (!matcher.matches()) {
            throw new UnusableDatasetException("folder " + folder + " does not match " + pattern
                    + ", which names of list and run folders must; rename it or move it out of the dataset");
        }
        return matcher.group(1);
    }

    private static List<Path> folders(Path parent, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, glob)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    found.add(entry);
                }
            }
        }
        found.sort(null);
        return found;
    }
}
