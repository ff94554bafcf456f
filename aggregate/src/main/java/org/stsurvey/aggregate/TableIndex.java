package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The contents of a folder of tables, kept in it as `_tables.json`.
///
/// @param version version of this file's shape
/// @param numerators N1 to N6
/// @param denominators D1 to D4
/// @param runs the runs that went into the tables, by list and date
/// @param tables the tables, in the order in which a reader wants them
public record TableIndex(
        int version, List<Term> numerators, List<Term> denominators, List<RunEntry> runs, List<Table> tables) {

    /// The file's name; a folder that holds it is a folder of tables.
    public static final String FILE = "_tables.json";

    static final int VERSION = 1;

    public TableIndex {
        numerators = List.copyOf(numerators);
        denominators = List.copyOf(denominators);
        runs = List.copyOf(runs);
        tables = List.copyOf(tables);
    }

    /// A numerator or a denominator.
    public record Term(String code, String name, String meaning) {}

    /// A run.
    ///
    /// @param rows rows of its parts
    /// @param manifest path of its manifest inside the folder
    /// @param manifestSha256 checksum of the manifest, in hex
    public record RunEntry(String list, String run, long rows, String manifest, String manifestSha256) {}

    /// A table.
    ///
    /// @param csv path of its CSV file inside the folder; likewise `parquet`, and `sql`, the query that
    ///     made it
    public record Table(
            String name,
            String title,
            String description,
            String numerator,
            String denominator,
            String sql,
            String csv,
            String parquet,
            long rows,
            List<Column> columns) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /// A column.
    ///
    /// @param type SQL type
    public record Column(String name, String type, String meaning) {}

    /// The table of that name.
    public Optional<Table> table(String name) {
        return tables.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /// Reads the index of a folder of tables.
    ///
    /// @throws UnusableDatasetException if the folder holds none, or one that cannot be read
    public static TableIndex read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new UnusableDatasetException("tables folder " + folder + " has no " + FILE
                    + ": give the folder that `stsurvey aggregate --out` wrote to");
        }
        TableIndex index;
        try {
            index = JsonMapper.shared().readValue(Files.readAllBytes(file), TableIndex.class);
        } catch (JacksonException e) {
            throw new UnusableDatasetException(
                    "index " + file + " cannot be read (" + e.getOriginalMessage()
                            + "); make the tables again with `stsurvey aggregate`",
                    e);
        }
        if (index.version() != VERSION) {
            throw new UnusableDatasetException("index " + file + " has version " + index.version()
                    + ", this program reads " + VERSION + "; make the tables again with `stsurvey aggregate`");
        }
        return index;
    }

    void write(Path folder) throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(tools.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build();
        Files.writeString(folder.resolve(FILE), mapper.writeValueAsString(this) + "\n");
    }
}
