package org.stsurvey.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Found;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.Doubt;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.dns.DnsEngine;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.observe.dns.RecordType;
import org.stsurvey.scanner.observe.dns.ResolverEvents;
import org.stsurvey.scanner.observe.dns.ResolverExamination;

/// How one resolver does, asked through the scan's own DNS engine.
///
/// First the canaries that every scan begins with; then, of a resolver that answers them, whether it makes
/// names up elsewhere too, whether it validates and says so, what it says of a zone whose signatures are wrong,
/// and how fast it answers what it has in its cache. Some 210 questions in all.
public final class ResolverChecks {

    /// What is asked about DNSSEC.
    ///
    /// @param signed a name in a signed zone; that it has no A record will do
    /// @param bogus a name with an A record whose signatures are wrong
    public record Names(String signed, String bogus) {
        /// Names that exist to be asked for this.
        public static final Names PUBLIC = new Names("org", "dnssec-failed.org");
    }

    /// What was found.
    ///
    /// @param validatedHere the resolver is on this machine and has validated a signature
    public record Result(List<Check> checks, boolean validatedHere) {
        public Result {
            checks = List.copyOf(checks);
        }
    }

    static final int BURST = 200;

    /// Three million questions, those of a million domains, are then asked in less than an hour.
    static final int SLOW = 1_000;

    private static final int RANDOM_LABEL_OCTETS = 8;
    private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int TRIES = 2;
    private static final int SERVFAIL = 2;

    /// RFC 8914 §4: the codes that say that validation failed or could not be made.
    private static final List<Integer> DNSSEC_ERRORS = List.of(1, 2, 5, 6, 7, 8, 9, 10, 11, 12);

    private final String about;
    private final boolean onThisMachine;
    private final Names names;
    private final RandomGenerator random;
    private final DnsEngine dns;
    private final List<Check> checks = new ArrayList<>();

    private ResolverChecks(InetSocketAddress resolver, Names names, RandomGenerator random, DnsEngine dns) {
        this.about = text(resolver);
        this.onThisMachine = resolver.getAddress().isLoopbackAddress();
        this.names = names;
        this.random = random;
        this.dns = dns;
    }

    /// Looks over one of the resolvers of the settings.
    ///
    /// @throws InterruptedException if the thread is interrupted
    public static Result of(InetSocketAddress resolver, DnsSettings settings, Names names, RandomGenerator random)
            throws InterruptedException {
        Giveup giveup = new Giveup(Thread.currentThread());
        try (DnsEngine dns = DnsEngine.open(impatient(resolver, settings), giveup)) {
            ResolverChecks one = new ResolverChecks(resolver, names, random, dns);
            return one.look(giveup);
        } catch (IOException e) {
            return new Result(List.of(silent(text(resolver), String.valueOf(e.getMessage()))), false);
        }
    }

    private static DnsSettings impatient(InetSocketAddress resolver, DnsSettings settings) {
        return new DnsSettings(
                List.of(resolver),
                FIRST_TIMEOUT,
                LONGEST_TIMEOUT,
                TRIES,
                BACKOFF,
                settings.packetsPerSecond(),
                settings.socketsPerResolver(),
                settings.maxWindow(),
                PATIENCE);
    }

    /// Wakes whoever waits for a resolver that fell silent on the way.
    private static final class Giveup implements ResolverEvents {
        private final Thread asking;
        private volatile boolean given;

        Giveup(Thread asking) {
            this.asking = asking;
        }

        @Override
        public void paused(String resolver, String why) {}

        @Override
        public void resumed(String resolver, Duration after) {}

        @Override
        public void doubted(String resolver, Doubt doubt, long since) {}

        @Override
        public void believed(String resolver, Doubt doubt, long until) {}

        @Override
        public void gaveUp(String why) {
            given = true;
            asking.interrupt();
        }
    }

    private Result look(Giveup giveup) throws InterruptedException {
        boolean validates = false;
        try {
            if (canaries()) {
                List<DnsLookup> unknown = askTogether(List.of(
                        new Question(randomLabel() + ".com", RecordType.A),
                        new Question(randomLabel() + ".org", RecordType.A),
                        new Question("_mta-sts." + randomLabel() + ".net", RecordType.TXT)));
                checks.add(honesty(unknown));
                validates = validation();
                checks.add(bogus(validates));
                checks.add(speed(unknown));
            }
        } catch (InterruptedException e) {
            if (!giveup.given) {
                throw e;
            }
            checks.add(silent(about, "it stopped answering while it was looked over"));
        }
        return new Result(checks, validates && onThisMachine);
    }

    private static Check silent(String about, String seen) {
        return Check.bad(
                "resolver",
                about,
                seen,
                "every figure begins with its answers",
                "start your resolver, or name another with --resolver HOST[:PORT]");
    }

    /// What every scan asks before it begins; false if nothing more need be asked.
    private boolean canaries() throws InterruptedException {
        ResolverExamination found = dns.examine().getFirst();
        if (found.lies()) {
            checks.add(liar(found.ailment()));
            return false;
        }
        if (!found.isWell()) {
            checks.add(silent(about, "it " + found.ailment()));
            return false;
        }
        String rule = "every figure begins with its answers";
        checks.add(
                found.remark().isEmpty()
                        ? Check.ok("resolver", about, "it answers, and denies a name below .com that nobody has", rule)
                        : Check.attention(
                                "resolver",
                                about,
                                "it " + found.remark(),
                                rule,
                                "right for a lab; for the Internet name a resolver that serves all of it"));
        return true;
    }

    private Check liar(String seen) {
        return Check.bad(
                "resolver_honesty",
                about,
                "it " + seen,
                "names that do not exist must be denied, or nothing that it says can be published",
                "switch off its search or block pages (\"NXDOMAIN redirection\"), or ask another with --resolver");
    }

    private Check honesty(List<DnsLookup> unknown) {
        Optional<DnsLookup> invented = unknown.stream()
                .filter(lookup -> lookup.answer() instanceof Found)
                .findFirst();
        if (invented.isPresent()) {
            return liar("makes answers up for names that do not exist");
        }
        long failed = unknown.stream()
                .filter(lookup -> lookup.answer() instanceof Failed)
                .count();
        String rule = "names that do not exist must be denied, or nothing that it says can be published";
        return failed > 0
                ? Check.attention(
                        "resolver_honesty",
                        about,
                        failed + " of " + unknown.size() + " names that do not exist were neither denied nor answered",
                        rule,
                        "see why it fails; what fails is asked again, and in the end indeterminate")
                : Check.ok("resolver_honesty", about, "it invents neither addresses nor records", rule);
    }

    private boolean validation() throws InterruptedException {
        DnsAnswer answer = ask(new Question(names.signed(), RecordType.A)).answer();
        boolean validated = isAuthenticated(answer);
        String rule = "it validates DNSSEC and is on this machine, so that nobody in between can forge its word (AD)";
        if (validated) {
            checks.add(
                    onThisMachine
                            ? Check.ok(
                                    "resolver_dnssec",
                                    about,
                                    "it says that " + names.signed() + " is secure (AD), and is here",
                                    rule)
                            : Check.attention(
                                    "resolver_dnssec",
                                    about,
                                    "it says that " + names.signed() + " is secure (AD), from elsewhere",
                                    rule,
                                    "run one on localhost; else what it says of security is hearsay"));
        } else {
            checks.add(Check.attention(
                    "resolver_dnssec",
                    about,
                    answer instanceof Found || answer instanceof DnsAnswer.NoData
                            ? "it does not say that " + names.signed() + " is secure (no AD)"
                            : names.signed() + " was asked for and " + words(answer),
                    rule,
                    "let it validate (unbound: module-config: \"validator iterator\" and a trust anchor for the root); "
                            + "else the verdicts of DNSSEC stay unknown"));
        }
        return validated;
    }

    private static boolean isAuthenticated(DnsAnswer answer) {
        return switch (answer) {
            case Found found -> found.authenticated();
            case DnsAnswer.NoData none -> none.authenticated();
            case DnsAnswer.NoSuchName none -> none.authenticated();
            case Failed _ -> false;
        };
    }

    private Check bogus(boolean validates) throws InterruptedException {
        DnsAnswer answer = ask(new Question(names.bogus(), RecordType.A)).answer();
        String rule = "a zone with wrong signatures fails, with the reason (extended error, RFC 8914)";
        if (answer instanceof Failed failed && failed.rcode().orElse(-1) == SERVFAIL) {
            Optional<Integer> code = failed.extendedError().map(DnsAnswer.ExtendedError::code);
            if (code.filter(DNSSEC_ERRORS::contains).isPresent()) {
                return Check.ok(
                        "resolver_ede", about, names.bogus() + " fails with extended error " + code.get(), rule);
            }
            return Check.attention(
                    "resolver_ede",
                    about,
                    names.bogus() + " fails "
                            + code.map(other -> "with extended error " + other).orElse("without an extended error"),
                    rule,
                    "switch it on (unbound: ede: yes); until then each failure costs a question more, and says less");
        }
        return Check.attention(
                "resolver_ede",
                about,
                names.bogus() + " was asked for and " + words(answer),
                rule,
                answer instanceof Found && !validates
                        ? "let it validate: domains with wrong signatures are unreachable for careful senders, and it hides that"
                        : answer instanceof Found
                                ? "it makes an exception for that name; if not by intent, look at its trust anchors"
                                : "name a zone with wrong signatures that it can reach with --bogus-name");
    }

    private static String words(DnsAnswer answer) {
        return switch (answer) {
            case Found _ -> "was answered";
            case DnsAnswer.NoSuchName _ -> "does not exist";
            case DnsAnswer.NoData _ -> "has no such data";
            case Failed failed ->
                "failed ("
                        + failed.failure().name().toLowerCase(Locale.ROOT)
                        + (failed.rcode().isPresent()
                                ? ", rcode " + failed.rcode().getAsInt()
                                : "")
                        + ")";
        };
    }

    private Check speed(List<DnsLookup> unknown) throws InterruptedException {
        // That the root has no address is in its cache from the first answer on.
        Question known = new Question("", RecordType.A);
        ask(known);
        long begun = System.nanoTime();
        List<DnsLookup> burst = askTogether(Collections.nCopies(BURST, known));
        double seconds = Math.max(0.001, (System.nanoTime() - begun) / 1e9);
        long lost = burst.stream()
                .filter(lookup -> lookup.answer() instanceof Failed || lookup.tries() > 1)
                .count();
        long rate = Math.round(BURST / seconds);
        String seen = String.format(
                Locale.ROOT,
                "%,d questions from its cache in %.3f s (%,d/s), %d not at once; %d ms for a name that it had not",
                BURST,
                seconds,
                rate,
                lost,
                unknown.stream()
                        .mapToLong(lookup -> lookup.elapsed().toMillis())
                        .max()
                        .orElse(0));
        String rule = String.format(
                Locale.ROOT, "over %,d/s, none lost: a million domains are three million questions", SLOW);
        return rate < SLOW || lost > BURST / 50
                ? Check.attention(
                        "resolver_speed",
                        about,
                        seen,
                        rule,
                        "run one on this machine, with more threads and larger buffers (README); --dns-rate spares one "
                                + "that cannot do more")
                : Check.ok("resolver_speed", about, seen, rule);
    }

    private DnsLookup ask(Question question) throws InterruptedException {
        return askTogether(List.of(question)).getFirst();
    }

    private List<DnsLookup> askTogether(List<Question> questions) throws InterruptedException {
        return dns.ask(questions, Deadline.after(Duration.ofSeconds(8)));
    }

    private String randomLabel() {
        byte[] octets = new byte[RANDOM_LABEL_OCTETS];
        random.nextBytes(octets);
        return "stsurvey-" + HexFormat.of().formatHex(octets);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
