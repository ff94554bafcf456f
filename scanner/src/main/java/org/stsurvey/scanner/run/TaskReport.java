package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.stsurvey.scanner.dataset.FolderFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// What a task of a cluster leaves for the manifest: how the network looked from its machine. A file of its own
/// in `_tasks/` of the run folder.
///
/// @param host a label of the machine
public record TaskReport(String host, List<NetworkHealth.Sample> samples, List<Interval> pauses) {

    /// Where tasks leave what they have to say.
    static final String FOLDER = "_tasks";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /// Takes down what a process saw.
    ///
    /// @param host is added to the name of each resolver, as every machine may have its own at the same address
    public static TaskReport of(String host, NetworkHealth health) {
        UnaryOperator<String> here = text -> text.isEmpty() ? text : text + " of " + host;
        return new TaskReport(
                host,
                health.samples().stream()
                        .map(sample -> new NetworkHealth.Sample(
                                sample.at(),
                                here.apply(sample.resolver()),
                                sample.canary(),
                                sample.ok(),
                                sample.detail()))
                        .toList(),
                health.pauses().stream().map(pause -> pause.saying(here)).toList());
    }

    /// Leaves it in a run folder.
    public void write(Path runFolder) throws IOException {
        FolderFiles.replace(
                runFolder.resolve(FOLDER).resolve(UUID.randomUUID() + ".json"), JSON.writeValueAsBytes(this));
    }

    /// The reports of all tasks that have ended.
    static List<TaskReport> all(Path runFolder) throws IOException {
        List<TaskReport> reports = new ArrayList<>();
        Path folder = runFolder.resolve(FOLDER);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    reports.add(read(file));
                }
            }
        }
        return reports;
    }

    private static TaskReport read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), TaskReport.class);
        } catch (JacksonException e) {
            throw new IOException("report " + file + " cannot be read (" + e.getOriginalMessage() + ")", e);
        }
    }
}
