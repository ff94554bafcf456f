package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.stsurvey.scanner.run.ScanSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// How a scan works through its list, and how it shows that it does.
final class WorkOptions {

    /// Of the option of that name, which means the same to every command.
    static final String CONCURRENCY =
            "domains whose DNS questions are under way at once (default: " + ScanSettings.DEFAULT_AT_QUESTIONS + ")";

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--concurrency", paramLabel = "N", description = CONCURRENCY)
    private int concurrency = ScanSettings.DEFAULT_AT_QUESTIONS;

    @Option(
            names = "--chunk-size",
            paramLabel = "N",
            description = "targets per part (default: 10000, more for lists over 10 million)")
    private Optional<Integer> chunkSize = Optional.empty();

    @Option(
            names = "--vantage",
            paramLabel = "TEXT",
            description = "where the scan is made from, for the manifest, such as \"AS64496 NL\"")
    private Optional<String> vantage = Optional.empty();

    @Option(
            names = "--progress",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "auto, bar, log (a line a minute) or none (default: ${DEFAULT-VALUE})")
    private ProgressDisplay.Mode progress = ProgressDisplay.Mode.AUTO;

    @Mixin
    private final MetricsOptions metrics = new MetricsOptions();

    /// How the scan tells its numbers.
    MetricsOptions metrics() {
        return metrics;
    }

    /// As far as this process may have sockets for it.
    int concurrency(PrintWriter err) throws IOException {
        requirePositive("--concurrency", concurrency);
        return DescriptorLimit.ofThisProcess().affordable(concurrency, err);
    }

    Optional<Integer> chunkSize() {
        chunkSize.ifPresent(size -> requirePositive("--chunk-size", size));
        return chunkSize;
    }

    Optional<String> vantage() {
        return vantage;
    }

    ProgressDisplay.Mode progress() {
        return progress;
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " " + value + " is below 1");
        }
    }
}
