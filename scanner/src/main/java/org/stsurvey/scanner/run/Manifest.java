package org.stsurvey.scanner.run;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.inputs.Funnel;
import org.stsurvey.scanner.dataset.AnnotatedSchema;
import org.stsurvey.scanner.dataset.FolderFiles;
import org.stsurvey.scanner.dataset.VerdictChanges;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a run was: everything that is needed to cite it, repeat it and compare it with another month's.
///
/// Kept as `_manifest.json` in the run folder, rewritten as a whole and atomically; one object, keys in
/// snake_case, those of [RunOrigin] first, then those of [RunCourse] and of [RunResult]. Part of the dataset's
/// contract: keys are
/// only added.
public record Manifest(RunOrigin origin, RunCourse course, RunResult result) {

    public static final int VERSION = 1;
    public static final String RUNNING = "running";
    public static final String STOPPED = "stopped";
    public static final String FINISHED = "finished";

    static final String NAME = "_manifest.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
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
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            return Optional.of(new Manifest(
                    JSON.treeToValue(root, RunOrigin.class),
                    JSON.treeToValue(root, RunCourse.class),
                    JSON.treeToValue(root, RunResult.class)));
        } catch (JacksonException e) {
            throw new IOException(
                    "manifest " + file + " cannot be read (" + e.getOriginalMessage()
                            + "); restore it, or discard the run with --restart",
                    e);
        }
    }

    /// Writes the manifest into the run folder, whole or not at all.
    public void write(Path runFolder) throws IOException {
        ObjectNode root = JSON.valueToTree(origin);
        root.setAll((ObjectNode) JSON.valueToTree(course));
        root.setAll((ObjectNode) JSON.valueToTree(result));
        FolderFiles.replace(runFolder.resolve(NAME), JSON.writeValueAsBytes(root));
    }

    public String run() {
        return origin.run();
    }

    public String status() {
        return course.status();
    }

    public SortedMap<String, String> method() {
        return origin.method();
    }

    public String methodFingerprint() {
        return origin.methodFingerprint();
    }

    public String rulebookVersion() {
        return origin.rulebookVersion();
    }

    public Funnel funnel() {
        return origin.funnel();
    }

    public int chunkSize() {
        return origin.chunkSize();
    }

    public Instant started() {
        return origin.started();
    }

    public Optional<Instant> ended() {
        return course.ended();
    }

    public long rows() {
        return result.rows();
    }

    public SortedMap<String, Long> outcomes() {
        return result.outcomes();
    }

    public SortedMap<String, Long> deploymentStatus() {
        return result.deploymentStatus();
    }

    public List<String> problems() {
        return result.problems();
    }

    /// What speaks against believing the run; empty if nothing does, or nobody looked.
    public List<String> qualityFaults() {
        return result.quality().map(Quality::faults).orElse(List.of());
    }

    public Optional<Rejudged> rejudged() {
        return result.rejudged();
    }

    /// Every target has been seen to, and the rows were checked.
    boolean isFinished() {
        return status().equals(FINISHED);
    }

    Manifest with(RunCourse next) {
        return new Manifest(origin, next, result);
    }

    Manifest with(RunResult next) {
        return new Manifest(origin, course, next);
    }

    /// Which settings of a method differ from this run's, in words; settings that only this run has do not count.
    List<String> changesTo(SortedMap<String, String> other) {
        List<String> changed = new ArrayList<>();
        other.forEach((name, value) -> {
            String before = method().getOrDefault(name, "not set");
            if (!before.equals(value)) {
                changed.add(name + " was " + before + " and is " + value);
            }
        });
        return changed;
    }

    /// Whether two runs are judgements of the same observations, in the same parts.
    boolean hasObservationsOf(Manifest other) {
        return origin.list().equals(other.origin.list())
                && origin.seed() == other.origin.seed()
                && origin.unit().equals(other.origin.unit())
                && funnel().equals(other.funnel())
                && chunkSize() == other.chunkSize()
                && started().equals(other.started());
    }

    /// The same run at the beginning of being judged anew: who observed what and how stays, what the rules decide
    /// is open.
    ///
    /// @param rules the settings that name the new rules; they replace those of the same names
    Manifest judgedAnew(SortedMap<String, String> rules, Rejudged section) {
        return new Manifest(
                origin.judgedBy(rules, AnnotatedSchema.OBSERVATION.version()),
                course.judgedAnew(),
                result.judgedAnew(section));
    }

    /// The same run with what the new judging changed.
    Manifest withDifferences(Instant at, VerdictChanges differences) {
        return with(result.with(rejudged().map(section -> section.finished(at, differences))));
    }
}
