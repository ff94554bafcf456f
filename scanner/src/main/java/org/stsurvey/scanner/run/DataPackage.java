package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stsurvey.inputs.ListIdentity;
import org.stsurvey.scanner.dataset.AnnotatedSchema;
import org.stsurvey.scanner.dataset.DataDictionary;
import org.stsurvey.scanner.dataset.FolderFiles;
import org.stsurvey.scanner.dataset.OutcomesWriter;
import org.stsurvey.scanner.dataset.TableSchema;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `datapackage.json` of a public dataset (Frictionless Data Package): which files it consists of, what their columns
/// are, from which lists they were made, and under which licence they may be used. `DATASET.md` beside it explains the
/// columns to people.
///
/// It tells of every finished run in the dataset, and is made anew with each run that is added.
public final class DataPackage {

    static final String NAME = "datapackage.json";
    private static final String DICTIONARY = "DATASET.md";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path data;
    private final String license;

    /// @param data the dataset's folder, which holds `observations/`
    /// @param license an id of SPDX, such as `CC-BY-4.0`
    public DataPackage(Path data, String license) {
        this.data = data;
        this.license = license;
    }

    private record Run(String list, Path folder, Manifest manifest) {
        String name() {
            return list + "-" + manifest.run();
        }
    }

    /// Writes both files, over those that are there.
    public void write() throws IOException {
        List<Run> runs = runs();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("profile", "data-package");
        root.put("name", "mta-sts-survey");
        root.put("title", "Deployment of MTA-STS (RFC 8461), as seen by stsurvey");
        root.put(
                "description",
                "One row for each domain of a list and run: what it publishes, and the verdict on it. " + DICTIONARY
                        + " explains the columns; the manifest of each run says how it was made.");
        runs.stream()
                .map(run -> run.manifest().ended())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .map(Instant::toString)
                .ifPresent(ended -> root.put("created", ended));
        root.put("licenses", List.of(Map.of("name", license)));
        root.put(
                "sources",
                runs.stream().flatMap(DataPackage::sources).distinct().toList());
        root.put("resources", runs.stream().flatMap(this::resources).toList());
        FolderFiles.replace(data.resolve(DICTIONARY), DataDictionary.document().getBytes(StandardCharsets.UTF_8));
        FolderFiles.replace(data.resolve(NAME), JSON.writeValueAsBytes(root));
    }

    /// The finished runs, by list and date.
    private List<Run> runs() throws IOException {
        List<Run> runs = new ArrayList<>();
        for (Path list : partitions(data.resolve("observations"), "list=")) {
            for (Path folder : partitions(list, "run=")) {
                Manifest.read(folder)
                        .filter(Manifest::isFinished)
                        .ifPresent(manifest -> runs.add(new Run(valueOf(list), folder, manifest)));
            }
        }
        return runs;
    }

    private static List<Path> partitions(Path folder, String key) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(path -> String.valueOf(path.getFileName()).startsWith(key))
                    .sorted()
                    .toList();
        }
    }

    private static String valueOf(Path partition) {
        return String.valueOf(partition.getFileName()).replaceFirst("^[a-z]+=", "");
    }

    /// The lists that a run was made from, as they are cited.
    private static Stream<Map<String, Object>> sources(Run run) {
        ListIdentity list = run.manifest().origin().list();
        return list.sources().orElse(List.of(list)).stream().map(DataPackage::source);
    }

    private static Map<String, Object> source(ListIdentity list) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put(
                "title",
                "list " + list.name() + list.id().map(id -> ", id " + id).orElse("")
                        + list.date().map(date -> ", of " + date).orElse("") + ", sha256 " + list.sha256());
        list.url().ifPresent(url -> source.put("path", url));
        return source;
    }

    private Stream<Map<String, Object>> resources(Run run) {
        List<RunResult.PartFile> files = run.manifest().result().files();
        Map<String, Object> rows = resource(run, "", "rows of " + run.manifest().run() + ", list " + run.list());
        rows.put("path", files.stream().map(file -> pathOf(run, file.path())).toList());
        rows.put("bytes", files.stream().mapToLong(RunResult.PartFile::bytes).sum());
        rows.put("rows", run.manifest().rows());
        rows.put("schema", TableSchema.of(AnnotatedSchema.OBSERVATION));
        Map<String, Object> outcomes = resource(run, "-outcomes", "every outcome that the rows name");
        outcomes.put("path", pathOf(run, OutcomesWriter.FILE_NAME));
        outcomes.put("schema", TableSchema.of(AnnotatedSchema.OUTCOMES));
        Map<String, Object> manifest = resource(run, "-manifest", "how the run was made, with a sha256 of each file");
        manifest.put("path", pathOf(run, Manifest.NAME));
        manifest.put("format", "json");
        manifest.put("mediatype", "application/json");
        return Stream.of(rows, outcomes, manifest);
    }

    private static Map<String, Object> resource(Run run, String suffix, String title) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("name", run.name() + suffix);
        resource.put("title", title);
        resource.put("format", "parquet");
        resource.put("mediatype", "application/vnd.apache.parquet");
        return resource;
    }

    /// Paths are relative to the descriptor and have slashes, whatever the machine.
    private String pathOf(Run run, String file) {
        List<String> names = new ArrayList<>();
        data.relativize(run.folder().resolve(file)).forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }
}
