package org.stsurvey.aggregate;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the manifests say, as tables: `run_facts`, a row a run; `method_settings`, a row a setting that can
/// move a number; `noise`, what the retest samples said the second time.
final class RunFacts {

    private static final String RUN_FACTS =
            "CREATE TABLE run_facts (list VARCHAR, run VARCHAR, position BIGINT, series BIGINT,"
                    + " previous_run VARCHAR, previous_in_list VARCHAR, break_before BOOLEAN, list_id VARCHAR, list_date VARCHAR,"
                    + " unit VARCHAR, sources VARCHAR, rulebook VARCHAR, older_rulebook BOOLEAN, schema_version BIGINT,"
                    + " method_fingerprint VARCHAR, lines_read BIGINT, lines_malformed BIGINT, lines_duplicate BIGINT,"
                    + " lines_collapsed BIGINT, lines_excluded BIGINT, lines_unsampled BIGINT, rows_excluded BIGINT,"
                    + " retest_open BIGINT,"
                    + " noise_sampled BIGINT, noise_changed BIGINT, canaries_asked BIGINT, canaries_wrong BIGINT, started VARCHAR,"
                    + " ended VARCHAR, hours DOUBLE, faults VARCHAR, rejudged BOOLEAN)";
    private static final String METHOD_SETTINGS =
            "CREATE TABLE method_settings (list VARCHAR, run VARCHAR, component VARCHAR, setting VARCHAR)";
    private static final String NOISE =
            "CREATE TABLE noise (list VARCHAR, run VARCHAR, from_status VARCHAR, to_status VARCHAR, sampled BIGINT)";

    private final RunSeries series;
    private final String newestRulebook;

    /// @param programs the rulebook that the program itself judges by
    RunFacts(RunSeries series, Optional<String> programs) {
        this.series = series;
        String newest = programs.orElse("");
        for (RunSeries.Member member : series.runs()) {
            String rulebook = RunSeries.rulebook(member.run());
            newest = isOlder(newest, rulebook) ? rulebook : newest;
        }
        this.newestRulebook = newest;
    }

    /// The newest rulebook that any of the runs was judged by, or the program judges by.
    String newestRulebook() {
        return newestRulebook;
    }

    /// Whether a run was judged by an older rulebook than the newest known.
    boolean isOlder(RunFolder run) {
        return isOlder(RunSeries.rulebook(run), newestRulebook);
    }

    /// Versions are whole numbers; one that is none, or missing, is older than any.
    private static boolean isOlder(String one, String other) {
        return number(one) < number(other);
    }

    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /// Makes and fills the tables.
    void fill(Database database) throws SQLException {
        database.execute(RUN_FACTS + "; " + METHOD_SETTINGS + "; " + NOISE);
        try (var rows = database.appender("run_facts")) {
            for (RunSeries.Member member : series.runs()) {
                rows.row(facts(member));
            }
        }
        try (var rows = database.appender("method_settings")) {
            for (RunSeries.Member member : series.runs()) {
                for (var setting : method(member.run()).entrySet()) {
                    rows.row(member.run().list(), member.run().date(), setting.getKey(), setting.getValue());
                }
            }
        }
        try (var rows = database.appender("noise")) {
            for (RunSeries.Member member : series.runs()) {
                RunFolder run = member.run();
                for (JsonNode flip : run.manifest().at("noise_floor", "statuses")) {
                    rows.row(
                            run.list(),
                            run.date(),
                            flip.path("from").asString(""),
                            flip.path("to").asString(""),
                            flip.path("rows").asLong(0));
                }
            }
        }
    }

    private @Nullable Object[] facts(RunSeries.Member member) {
        RunFolder run = member.run();
        RunManifest manifest = run.manifest();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(run.list());
        row.add(run.date());
        row.add((long) member.position());
        row.add((long) member.series());
        row.add(member.previous().map(RunFolder::date).orElse(null));
        row.add(member.previousInList().map(RunFolder::date).orElse(null));
        row.add(member.methodChanged());
        row.add(manifest.text("list", "id").orElse(null));
        row.add(manifest.text("list", "date").orElse(null));
        row.add(RunSeries.unit(run));
        row.add(RunSeries.sources(run));
        row.add(RunSeries.rulebook(run));
        row.add(isOlder(run));
        row.add(number(manifest.number("schema_version")));
        row.add(RunSeries.fingerprint(run));
        for (String line : List.of("read", "malformed", "duplicate", "collapsed", "excluded", "unsampled")) {
            row.add(number(manifest.number("funnel", line)));
        }
        row.add(rowsExcluded(manifest));
        row.add(retestOpen(manifest));
        row.add(sum(manifest, "sampled"));
        row.add(sum(manifest, "changed"));
        row.add(number(manifest.number("quality", "canaries_asked")));
        row.add(number(manifest.number("quality", "canaries_wrong")));
        row.add(manifest.text("started").orElse(null));
        row.add(manifest.text("ended").orElse(null));
        row.add(hours(manifest).orElse(null));
        row.add(faults(manifest));
        row.add(!manifest.at("rejudged", "from_rulebook_version").isMissingNode());
        return row.toArray();
    }

    private static @Nullable Long number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static long rowsExcluded(RunManifest manifest) {
        long rows = 0;
        for (JsonNode ofAnExclusion : manifest.at("excluded_rows")) {
            rows += ofAnExclusion.asLong(0);
        }
        return rows;
    }

    private static @Nullable Long retestOpen(RunManifest manifest) {
        Long open = null;
        for (JsonNode pass : manifest.at("passes")) {
            if (pass.path("number").asInt(0) > 1) {
                open = Objects.requireNonNullElse(open, 0L) + pass.path("open").asLong(0);
            }
        }
        return open;
    }

    private static @Nullable Long sum(RunManifest manifest, String what) {
        OptionalLong publishers = manifest.number("noise_floor", "publishers", what);
        OptionalLong others = manifest.number("noise_floor", "others", what);
        return publishers.isPresent() && others.isPresent() ? publishers.getAsLong() + others.getAsLong() : null;
    }

    private static Optional<Double> hours(RunManifest manifest) {
        try {
            Optional<Instant> started = manifest.text("started").map(Instant::parse);
            Optional<Instant> ended = manifest.text("ended").map(Instant::parse);
            return started.isPresent() && ended.isPresent()
                    ? Optional.of(Duration.between(started.get(), ended.get()).toSeconds() / 3600.0)
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String faults(RunManifest manifest) {
        List<String> faults = new ArrayList<>();
        manifest.at("quality", "faults").forEach(fault -> faults.add(fault.asString("")));
        manifest.at("problems").forEach(problem -> faults.add(problem.asString("")));
        return String.join("; ", faults);
    }

    /// Everything that makes up a run's method fingerprint, by name.
    static SortedMap<String, String> method(RunFolder run) {
        SortedMap<String, String> method = new TreeMap<>();
        for (var setting : run.manifest().at("method").properties()) {
            method.put(setting.getKey(), setting.getValue().asString(""));
        }
        return method;
    }
}
