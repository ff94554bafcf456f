package org.stsurvey.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.stsurvey.scanner.run.Manifest;
import org.stsurvey.scanner.run.Pace;
import org.stsurvey.scanner.run.Progress.Snapshot;
import org.stsurvey.scanner.run.SurveyRun;

/// The fields of what a scan tells, for programs that read its log.
final class ScanEvents {

    private ScanEvents() {}

    static Map<String, Object> started(SurveyRun.Started started) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("list", started.list().list().name());
        fields.put("sha256", started.list().list().sha256());
        fields.put("lines", started.list().funnel().read());
        fields.put("targets", started.list().funnel().targets());
        fields.put("panel", started.list().funnel().panel());
        fields.put("folder", started.folder().toString());
        fields.put("resumed", started.resumed());
        return fields;
    }

    static String ending(SurveyRun.End end) {
        return end instanceof SurveyRun.End.Stopped ? "run_stopped" : "run_finished";
    }

    static Map<String, Object> ended(SurveyRun.End end) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (end) {
            case SurveyRun.End.Finished(Manifest manifest, var _) -> finished(manifest, fields);
            case SurveyRun.End.AlreadyFinished(Manifest manifest) -> finished(manifest, fields);
            case SurveyRun.End.Stopped(Manifest _, String why, Snapshot left) -> {
                fields.put("reason", why);
                fields.putAll(counts(left));
            }
        }
        return fields;
    }

    private static void finished(Manifest manifest, Map<String, Object> fields) {
        fields.put("run", manifest.run());
        fields.put("rows", manifest.rows());
        fields.put("deployment_status", manifest.deploymentStatus());
        fields.put("problems", manifest.problems());
        fields.put("quality_faults", manifest.qualityFaults());
    }

    /// What a progress line says.
    static Map<String, Object> progress(
            Snapshot before, Snapshot now, Duration interval, Pace pace, String resolver, OptionalLong memory) {
        Map<String, Object> fields = counts(now);
        double seconds = Math.max(0.001, interval.toNanos() / 1e9);
        fields.put("dns_per_second", Math.round((now.lookups() - before.lookups()) / seconds));
        fields.put("https_per_second", Math.round((now.fetches() - before.fetches()) / seconds));
        pace.timeFor(now.total() - now.done()).ifPresent(left -> fields.put("eta_seconds", left.toSeconds()));
        if (!resolver.isEmpty()) {
            fields.put("resolver", resolver);
        }
        memory.ifPresent(bytes -> fields.put("rss_bytes", bytes));
        return fields;
    }

    static Map<String, Object> counts(Snapshot now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("phase", now.phase().name().toLowerCase(Locale.ROOT));
        fields.put("total", now.total());
        fields.put("done", now.done());
        fields.put("published", now.published());
        fields.put("found", now.found());
        fields.put("lookups", now.lookups());
        fields.put("answered", now.answered());
        fields.put("resent", now.resent());
        fields.put("fetches", now.fetches());
        fields.put("undetermined", now.undetermined());
        fields.put("open_chunks", now.openChunks());
        now.waitingUntil().ifPresent(moment -> fields.put("waiting_until", moment.toString()));
        return fields;
    }
}
