package org.stsurvey.aggregate.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationResult;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.UnusableDatasetException;
import org.stsurvey.aggregate.VisibleText;
import org.stsurvey.scanner.dataset.remote.ClusterConfiguration;
import org.stsurvey.scanner.dataset.remote.Locations;
import org.stsurvey.scanner.judge.registry.Outcomes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stsurvey aggregate` as an application for `spark-submit`.
@Command(
        name = "SparkAggregate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Turns all runs of a dataset into tables (CSV and Parquet), as stsurvey aggregate does, on Spark.")
public final class SparkAggregate implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int UNUSABLE = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DATA", converter = Location.class, description = "the folder given to scan --out")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "TABLES",
            required = true,
            converter = Location.class,
            description = "where the tables go, on storage that all machines see; replaced as a whole")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--providers", paramLabel = "FILE", description = "as in stsurvey aggregate; on the driver's disk")
    private Optional<Path> providers = Optional.empty();

    @Option(names = "--asn-db", paramLabel = "FILE", description = "as in stsurvey aggregate; on the driver's disk")
    private Optional<Path> asnDatabase = Optional.empty();

    @Option(names = "--entities", paramLabel = "FILE", description = "as in stsurvey aggregate; on the driver's disk")
    private Optional<Path> entities = Optional.empty();

    @Option(names = "--reference-run", paramLabel = "DATE", description = "as in stsurvey aggregate")
    private Optional<String> referenceRun = Optional.empty();

    @Option(
            names = "--tables-at-once",
            paramLabel = "N",
            defaultValue = "4",
            description = "how many tables are made at once (default: ${DEFAULT-VALUE})")
    private int tablesAtOnce;

    /// A path of a local disk, or a URI of a storage that Hadoop's client knows.
    static final class Location implements CommandLine.ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            return Locations.of(text);
        }
    }

    /// What `spark-submit` starts.
    public static void main(String[] arguments) throws IOException {
        int status;
        try (SparkSession spark = SparkSession.builder()
                .appName("stsurvey aggregate")
                .config("spark.sql.catalogImplementation", "in-memory")
                .getOrCreate()) {
            status = run(spark, arguments);
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    /// Runs the command in a session, the active one.
    static int run(SparkSession spark, String... arguments) throws IOException {
        storageOf(spark);
        return new CommandLine(new SparkAggregate())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof UnusableDatasetException) {
                        say(command.getErr(), String.valueOf(failure.getMessage()));
                        return UNUSABLE;
                    }
                    failure.printStackTrace(command.getErr());
                    return FAILED;
                })
                .execute(arguments);
    }

    /// Lets our own paths see the storage that Spark was told of, `--conf spark.hadoop.*` included.
    private static void storageOf(SparkSession spark) throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Path file = Files.createTempFile("stsurvey-hadoop", ".xml");
        file.toFile().deleteOnExit();
        try (OutputStream text = Files.newOutputStream(file)) {
            hadoop.writeXml(text);
        }
        System.setProperty(ClusterConfiguration.FILE_PROPERTY, file.toString());
    }

    @Override
    public Integer call() throws IOException {
        if (tablesAtOnce < 1) {
            spec.commandLine().getErr().println("--tables-at-once " + tablesAtOnce + ": at least 1 is needed");
            return USAGE;
        }
        AggregationSettings defaults = AggregationSettings.defaults();
        AggregationSettings settings = new AggregationSettings(tablesAtOnce, defaults.memoryMebibytes())
                .with(providers, asnDatabase, entities, referenceRun)
                .withRulebook(Outcomes.VERSION);
        SparkSession spark = SparkSession.active();
        AggregationResult result =
                new Aggregation(settings, (given, folder) -> SparkDatabase.open(spark, folder)).run(data, out);
        result.skipped().forEach(run -> say("left out: " + run));
        result.runs()
                .forEach(run -> say(run.list() + " " + run.date() + ": " + run.rows() + " rows"
                        + (run.reused() ? ", as before and not read again" : "")));
        result.advice().forEach(this::say);
        say(result.tableCount() + " tables are in " + out
                + "; next: copy them to where stsurvey is (hadoop fs -get), and"
                + " stsurvey report TABLES --out report");
        return 0;
    }

    private void say(String line) {
        say(spec.commandLine().getErr(), line);
    }

    private static void say(PrintWriter err, String line) {
        err.println("stsurvey: " + VisibleText.of(line));
        err.flush();
    }
}
