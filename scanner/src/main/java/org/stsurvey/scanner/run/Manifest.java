package org.stsurvey.scanner.run;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.inputs.Funnel;
import org.stsurvey.inputs.ListIdentity;
import org.stsurvey.scanner.dataset.AnnotatedSchema;
import org.stsurvey.scanner.dataset.VerdictChanges;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a run was: everything that is needed to cite it, repeat it and compare it with another month's.
///
/// Kept as `_manifest.json` in the run folder, rewritten as a whole and atomically; keys in snake_case. Part of
/// the
/// dataset's contract.
///
/// @param manifestVersion 1
/// @param run the run's name, a date
/// @param status `running`, `stopped` or `finished`
/// @param method every setting that can move a published number, by name
/// @param methodFingerprint a digest of `method`; where it differs between two runs, a trend is broken
/// @param settings the other settings, by name
/// @param funnel what became of the lines of the list
/// @param chunkSize targets per part
/// @param started UTC
/// @param ended empty while the run is not finished
/// @param rows published rows, once finished
/// @param outcomes rows by primary outcome, once finished
/// @param deploymentStatus rows by status under the lenient reading, once finished
/// @param problems what the check of the finished run found wrong; empty if all is well
/// @param rejudged where stored observations were judged anew, from what and with which differences
public record Manifest(
        int manifestVersion,
        String run,
        String status,
        String toolVersion,
        String javaVersion,
        int schemaVersion,
        String rulebookVersion,
        SortedMap<String, String> method,
        String methodFingerprint,
        SortedMap<String, String> settings,
        ListIdentity list,
        String unit,
        long seed,
        Funnel funnel,
        int chunkSize,
        List<String> resolvers,
        String contact,
        List<String> commandLine,
        Instant started,
        Optional<Instant> ended,
        long rows,
        SortedMap<String, Long> outcomes,
        SortedMap<String, Long> deploymentStatus,
        List<String> problems,
        Optional<Rejudged> rejudged) {

    public static final int VERSION = 1;
    public static final String RUNNING = "running";
    public static final String STOPPED = "stopped";
    public static final String FINISHED = "finished";

    static final String NAME = "_manifest.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // Counts that came later are missing in the manifests of older runs, and zero.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /// The digest of settings that can move a number: sha256 over `name=value` lines in the order of the names.
    public static String fingerprint(Map<String, String> method) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(method)
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }

    /// Reads the manifest of a run folder; empty if there is none.
    ///
    /// @throws IOException if it is there and cannot be read
    public static Optional<Manifest> read(Path runFolder) throws IOException {
        Path file = runFolder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Manifest.class));
        } catch (JacksonException e) {
            throw new IOException(
                    "manifest " + file + " cannot be read (" + e.getOriginalMessage()
                            + "); restore it, or discard the run with --restart",
                    e);
        }
    }

    /// Writes the manifest into the run folder, whole or not at all.
    public void write(Path runFolder) throws IOException {
        Path draft = runFolder.resolve("_tmp" + NAME);
        Files.write(draft, JSON.writeValueAsBytes(this));
        Files.move(draft, runFolder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Every target has been seen to, and the rows were checked.
    boolean isFinished() {
        return status.equals(FINISHED);
    }

    /// Which settings of a method differ from this run's, in words; settings that only this run has do not count.
    List<String> changesTo(SortedMap<String, String> other) {
        List<String> changed = new ArrayList<>();
        other.forEach((name, value) -> {
            String before = method.getOrDefault(name, "not set");
            if (!before.equals(value)) {
                changed.add(name + " was " + before + " and is " + value);
            }
        });
        return changed;
    }

    /// Whether two runs are judgements of the same observations, in the same parts.
    boolean hasObservationsOf(Manifest other) {
        return list.equals(other.list)
                && seed == other.seed
                && unit.equals(other.unit)
                && funnel.equals(other.funnel)
                && chunkSize == other.chunkSize
                && started.equals(other.started);
    }

    /// The same run, no longer running.
    public Manifest stopped() {
        return with(STOPPED, Optional.empty(), rows, outcomes, deploymentStatus, problems, rejudged);
    }

    /// The same run at its end.
    public Manifest finished(
            Instant at,
            long publishedRows,
            SortedMap<String, Long> byOutcome,
            SortedMap<String, Long> byStatus,
            List<String> found) {
        return with(FINISHED, Optional.of(at), publishedRows, byOutcome, byStatus, found, rejudged);
    }

    /// The same run at the beginning of being judged anew: who observed what and how stays, what the rules decide is
    /// open.
    ///
    /// @param rules the settings that name the new rules; they replace those of the same names
    Manifest judgedAnew(SortedMap<String, String> rules, Rejudged section) {
        SortedMap<String, String> newMethod = new TreeMap<>(method);
        newMethod.putAll(rules);
        return new Manifest(
                VERSION,
                run,
                RUNNING,
                toolVersion,
                javaVersion,
                AnnotatedSchema.OBSERVATION.version(),
                newMethod.getOrDefault("rulebook", "unknown"),
                newMethod,
                fingerprint(newMethod),
                settings,
                list,
                unit,
                seed,
                funnel,
                chunkSize,
                resolvers,
                contact,
                commandLine,
                started,
                Optional.empty(),
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Optional.of(section));
    }

    /// The same run with what the new judging changed.
    Manifest withDifferences(Instant at, VerdictChanges differences) {
        return with(
                status,
                ended,
                rows,
                outcomes,
                deploymentStatus,
                problems,
                rejudged.map(section -> section.finished(at, differences)));
    }

    private Manifest with(
            String newStatus,
            Optional<Instant> newEnd,
            long newRows,
            SortedMap<String, Long> byOutcome,
            SortedMap<String, Long> byStatus,
            List<String> found,
            Optional<Rejudged> section) {
        return new Manifest(
                manifestVersion,
                run,
                newStatus,
                toolVersion,
                javaVersion,
                schemaVersion,
                rulebookVersion,
                method,
                methodFingerprint,
                settings,
                list,
                unit,
                seed,
                funnel,
                chunkSize,
                resolvers,
                contact,
                commandLine,
                started,
                newEnd,
                newRows,
                byOutcome,
                byStatus,
                found,
                section);
    }
}
