package org.stsurvey.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.certificate.ChainRules;
import org.stsurvey.scanner.judge.certificate.Intermediates;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.RecordData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Judges a policy record, a policy file and the MX hosts before they are published, without network: each fault "
                        + "with its place, the rule behind it and what to do about it.",
        footerHeading =
                "%nPlaces are LINE:COLUMN, both from 1; columns count octets.%n%nExit status: 10 if a breaking fault was "
                        + "found, 3 if a file cannot be read, else 0; with --jsonl 0.%n%nExamples:%n",
        footer = {
            "  stsurvey lint --policy mta-sts.txt --mx mx1.example.com,mx2.example.com",
            "  stsurvey lint --record 'v=STSv1; id=20260101T000000Z;' --policy mta-sts.txt --json",
            "  stsurvey lint --policy mta-sts.txt --mx mx1.example.com --fix > corrected.txt",
            "  stsurvey lint --jsonl < cases.jsonl > results.jsonl"
        })
final class LintCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--record",
            paramLabel = "TEXT",
            description = "a TXT record at _mta-sts; once for each record if there are several")
    private List<String> records = List.of();

    @Option(names = "--policy", paramLabel = "FILE", description = "the policy file; - reads standard input")
    private Optional<String> policy = Optional.empty();

    @Option(
            names = "--mx",
            paramLabel = "HOST",
            split = ",",
            description = "the domain's MX hosts, HOST or \"PREFERENCE HOST\": does the policy cover them?")
    private List<String> mx = List.of();

    @Option(
            names = "--fix",
            description =
                    "print the artefacts corrected, and on standard error what was found: the record with a fresh "
                            + "id, the policy file with what is valid in it and patterns for the MX hosts that it lacks")
    private boolean fix;

    @Option(names = "--json", description = "one JSON object, as check prints it")
    private boolean json;

    @Option(
            names = "--jsonl",
            description =
                    "read cases from standard input, one JSON object a line, and answer each with one; kinds: txt, "
                            + "policy, mxmatch, tlsrpt, align, host_dns, http, tls")
    private boolean jsonLines;

    private final InputStream in;
    private final Clock clock;

    LintCommand() {
        this(System.in, Clock.systemUTC());
    }

    /// @param in what `-` and `--jsonl` read
    /// @param clock for fresh ids, and for the dates of described certificates
    LintCommand(InputStream in, Clock clock) {
        this.in = in;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Lint lint = new Lint(rulebook());
        PrintWriter out = spec.commandLine().getOut();
        if (jsonLines) {
            refuseBesideJsonLines();
            new CaseLines(new LintCases(lint, clock.instant()), System.out::checkError).answer(in, out);
            return ExitStatus.DONE.code();
        }
        Lint.Artefacts artefacts = artefacts();
        Lint.Result<Lint.Deployment> result = lint.deployment(artefacts);
        Optional<Corrections> corrections = fix
                ? Optional.of(Corrections.of(result.facts().policy(), artefacts.route(), clock.instant()))
                : Optional.empty();
        if (json) {
            out.println(LintJson.of(result, corrections));
        } else {
            List<String> explanation = LintText.of(result, policyName());
            PrintWriter reader = fix ? spec.commandLine().getErr() : out;
            explanation.forEach(reader::println);
            reader.flush();
            corrections.ifPresent(corrected -> print(corrected, out));
        }
        out.flush();
        return hasBreakingFault(result) ? ExitStatus.BREAKING_FAULT.code() : ExitStatus.DONE.code();
    }

    /// Nothing of it is asked of the network; chains are only judged in worlds of their own (see
    /// [DescribedChain]).
    private static Rulebook rulebook() {
        return Rulebook.of(
                new ChainRules(TrustAnchors.of(List.of()), Intermediates.none()),
                PublicSuffixes.bundled()::registrableDomain);
    }

    private void refuseBesideJsonLines() {
        if (fix || json || policy.isPresent() || !records.isEmpty() || !mx.isEmpty()) {
            throw usage("--jsonl reads cases from standard input and goes with no other option");
        }
    }

    private Lint.Artefacts artefacts() throws UnusableFileException {
        if (records.isEmpty() && policy.isEmpty() && !(fix && !mx.isEmpty())) {
            throw usage("nothing to lint: give --record, --policy or both, or --jsonl"
                    + (mx.isEmpty() ? "" : "; --mx alone goes with --fix, which makes a policy for these hosts"));
        }
        Optional<List<RecordData.Txt>> txt = records.isEmpty()
                ? Optional.empty()
                : Optional.of(records.stream()
                        .map(text -> new RecordData.Txt(List.of(ByteString.utf8(text))))
                        .toList());
        Optional<MailRoute> route = mx.isEmpty() ? Optional.empty() : Optional.of(route());
        return new Lint.Artefacts(txt, policy.isPresent() ? Optional.of(read(policy.get())) : Optional.empty(), route);
    }

    private MailRoute route() {
        try {
            return LintCases.route(mx);
        } catch (IllegalArgumentException e) {
            throw usage("--mx: " + e.getMessage());
        }
    }

    /// One octet more than is judged, to see that there is more.
    private ByteString read(String file) throws UnusableFileException {
        int limit = Lint.MAX_POLICY_BYTES + 1;
        try {
            if (file.equals("-")) {
                return ByteString.copyOf(in.readNBytes(limit));
            }
            try (InputStream opened = Files.newInputStream(Path.of(file))) {
                return ByteString.copyOf(opened.readNBytes(limit));
            }
        } catch (IOException e) {
            throw new UnusableFileException(
                    SafeText.of(file) + ": cannot be read (" + e.getClass().getSimpleName()
                            + "); check the path and its permissions",
                    e);
        }
    }

    private String policyName() {
        return policy.filter(name -> !name.equals("-")).orElse("policy");
    }

    private void print(Corrections corrected, PrintWriter out) {
        if (!records.isEmpty()) {
            out.println(corrected.record());
        }
        corrected.policy().filter(text -> policy.isPresent() || !mx.isEmpty()).ifPresent(text -> {
            if (!records.isEmpty()) {
                out.println();
            }
            // Line ends are part of the file.
            out.print(text);
        });
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        corrected.notes().forEach(note -> err.println("stsurvey: " + SafeText.of(note)));
        if (records.isEmpty()) {
            err.println("stsurvey: publish the policy first, then this record at _mta-sts: " + corrected.record());
        }
        err.flush();
    }

    private static boolean hasBreakingFault(Lint.Result<?> result) {
        return result.findings().stream()
                .anyMatch(
                        finding -> finding.severity() == Severity.BREAKS || finding.severity() == Severity.BREAKS_MAIL);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
