package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.stsurvey.cli.doctor.Check;
import org.stsurvey.cli.doctor.Check.Verdict;
import org.stsurvey.cli.doctor.ClockCheck;
import org.stsurvey.cli.doctor.DiskCheck;
import org.stsurvey.cli.doctor.MachineChecks;
import org.stsurvey.cli.doctor.ResolverChecks;
import org.stsurvey.cli.doctor.RootsCheck;
import org.stsurvey.inputs.ListPreparation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.UnusableListException;
import org.stsurvey.scanner.JvmSwitches;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observe.Vantage;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.run.ScanSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks whether this machine is fit for a scan, and says what to do about it: file descriptors, UDP buffers, "
                    + "clock, JDK, memory, roots, IPv6, disk, and each resolver (answers, denials, DNSSEC, extended errors, "
                    + "speed).",
            "",
            "Asks nobody but the resolvers, some 210 questions each; a policy host only with --live, port 25 only with "
                    + "--mail-host."
        },
        footerHeading = "%nExit status: 0 if a scan can be made, 10 if a check is bad.%n%nExamples:%n",
        footer = {
            "  stsurvey doctor --resolver 127.0.0.1 --out data --domains 1000000",
            "  stsurvey doctor --resolver 127.0.0.1 --list tranco.csv --live example.com --contact mailto:you@example.org",
            "  stsurvey doctor --json | jq '.checks[] | select(.verdict != \"ok\")'",
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(
            names = "--out",
            paramLabel = "DATA",
            defaultValue = ".",
            description = "the folder whose disk a scan would write to (default: the current one)")
    private Path out = Path.of("");

    @Option(
            names = "--domains",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "how many domains the scan would have, for the room that it takes (default: ${DEFAULT-VALUE})")
    private long domains;

    @Option(names = "--list", paramLabel = "LIST", description = "count the domains of this list instead")
    private Optional<Path> list = Optional.empty();

    @Option(names = "--concurrency", paramLabel = "N", description = WorkOptions.CONCURRENCY)
    private int concurrency = ScanSettings.DEFAULT_AT_QUESTIONS;

    @Option(
            names = "--live",
            paramLabel = "DOMAIN",
            description = "also observe this domain as a scan would, to see that port 443 can be reached")
    private Optional<String> live = Optional.empty();

    @Option(
            names = "--mail-host",
            paramLabel = "HOST[:PORT]",
            description = "also connect to port 25 of this host, read its greeting and quit")
    private Optional<String> mailHost = Optional.empty();

    @Option(
            names = "--signed-name",
            paramLabel = "NAME",
            defaultValue = "org",
            description = "a name in a signed zone, to see whether the resolver validates (default: ${DEFAULT-VALUE})")
    private String signed = ResolverChecks.Names.PUBLIC.signed();

    @Option(
            names = "--bogus-name",
            paramLabel = "NAME",
            defaultValue = "dnssec-failed.org",
            description =
                    "a name with wrong signatures, to see what the resolver says of it (default: ${DEFAULT-VALUE})")
    private String bogus = ResolverChecks.Names.PUBLIC.bogus();

    @Option(names = "--json", description = "one JSON object in place of the text")
    private boolean json;

    private final Clock clock = Clock.systemUTC();
    private final List<Check> checks = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (concurrency < 1 || domains < 1) {
            throw new ParameterException(spec.commandLine(), "--concurrency and --domains must be at least 1");
        }
        DnsSettings dns = network.dnsSettings();
        DoctorVisits visits = new DoctorVisits(network, dns, spec.commandLine());
        ClockCheck clocks = ClockCheck.begin(clock, System::nanoTime);
        lookAtTheMachine();
        boolean validatedHere = false;
        boolean anyAnswers = false;
        for (InetSocketAddress resolver : dns.resolvers()) {
            ResolverChecks.Result result =
                    ResolverChecks.of(resolver, dns, new ResolverChecks.Names(signed, bogus), new SecureRandom());
            result.checks().forEach(this::add);
            validatedHere |= result.validatedHere();
            anyAnswers |= result.checks().stream().noneMatch(check -> check.verdict() == Verdict.BAD);
        }
        add(clocks.end(built(), validatedHere));
        if (live.isPresent()) {
            add(anyAnswers ? visits.live(live.get()) : notVisited("https_live", live.get()));
        }
        if (mailHost.isPresent()) {
            add(anyAnswers ? visits.mailPort(mailHost.get()) : notVisited("port_25", mailHost.get()));
        }
        return finish().code();
    }

    private static Check notVisited(String check, String about) {
        return new Check(
                check,
                about,
                Verdict.ATTENTION,
                "not looked at, as no resolver can be asked",
                "hosts are dialled at addresses that the scan's own resolvers give",
                "put the resolver right first");
    }

    private void lookAtTheMachine() throws Exception {
        add(MachineChecks.descriptors(
                DescriptorLimit.ofThisProcess().descriptors(),
                concurrency,
                DescriptorLimit.neededFor(concurrency),
                DescriptorLimit.least()));
        add(MachineChecks.receiveBuffer());
        add(MachineChecks.memory(Runtime.getRuntime().maxMemory()));
        add(MachineChecks.jdk(
                Runtime.version(),
                System.getProperty("java.vendor", "unknown"),
                System.getProperty("java.version.date", ""),
                JvmSwitches.missing(),
                LocalDate.now(clock)));
        TrustAnchors roots = Scanner.roots(network.caFile());
        add(RootsCheck.of(
                roots.certificates().toPem(), network.caFile().map(Path::toString), dateOfRoots(), clock.instant()));
        add(MachineChecks.ipv6(Vantage.ofThisMachine().ipv6()));
        ScanEstimate estimate = ScanEstimate.of(list.isPresent() ? counted(list.get()) : domains, out);
        add(DiskCheck.of(
                out,
                estimate.bytes(),
                String.format(Locale.ROOT, "%,d domains (by %s)", estimate.domains(), estimate.basis())));
    }

    private static long counted(Path list) throws IOException, UnusableListException {
        try (WorkFolder folder = WorkFolder.in(Optional.empty())) {
            return new ListPreparation(PrepareSettings.defaults())
                    .prepare(ListSource.of(list), folder.path())
                    .targets()
                    .size();
        }
    }

    /// The JDK's roots are as old as the JDK, a file's as the file.
    private Optional<LocalDate> dateOfRoots() throws IOException {
        return network.caFile().isPresent()
                ? Optional.of(LocalDate.ofInstant(
                        Files.getLastModifiedTime(network.caFile().get()).toInstant(), ZoneOffset.UTC))
                : jdkDate();
    }

    private static Optional<LocalDate> jdkDate() {
        try {
            return Optional.of(LocalDate.parse(System.getProperty("java.version.date", "")));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> built() {
        return Stream.of(Version.date(), jdkDate()).flatMap(Optional::stream).max(LocalDate::compareTo);
    }

    private void add(Check check) {
        checks.add(check);
        if (!json) {
            PrintWriter result = spec.commandLine().getOut();
            DoctorText.lines(check).forEach(result::println);
            result.flush();
        }
    }

    private ExitStatus finish() {
        PrintWriter result = spec.commandLine().getOut();
        result.println(json ? DoctorText.json(checks) : DoctorText.summary(checks));
        result.flush();
        return DoctorText.isFit(checks) ? ExitStatus.DONE : ExitStatus.BREAKING_FAULT;
    }
}
