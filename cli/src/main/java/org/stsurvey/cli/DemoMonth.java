package org.stsurvey.cli;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.scanner.observe.Companions;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.pace.PaceSettings;
import org.stsurvey.scanner.observe.smtp.SmtpSettings;
import org.stsurvey.scanner.run.RetestSettings;
import org.stsurvey.scanner.run.RunFolder;
import org.stsurvey.scanner.run.ScanSettings;
import org.stsurvey.scanner.run.SurveyRun;
import picocli.CommandLine;

/// One month of a demo: the lab as it is by then, and a scan of it on the first day of that month.
///
/// The clocks of lab and scanner are set to that day, so that observations, certificates and manifests have the
/// dates of a survey that was really made month by month. The scan trusts the roots that the lab says are
/// trusted by then; when a root joins them, the rulebook has changed, and the report has to say so.
final class DemoMonth {

    private static final String LIST_NAME = "lab";
    private static final LocalDate LAST_RUN = LocalDate.of(2026, 11, 1);
    private static final Duration TIME_OF_DAY = Duration.ofHours(4);
    private static final String EHLO_NAME = "demo.example.org";
    private static final String CONTACT = "mailto:demo@example.org";

    /// At once; of the sample for the noise, all publishers of a small world.
    private static final RetestSettings RETEST = new RetestSettings(Duration.ZERO, 1_000, 1_000);

    private final Path data;
    private final Path lab;
    private final int month;
    private final LocalDate date;

    /// @param out the demo's folder
    /// @param month from 0
    /// @param of how many there are
    DemoMonth(Path out, int month, int of) {
        this.month = month;
        date = LAST_RUN.minusMonths(of - 1L - month);
        data = out.resolve("data");
        lab = out.resolve("lab").resolve(run());
    }

    String run() {
        return date.toString();
    }

    /// What is true in this month, as the lab wrote it.
    Path truth() {
        return lab.resolve("truth.tsv");
    }

    /// What became of each domain since the month before; there is none in the first month.
    Optional<Path> transitions() {
        return month == 0 ? Optional.empty() : Optional.of(lab.resolve("transitions.tsv"));
    }

    Path runFolder() {
        return data.resolve("observations").resolve("list=" + LIST_NAME).resolve("run=" + run());
    }

    ExitStatus scan(LabSettings settings, CommandLine command, ProgressDisplay.Mode progress) throws Exception {
        Files.createDirectories(lab);
        Instant day = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        try (Lab world = Lab.start(settings.withMonthsLater(month).withToday(day))) {
            world.writeList(lab.resolve("list.csv"));
            world.writeTruth(truth());
            world.writeCa(lab.resolve("ca.pem"));
            if (month > 0) {
                world.writeTransitions(lab.resolve("transitions.tsv"));
            }
            Clock clock = Clock.offset(
                    Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), day.plus(TIME_OF_DAY)));
            return scan(world, clock, command, progress);
        }
    }

    private ExitStatus scan(Lab world, Clock clock, CommandLine command, ProgressDisplay.Mode progress)
            throws Exception {
        PrintWriter err = command.getErr();
        ResolverWatch watch = new ResolverWatch(err, clock);
        try (Scanner scanner = Scanner.open(network(world), Exclusions.none(), watch, clock)) {
            SurveyRun.Plan plan = new SurveyRun.Plan(
                    ListSource.of(lab.resolve("list.csv")),
                    PrepareSettings.defaults()
                            .withCitation(new ListCitation(
                                    Optional.of(LIST_NAME), Optional.empty(), Optional.of(date), Optional.empty()))
                            .withPanel(PanelNames.of(data, Optional.of(data))),
                    ScanSettings.DEFAULT_AT_QUESTIONS,
                    Optional.empty(),
                    RETEST,
                    scanner.method(),
                    new TreeMap<>(),
                    scanner.resolvers(),
                    CONTACT,
                    RunMaker.of(command, scanner.method(), Optional.of("the embedded lab")),
                    true);
            RunFolder folder = RunFolder.open(data, LIST_NAME, run());
            SurveyRun survey = new SurveyRun(folder, plan, scanner.rules(), scanner.passes(), clock);
            return new ScanSession(err, progress).execute(survey, watch, "comparing with the lab's truth");
        }
    }

    private NetworkSettings network(Lab world) {
        InetSocketAddress resolver = world.dns();
        return new NetworkSettings(
                DnsSettings.of(List.of(resolver)),
                FetchSettings.of(world.httpsPort(), NetworkSettings.userAgent(Optional.of(CONTACT))),
                PaceSettings.DEFAULT,
                Optional.of(lab.resolve("ca.pem")),
                true,
                Optional.of(new ProbeSettings(SmtpSettings.of(world.smtpPort(), EHLO_NAME), Optional.empty())),
                Optional.of(CONTACT),
                Companions.PUBLISHERS,
                true);
    }
}
