package org.stsurvey.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.stsurvey.inputs.DomainNames;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.judge.Delivery;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.observation.Observation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Asks about single domains and explains what was found: the facts, what a sender makes of them, the rule "
                        + "behind each finding and what to do about it.",
        footerHeading =
                "%nExit status: 10 if a breaking fault was found, 11 if the lookups do not tell, else 0.%n%nExample:%n",
        footer = {
            "  stsurvey check example.com --contact mailto:you@example.org",
            "  stsurvey check --from data/observations/list=tranco/run=2026-11-01 example.com"
        })
final class CheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DOMAIN", arity = "1..*", description = "domains to check")
    private List<String> domains = List.of();

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Option(
            names = "--from",
            paramLabel = "RUN",
            converter = LocationText.class,
            description = "explain the rows that a run stored of the domains, without the network")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--fix",
            description =
                    "also print corrected artefacts: a record with a fresh id, and a policy for the MX hosts found")
    private boolean fix;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    /// Whoever sits before a terminal does not wait as long as a scan does.
    private static final Duration RESOLVER_PATIENCE = Duration.ofSeconds(20);

    @Override
    public Integer call() throws Exception {
        List<Target> targets = targets();
        return (from.isPresent() ? checkStored(from.get(), targets) : checkLive(targets)).code();
    }

    private ExitStatus checkStored(Path run, List<Target> targets) throws Exception {
        StoredCheck stored = StoredCheck.open(run, spec.commandLine().getErr());
        ExitStatus worst = ExitStatus.DONE;
        for (Target target : targets) {
            Observation observation = stored.find(target.domain());
            worst = worse(worst, explained(observation, stored.judge(observation)));
        }
        return worst;
    }

    private ExitStatus checkLive(List<Target> targets) throws Exception {
        ResolverWatch watch = new ResolverWatch(spec.commandLine().getErr(), Clock.systemUTC());
        Thread asking = Thread.currentThread();
        AtomicReference<String> lost = new AtomicReference<>("interrupted");
        watch.endThrough(why -> {
            lost.set(why);
            asking.interrupt();
        });
        NetworkSettings settings = network.settings().ofSingleDomains(RESOLVER_PATIENCE);
        try (Scanner scanner = Scanner.open(settings, Exclusions.none(), watch, Clock.systemUTC())) {
            Optional<String> unfit = watch.examine();
            if (unfit.isPresent()) {
                return unknown(unfit.get());
            }
            for (String line : scanner.introduceProbe()) {
                spec.commandLine().getErr().println("stsurvey: " + line);
            }
            ExitStatus worst = ExitStatus.DONE;
            for (Target target : targets) {
                Observation observation = scanner.observe(target);
                worst = worse(worst, explained(observation, scanner.judge(observation)));
            }
            return worst;
        } catch (InterruptedException _) {
            return unknown(lost.get());
        }
    }

    private ExitStatus unknown(String why) {
        spec.commandLine().getErr().println("stsurvey: " + why);
        return ExitStatus.INDETERMINATE;
    }

    private Judgement explained(Observation observation, Judgement judgement) {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Corrections> corrections = fix ? Optional.of(corrections(observation, judgement)) : Optional.empty();
        if (json) {
            out.println(JudgementJson.of(observation, judgement, corrections));
        } else {
            JudgementText.of(observation, judgement, corrections).forEach(out::println);
        }
        out.flush();
        return judgement;
    }

    private static Corrections corrections(Observation observation, Judgement judgement) {
        MailRoute route = MailRoute.of(observation.target().domain(), observation.mx(), observation.apex());
        return Corrections.of(judgement.policy(), Optional.of(route), Instant.now());
    }

    private List<Target> targets() {
        DomainNames names = new DomainNames();
        List<Target> targets = new ArrayList<>();
        for (String written : domains) {
            try {
                int position = targets.size();
                targets.add(new Target(position, OptionalLong.empty(), position + 1L, names.normalise(written)));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(),
                        "\"" + SafeText.of(written) + "\" is no domain that can be checked: " + e.getMessage(),
                        e);
            }
        }
        return targets;
    }

    private static ExitStatus worse(ExitStatus before, Judgement judgement) {
        boolean breaking = judgement.findings().stream()
                .anyMatch(
                        finding -> finding.severity() == Severity.BREAKS || finding.severity() == Severity.BREAKS_MAIL);
        if (breaking || before == ExitStatus.BREAKING_FAULT) {
            return ExitStatus.BREAKING_FAULT;
        }
        boolean unknown = judgement.findings().stream()
                .anyMatch(finding -> finding.severity() == Severity.INDETERMINATE
                        && finding.outcome().equals(judgement.primary()));
        boolean undelivered = judgement.mxVerdicts().isPresent()
                && judgement.delivery().filter(Delivery.UNKNOWN::equals).isPresent();
        return unknown || undelivered ? ExitStatus.INDETERMINATE : before;
    }
}
