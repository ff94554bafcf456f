package org.stsurvey.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.scanner.run.RunFolder;
import org.stsurvey.scanner.run.ScanSettings;
import org.stsurvey.scanner.run.SurveyRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            description = "the dataset's folder; runs collect in it")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--run", paramLabel = "YYYY-MM-DD", description = "the run's date (default: today, UTC)")
    private Optional<String> run = Optional.empty();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "domains whose DNS questions are under way at once (default: "
                    + ScanSettings.DEFAULT_CONCURRENCY + ")")
    private int concurrency = ScanSettings.DEFAULT_CONCURRENCY;

    @Option(
            names = "--chunk-size",
            paramLabel = "N",
            description = "targets per part (default: 10000, more for lists over 10 million)")
    private Optional<Integer> chunkSize = Optional.empty();

    @Mixin
    private final RetestOptions retest = new RetestOptions();

    @Option(
            names = "--vantage",
            paramLabel = "TEXT",
            description = "where the scan is made from, for the manifest, such as \"AS64496 NL\"")
    private Optional<String> vantage = Optional.empty();

    @Option(
            names = "--restart",
            description = "discard what an earlier run of this name has gathered; asks first on a terminal")
    private boolean restart;

    @Option(names = "--yes", description = "do not ask before something is discarded")
    private boolean yes;

    @Option(
            names = "--progress",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "auto, bar, log (a line a minute) or none (default: ${DEFAULT-VALUE})")
    private ProgressDisplay.Mode progress = ProgressDisplay.Mode.AUTO;

    @Override
    public Integer call() throws Exception {
        requirePositive("--concurrency", concurrency);
        chunkSize.ifPresent(size -> requirePositive("--chunk-size", size));
        concurrency = DescriptorLimit.ofThisProcess()
                .affordable(concurrency, spec.commandLine().getErr());
        String runName = runName();
        Exclusions exclusions = list.exclusions();
        PrepareSettings preparation = list.preparation(
                exclusions,
                Optional.of(out),
                new PreparationProgress(spec.commandLine().getErr()));
        ResolverWatch watch = new ResolverWatch(spec.commandLine().getErr(), Clock.systemUTC());
        try (Scanner scanner = Scanner.open(network.settings(), exclusions, concurrency, watch)) {
            SurveyRun.Plan plan = plan(scanner, preparation);
            RunFolder folder = RunFolder.open(out, list.listName(), runName);
            if (restart
                    && !yes
                    && !Discarding.onThisTerminal(folder, spec.commandLine().getErr())
                            .confirmed()) {
                return ExitStatus.USAGE.code();
            }
            SurveyRun survey = new SurveyRun(folder, plan, scanner.rules(), scanner.passes(), Clock.systemUTC());
            return new ScanSession(spec.commandLine().getErr(), progress)
                    .execute(survey, watch, "stsurvey aggregate " + out + " --out tables")
                    .code();
        }
    }

    private SurveyRun.Plan plan(Scanner scanner, PrepareSettings preparation) {
        TreeMap<String, String> settings = new TreeMap<>();
        settings.put("concurrency", Integer.toString(concurrency));
        list.describe(preparation, settings);
        SortedMap<String, String> method = scanner.method();
        method.put("retest_after", retest.settings().after().toString());
        return new SurveyRun.Plan(
                list.source(),
                preparation,
                scanner.inFlight(),
                chunkSize,
                retest.settings(),
                method,
                settings,
                scanner.resolvers(),
                scanner.contact(),
                RunMaker.of(spec.commandLine().getParseResult(), scanner.method(), vantage),
                restart);
    }

    /// Runs are told apart and put in order by their dates, so nothing else may name one.
    private String runName() {
        String name = run.orElseGet(() -> LocalDate.now(Clock.systemUTC()).toString());
        if (!isDate(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--run \"" + SafeText.of(name) + "\" is not a date; write it as YYYY-MM-DD, such as 2026-11-01");
        }
        return name;
    }

    private static boolean isDate(String text) {
        try {
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    && LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " " + value + " is below 1");
        }
    }
}
