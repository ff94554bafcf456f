package org.stsurvey.reports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.stsurvey.aggregate.TableIndex;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The description of a report's files by the Data Package standard of Frictionless Data: what each table and
/// each column means, for programs.
final class DataPackage {

    static final String FILE = "datapackage.json";

    private static final Set<String> INTEGERS = Set.of("BIGINT", "INTEGER", "HUGEINT", "UBIGINT", "SMALLINT");

    private DataPackage() {}

    /// @param figures paths of the figures
    static String of(TableIndex index, List<String> figures, Map<String, String> checksums) {
        List<Map<String, Object>> resources = new ArrayList<>();
        for (TableIndex.Table table : index.tables()) {
            resources.add(table(table, "tables/" + table.csv(), "csv", "text/csv", checksums));
            resources.add(
                    table(table, "tables/" + table.parquet(), "parquet", "application/vnd.apache.parquet", checksums));
        }
        for (String figure : figures) {
            resources.add(resource(name("figure", figure), figure, "svg", "image/svg+xml", checksums));
        }
        for (TableIndex.RunEntry run : index.runs()) {
            resources.add(
                    resource(name("manifest", run.manifest()), run.manifest(), "json", "application/json", checksums));
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("profile", "data-package");
        root.put("name", "mta-sts-adoption");
        root.put("title", "MTA-STS adoption");
        root.put("description", "Tables, figures and manifests behind the report index.html, made by stsurvey.");
        root.put(
                "runs",
                index.runs().stream()
                        .map(run -> Map.of("list", run.list(), "run", run.run(), "rows", run.rows()))
                        .map(TreeMap::new)
                        .toList());
        root.put("resources", resources);
        JsonMapper mapper = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build();
        return mapper.writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> table(
            TableIndex.Table table, String path, String format, String mediaType, Map<String, String> checksums) {
        Map<String, Object> resource =
                resource(table.name().replace('_', '-') + "-" + format, path, format, mediaType, checksums);
        resource.put("title", table.title());
        resource.put(
                "description",
                table.description() + " Numerator: " + table.numerator() + ". Denominator: " + table.denominator()
                        + ".");
        if (format.equals("csv")) {
            resource.put("profile", "tabular-data-resource");
            resource.put("encoding", "utf-8");
        }
        List<Map<String, Object>> fields = new ArrayList<>();
        for (TableIndex.Column column : table.columns()) {
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("name", column.name());
            field.put("type", type(column.type()));
            field.put("description", column.meaning());
            fields.add(field);
        }
        resource.put("schema", Map.of("fields", fields));
        return resource;
    }

    private static Map<String, Object> resource(
            String name, String path, String format, String mediaType, Map<String, String> checksums) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("name", name);
        resource.put("path", path);
        resource.put("format", format);
        resource.put("mediatype", mediaType);
        String sha256 = checksums.get(path);
        if (sha256 != null) {
            resource.put("hash", "sha256:" + sha256);
        }
        return resource;
    }

    /// Names may only have lower-case letters, digits, dots, hyphens and underscores.
    private static String name(String kind, String path) {
        String file = String.valueOf(Path.of(path).getFileName());
        return kind + "-" + file.replaceFirst("\\.[a-z]+$", "").replace('_', '-');
    }

    /// The type of a column in the words of Table Schema.
    private static String type(String sql) {
        if (INTEGERS.contains(sql)) {
            return "integer";
        }
        return switch (sql) {
            case "DOUBLE", "FLOAT" -> "number";
            case "BOOLEAN" -> "boolean";
            case "VARCHAR" -> "string";
            default -> sql.startsWith("DECIMAL") ? "number" : "any";
        };
    }
}
