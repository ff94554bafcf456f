package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.stsurvey.inputs.Funnel;
import org.stsurvey.scanner.run.Manifest;
import org.stsurvey.scanner.run.Progress;
import org.stsurvey.scanner.run.SurveyRun;

/// What a scan says at its start and its end.
final class ScanText {

    private ScanText() {}

    static List<String> started(SurveyRun.Started started) {
        Funnel funnel = started.list().funnel();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "list %s, sha256 %s: %,d lines read, %,d targets (%s)",
                started.list().list().name(),
                started.list().list().sha256().substring(0, 12),
                funnel.read(),
                funnel.targets(),
                started.list().unit().code()));
        started.list()
                .readings()
                .forEach(reading -> lines.add("list " + reading.list() + " was read as: "
                        + (reading.packing().equals("none") ? "" : reading.packing() + ", ") + reading.format()));
        started.list().list().gap().ifPresent(gap -> lines.add(gap + "; without it nobody can check the figures"));
        if (funnel.panel() > 0) {
            lines.add(String.format(
                    Locale.ROOT, "%,d domains of the panel beside it, outside the list's rates", funnel.panel()));
        }
        if (funnel.malformed() * 2 > funnel.read()) {
            lines.add(
                    "more than half of the lines name no domain: is the list read rightly? See stsurvey inputs check");
        }
        if (funnel.malformed() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d malformed lines are in %s",
                    funnel.malformed(),
                    started.folder().resolve("_rejects.csv")));
        }
        long before = started.progress().snapshot().done();
        if (started.resumed()) {
            lines.add(String.format(
                    Locale.ROOT, "resuming %s: %,d targets of the first pass are done", started.folder(), before));
        } else {
            lines.add("writing to " + started.folder());
        }
        started.repairs().forEach(repair -> lines.add("put right: " + SafeText.of(repair)));
        return lines;
    }

    static List<String> ended(SurveyRun.End end) {
        return switch (end) {
            case SurveyRun.End.Finished(Manifest manifest, var check) -> {
                List<String> lines = new ArrayList<>(funnel(manifest));
                check.problems().forEach(problem -> lines.add("the rows do not add up: " + SafeText.of(problem)));
                lines.addAll(retest(manifest));
                manifest.qualityFaults().forEach(fault -> lines.add("not to be believed: " + SafeText.of(fault)));
                yield lines;
            }
            case SurveyRun.End.AlreadyFinished(Manifest manifest) -> {
                List<String> lines = new ArrayList<>();
                lines.add("run " + manifest.run() + " was finished "
                        + manifest.ended().map(Object::toString).orElse("")
                        + "; nothing to do (--restart discards it, --run names another)");
                lines.addAll(funnel(manifest));
                manifest.problems().forEach(problem -> lines.add("the rows do not add up: " + SafeText.of(problem)));
                manifest.qualityFaults().forEach(fault -> lines.add("not to be believed: " + SafeText.of(fault)));
                yield lines;
            }
            case SurveyRun.End.Stopped(Manifest _, String why, Progress.Snapshot left) ->
                List.of(String.format(
                        Locale.ROOT,
                        "stopped because %s: %,d of %,d targets are %s, %,d are left; the same command goes on from there",
                        SafeText.of(why),
                        left.published(),
                        left.total(),
                        switch (left.phase()) {
                            case SCAN, CHECK, REJUDGE -> "published";
                            case RETEST -> "asked again and published";
                            case MERGE -> "merged";
                        },
                        left.total() - left.published()));
        };
    }

    /// What the retest asked, and how much changed by itself.
    private static List<String> retest(Manifest manifest) {
        List<String> lines = new ArrayList<>();
        manifest.course().passes().stream()
                .filter(pass -> pass.number() > 1)
                .forEach(pass -> lines.add(String.format(
                        Locale.ROOT,
                        "%,d rows were asked again because they left something open, %,d as a sample",
                        pass.open(),
                        pass.sampled())));
        manifest.result()
                .noiseFloor()
                .filter(floor -> floor.publishers().sampled() + floor.others().sampled() > 0)
                .ifPresent(floor -> lines.add(String.format(
                        Locale.ROOT,
                        "of the sample, %,d of %,d publishers and %,d of %,d others had another status the second time",
                        floor.publishers().changed(),
                        floor.publishers().sampled(),
                        floor.others().changed(),
                        floor.others().sampled())));
        return lines;
    }

    /// The funnel from the lines read to the rows, and the rows by status.
    static List<String> funnel(Manifest manifest) {
        List<String> lines = new ArrayList<>(untilTargets(manifest.funnel()));
        lines.add(count(manifest.rows(), "rows"));
        lines.addAll(leftAlone(manifest.result().excludedRows()));
        manifest.deploymentStatus().forEach((status, rows) -> lines.add(count(rows, "  " + status)));
        return lines;
    }

    /// Rows that were not asked to the end because of an exclusion.
    private static List<String> leftAlone(SortedMap<String, Long> byExclusion) {
        List<String> lines = new ArrayList<>();
        long rows = byExclusion.values().stream().mapToLong(Long::longValue).sum();
        if (rows > 0) {
            lines.add(count(rows, "  of these not asked to the end, as an exclusion forbids it"));
            byExclusion.forEach((exclusion, number) -> lines.add(count(number, "    " + SafeText.of(exclusion))));
        }
        return lines;
    }

    /// The funnel from the lines read to what is left for the targets.
    static List<String> untilTargets(Funnel funnel) {
        List<String> lines = new ArrayList<>();
        lines.add(count(funnel.read(), "lines read"));
        if (funnel.panel() > 0) {
            lines.add(count(funnel.panel(), "added by the panel, outside the list's rates"));
        }
        lines.add(count(-funnel.malformed(), "malformed"));
        lines.add(count(-funnel.duplicate(), "duplicate"));
        if (funnel.collapsed() > 0) {
            lines.add(count(-funnel.collapsed(), "collapsed into their registrable domain"));
        }
        lines.add(count(-funnel.excluded(), "excluded"));
        if (funnel.unsampled() > 0) {
            lines.add(count(-funnel.unsampled(), "not in the sample"));
        }
        return lines;
    }

    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,12d %s", number, what);
    }
}
