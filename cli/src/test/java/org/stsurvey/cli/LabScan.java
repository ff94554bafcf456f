package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stsurvey.lab.Lab;
import picocli.CommandLine;

/// Scans of a lab's whole world through the command, in this process or in one of its own.
final class LabScan {

    private final Path folder;
    private final Lab lab;

    /// @param folder where the list, the truth and the dataset go
    LabScan(Path folder, Lab lab) throws IOException {
        this.folder = folder;
        this.lab = lab;
        lab.writeList(folder.resolve("lab.csv"));
        lab.writeTruth(folder.resolve("truth.tsv"));
        lab.writeCa(folder.resolve("ca.pem"));
    }

    /// @param status the exit status
    /// @param err what the command told people
    record Result(int status, String err) {}

    Result run(String day, InetSocketAddress resolver, String... more) {
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(arguments(day, resolver, more).toArray(String[]::new)), err.toString());
    }

    /// The same as a process of its own.
    Process start(String day, InetSocketAddress resolver, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Stsurvey.class.getName()));
        words.addAll(arguments(day, resolver, more));
        return new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /// The rows of a run, held against what the lab knows.
    TruthCheck truth(String day) throws IOException {
        return TruthCheck.of(folder.resolve("truth.tsv"), rows(day));
    }

    /// What a process said to people.
    String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    /// Whether a process has said something.
    boolean says(String words) {
        try {
            return err().contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many parts of the first pass are published.
    long firstPassParts(String day) {
        String[] names = rows(day).resolve("_pass1").toFile().list((_, name) -> name.startsWith("part-"));
        return names == null ? 0 : names.length;
    }

    String manifest(String day) throws IOException {
        return Files.readString(rows(day).resolve("_manifest.json"));
    }

    /// The truth as DuckDB reads it.
    String truthTable() {
        return "read_csv('" + folder.resolve("truth.tsv")
                + "', delim = '\t', header = true, all_varchar = true, nullstr = '')";
    }

    /// The rows of a run as DuckDB reads them.
    String rowTable(String day) {
        return "read_parquet('" + rows(day).resolve("part-*.parquet") + "')";
    }

    /// The first column of a query over such tables.
    static Set<String> names(String sql) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
    }

    private Path rows(String day) {
        return folder.resolve("data/observations/list=lab/run=" + day);
    }

    private List<String> arguments(String day, InetSocketAddress resolver, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "scan",
                folder.resolve("lab.csv").toString(),
                "--out",
                folder.resolve("data").toString(),
                "--list-name",
                "lab",
                "--run",
                day,
                "--resolver",
                resolver.getAddress().getHostAddress() + ":" + resolver.getPort(),
                "--https-port",
                Integer.toString(lab.httpsPort()),
                "--ca-file",
                folder.resolve("ca.pem").toString(),
                "--allow-non-public",
                "--retest-after",
                "0s",
                "--noise-sample",
                "0,0",
                "--progress",
                "none"));
        all.addAll(List.of(more));
        return all;
    }
}
