package org.stsurvey.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stsurvey.aggregate.FolderReplacement;
import org.stsurvey.aggregate.TableIndex;
import org.stsurvey.aggregate.UnusableDatasetException;
import org.stsurvey.reports.page.Chart;
import org.stsurvey.reports.page.Exhibit;

/// From a folder of tables to a folder that can be published as it is.
///
/// `index.html` needs nothing but itself; beside it stand every figure as SVG, every table as CSV and Parquet
/// with the SQL that made it, the report as Markdown, the manifests and the checksums of all of them. Nothing
/// in it comes from a clock: same tables, same bytes. The folder is replaced as a whole when everything has
/// succeeded.
public final class Report {

    private static final String MARKER = "tables/tables.json";

    private final PageAssets assets = PageAssets.load();

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Report.class.getClassLoader(), "org.stsurvey.reports.templates");

    /// Writes the report.
    ///
    /// @param tables the folder that `aggregate` wrote
    /// @param out the folder to write; an earlier report in it is replaced
    /// @throws UnusableDatasetException if the tables cannot be used; the message says what to do
    /// @throws IOException if the report cannot be written
    public Written write(Path tables, Path out) throws IOException {
        TableFolder folder = TableFolder.read(tables);
        List<Pages.Named> pages = Pages.of(folder);
        try (FolderReplacement output = FolderReplacement.of(out, MARKER)) {
            Path building = output.building();
            for (String name : List.of("tables/sql/tables", "figures", "manifests")) {
                Files.createDirectories(building.resolve(name));
            }
            for (Pages.Named named : pages) {
                Files.writeString(
                        building.resolve(named.file()),
                        rendered("page.jte", Map.of("page", named.page(), "assets", assets)));
                for (Exhibit exhibit : named.page().sections().stream()
                        .flatMap(each -> each.exhibits().stream())
                        .toList()) {
                    if (exhibit.chart().isPresent()) {
                        Files.writeString(
                                building.resolve("figures/" + named.list() + "-" + exhibit.id() + ".svg"),
                                figure(exhibit, exhibit.chart().get()));
                    }
                }
            }
            Files.writeString(building.resolve("report.md"), Markdown.of(pages));
            copyTables(folder, building);
            describe(folder.index(), building);
            output.publish();
        }
        return new Written(out.resolve("index.html"), Pages.summary(folder));
    }

    /// What was written.
    ///
    /// @param summary what the newest runs found and what has changed, a line each; untrusted text in it has
    ///     been made visible
    public record Written(Path index, List<String> summary) {
        public Written {
            summary = List.copyOf(summary);
        }
    }

    private String figure(Exhibit exhibit, Chart chart) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + rendered("figure.jte", Map.of("exhibit", exhibit, "chart", chart, "assets", assets));
    }

    private String rendered(String template, Map<String, Object> parameters) {
        var output = new StringOutput();
        templates.render(template, parameters, output);
        return output.toString();
    }

    private static void copyTables(TableFolder folder, Path building) throws IOException {
        Path source = folder.path();
        Path target = building.resolve("tables");
        Files.copy(source.resolve(TableIndex.FILE), building.resolve(MARKER));
        Files.copy(source.resolve("sql/definitions.sql"), target.resolve("sql/definitions.sql"));
        try (DirectoryStream<Path> dialect = Files.newDirectoryStream(source.resolve("sql"), "dialect-*.sql")) {
            for (Path file : dialect) { // that of the engine which made the tables
                Files.copy(file, target.resolve("sql/" + file.getFileName()));
            }
        }
        for (TableIndex.Table table : folder.index().tables()) {
            for (String file : List.of(table.csv(), table.parquet(), table.sql())) {
                Files.copy(source.resolve(file), target.resolve(file));
            }
        }
        for (TableIndex.RunEntry run : folder.index().runs()) {
            Files.copy(source.resolve(run.manifest()), building.resolve(run.manifest()));
        }
    }

    /// Writes the description of all files, and their checksums in the format of `sha256sum --check`.
    private static void describe(TableIndex index, Path building) throws IOException {
        Map<String, String> checksums = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(building)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                checksums.put(
                        building.relativize(file).toString().replace('\\', '/'), sha256(Files.readAllBytes(file)));
            }
        }
        List<String> figures = checksums.keySet().stream()
                .filter(path -> path.startsWith("figures/"))
                .toList();
        String description = DataPackage.of(index, figures, checksums);
        Files.writeString(building.resolve(DataPackage.FILE), description);
        checksums.put(DataPackage.FILE, sha256(description.getBytes(StandardCharsets.UTF_8)));
        var lines = new StringBuilder();
        checksums.forEach(
                (path, sha256) -> lines.append(sha256).append("  ").append(path).append('\n'));
        Files.writeString(building.resolve("SHA256SUMS"), lines);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
