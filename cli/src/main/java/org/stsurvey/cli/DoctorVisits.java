package org.stsurvey.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.stsurvey.cli.doctor.Check;
import org.stsurvey.cli.doctor.Check.Verdict;
import org.stsurvey.cli.doctor.MailPortCheck;
import org.stsurvey.inputs.DomainNames;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.dns.DnsEngine;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.observe.dns.RecordType;
import org.stsurvey.scanner.observe.dns.ResolverEvents;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// What `doctor` asks of hosts that the operator names, and of nobody else.
record DoctorVisits(NetworkOptions network, DnsSettings dns, CommandLine command) {

    private static final int SMTP_PORT = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String RULE = "policy files are fetched from port 443 of their hosts";

    /// Observes one domain as a scan would.
    Check live(String domain) throws Exception {
        Target target = target(domain);
        NetworkSettings settings = network.settings().ofSingleDomains(PATIENCE);
        ResolverWatch watch = new ResolverWatch(command.getErr(), Clock.systemUTC());
        Thread asking = Thread.currentThread();
        watch.endThrough(_ -> asking.interrupt());
        try (Scanner scanner = Scanner.open(settings, Exclusions.none(), watch, Clock.systemUTC())) {
            Observation seen = scanner.observe(target);
            String outcome = scanner.judge(seen).primary().code();
            Optional<FetchAttempt> attempt = seen.fetch().flatMap(PolicyFetch::deciding);
            if (attempt.isEmpty()) {
                return new Check(
                        "https_live",
                        domain,
                        Verdict.ATTENTION,
                        "no connection was made to its policy host (" + outcome + ")",
                        RULE,
                        "name a domain with --live that publishes a policy");
            }
            String where = attempt.get().address().getHostAddress() + " port "
                    + settings.fetch().port();
            return attempt.get().stage() != FetchAttempt.Stage.TCP
                    ? new Check(
                            "https_live", domain, Verdict.OK, "reached at " + where + " (" + outcome + ")", RULE, "")
                    : new Check(
                            "https_live",
                            domain,
                            Verdict.BAD,
                            "not reached at " + where + ": " + attempt.get().message() + " (" + outcome + ")",
                            RULE,
                            "if the host is up, let connections to port 443 out of this network: the scan needs them "
                                    + "without a proxy");
        }
    }

    private Target target(String domain) {
        try {
            return new Target(0, OptionalLong.empty(), 1, new DomainNames().normalise(domain));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command, "--live \"" + SafeText.of(domain) + "\" is no domain: " + e.getMessage(), e);
        }
    }

    /// Connects to the mail port of one host.
    Check mailPort(String given) throws IOException, InterruptedException {
        int colon = given.lastIndexOf(':');
        boolean hasPort = colon > 0 && given.substring(colon + 1).matches("\\d{1,5}") && given.indexOf(':') == colon;
        String host = hasPort ? given.substring(0, colon) : given;
        int port = hasPort ? Integer.parseInt(given.substring(colon + 1)) : SMTP_PORT;
        if (port < 1 || port > 65_535) {
            throw new ParameterException(command, "--mail-host " + SafeText.of(given) + ": there is no port " + port);
        }
        List<InetAddress> addresses =
                addresses(host).stream().filter(network::mayDial).toList();
        return MailPortCheck.of(host, addresses, port);
    }

    private List<InetAddress> addresses(String host) throws IOException, InterruptedException {
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            String name = mailHostName(host);
            try (DnsEngine engine = DnsEngine.open(dns.withPatience(PATIENCE), ResolverEvents.IGNORED)) {
                var answers = engine.ask(
                        List.of(new Question(name, RecordType.A), new Question(name, RecordType.AAAA)),
                        Deadline.after(PATIENCE));
                return new AddressLookups(answers.getFirst(), answers.getLast()).addresses();
            }
        }
    }

    private String mailHostName(String host) {
        try {
            return new DomainNames().normalise(host);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command, "--mail-host " + SafeText.of(host) + " is no host: " + e.getMessage(), e);
        }
    }
}
