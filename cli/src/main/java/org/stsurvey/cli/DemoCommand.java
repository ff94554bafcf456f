package org.stsurvey.cli;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.lab.Lab;
import org.stsurvey.reports.Report;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.pace.PaceSettings;
import org.stsurvey.scanner.run.RetestSettings;
import org.stsurvey.scanner.run.RunFolder;
import org.stsurvey.scanner.run.ScanSettings;
import org.stsurvey.scanner.run.SurveyRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs the whole chain on the embedded lab: makes a simulated Internet, scans it over real sockets on "
                        + "loopback, compares every row with what the lab knows to be true, aggregates, and writes a report.",
        footerHeading = "%nExample:%n",
        footer = "  stsurvey demo --domains 20000 --out demo")
final class DemoCommand implements Callable<Integer> {

    private static final String LIST_NAME = "lab";
    private static final String RUN = "2026-11-01";
    private static final String CONTACT = "mailto:demo@example.org";

    /// At once, and a sample in proportion to a small world.
    private static final RetestSettings RETEST = new RetestSettings(Duration.ZERO, 100, 400);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final LabOptions options = new LabOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "stsurvey-demo",
            description = "where everything goes; an earlier demo in it is replaced (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("stsurvey-demo");

    @Option(
            names = "--progress",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "auto, bar, log (a line a minute) or none (default: ${DEFAULT-VALUE})")
    private ProgressDisplay.Mode progress = ProgressDisplay.Mode.AUTO;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Path world = Files.createDirectories(out.resolve("lab"));
        Path data = out.resolve("data");
        RunFolder folder = RunFolder.open(data, LIST_NAME, RUN);
        ExitStatus scanned;
        try (Lab lab = Lab.start(options.settings(0, 0))) {
            lab.writeList(world.resolve("list.csv"));
            lab.writeTruth(world.resolve("truth.tsv"));
            lab.writeCa(world.resolve("ca.pem"));
            scanned = scan(lab, folder, world, err);
        }
        if (scanned != ExitStatus.DONE) {
            return scanned.code();
        }
        TruthCheck truth = TruthCheck.of(world.resolve("truth.tsv"), folder.path());
        truth.lines().forEach(line -> err.println("stsurvey: " + line));
        new Aggregation(AggregateCommand.settings()).run(data, out.resolve("tables"));
        new Report().write(out.resolve("tables"), out.resolve("report"));
        spec.commandLine().getOut().println("report: " + out.resolve("report").resolve("index.html"));
        spec.commandLine().getOut().flush();
        return (truth.agrees() ? ExitStatus.DONE : ExitStatus.CHECK_FAILED).code();
    }

    private ExitStatus scan(Lab lab, RunFolder folder, Path world, PrintWriter err) throws Exception {
        ResolverWatch watch = new ResolverWatch(err, Clock.systemUTC());
        try (Scanner scanner =
                Scanner.open(network(lab, world), Exclusions.none(), ScanSettings.DEFAULT_CONCURRENCY, watch)) {
            SurveyRun.Plan plan = new SurveyRun.Plan(
                    ListSource.of(world.resolve("list.csv")),
                    PrepareSettings.defaults().withCitation(ListCitation.named(LIST_NAME)),
                    scanner.inFlight(),
                    Optional.empty(),
                    RETEST,
                    scanner.method(),
                    new TreeMap<>(),
                    scanner.resolvers(),
                    CONTACT,
                    RunMaker.of(spec.commandLine().getParseResult(), scanner.method(), Optional.of("the embedded lab")),
                    true);
            SurveyRun survey = new SurveyRun(folder, plan, scanner.rules(), scanner.passes(), Clock.systemUTC());
            return new ScanSession(err, progress).execute(survey, watch, "comparing with the lab's truth");
        }
    }

    private static NetworkSettings network(Lab lab, Path world) {
        InetSocketAddress resolver = lab.dns();
        return new NetworkSettings(
                DnsSettings.of(List.of(resolver)),
                FetchSettings.of(lab.httpsPort(), NetworkSettings.userAgent(Optional.of(CONTACT))),
                PaceSettings.DEFAULT,
                Optional.of(world.resolve("ca.pem")),
                true,
                Optional.of(CONTACT));
    }
}
