package org.stsurvey.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Scans a list of domains into a dataset. An unfinished run is resumed by the same command.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  stsurvey scan tranco.csv --out data --list-name tranco --list-id XK2N --resolver 127.0.0.1 \\",
            "                --contact mailto:survey@example.org",
            "  zcat names.gz | stsurvey scan - --out data --list-name mine --contact https://example.org/scan",
        })
final class ScanCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ListOptions list = new ListOptions();

    @Option(
            names = "--out",
            paramLabel = "DATA",
            required = true,
            converter = LocationText.class,
            description = "the dataset's folder, local or on a cluster (hdfs://, s3a://); runs collect in it")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--run", paramLabel = "YYYY-MM-DD", description = "the run's date (default: today, UTC)")
    private Optional<String> run = Optional.empty();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final RetestOptions retest = new RetestOptions();

    @Mixin
    private final WorkOptions work = new WorkOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--restart",
            description = "discard what an earlier run of this name has gathered; asks first on a terminal")
    private boolean restart;

    @Option(names = "--yes", description = "do not ask before something is discarded")
    private boolean yes;

    @Option(
            names = "--dry-run",
            description =
                    "tell what would be asked, how long it would take and how much room; sends and writes nothing")
    private boolean dry;

    @Override
    public Integer call() throws Exception {
        String date = run.isPresent()
                ? RunDate.given(run.get(), spec.commandLine())
                : LocalDate.now(Clock.systemUTC()).toString();
        ScanJob.Earlier earlier = !restart
                ? ScanJob.Earlier.RESUMED
                : yes ? ScanJob.Earlier.DISCARDED : ScanJob.Earlier.DISCARDED_IF_CONFIRMED;
        ScanJob job = new ScanJob(list, network, retest, work, cluster, spec.commandLine());
        if (dry) {
            return job.dryRun(out, date).code();
        }
        return job.scan(out, date, earlier, "stsurvey aggregate " + out + " --out tables")
                .code();
    }
}
