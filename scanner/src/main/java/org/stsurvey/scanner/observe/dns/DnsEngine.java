package org.stsurvey.scanner.observe.dns;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Failure;
import org.stsurvey.scanner.observation.DnsAnswer.Found;
import org.stsurvey.scanner.observation.DnsAnswer.NoData;
import org.stsurvey.scanner.observation.DnsAnswer.NoSuchName;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.dns.AnswerReader.Reading;
import org.stsurvey.scanner.observe.dns.Exchange.Reply;
import org.stsurvey.scanner.observe.dns.Exchange.Route;
import org.stsurvey.scanner.observe.dns.QueryMessage.Manner;
import org.stsurvey.scanner.recording.DnsQuery;
import org.xbill.DNS.Rcode;

/// Lookups through the recursive resolvers of the settings.
///
/// What a question needs is written here in blocking code: tries with backoff, TCP for what was truncated (RFC
/// 7766), no EDNS for a server that does not know it (RFC 6891 §7), the rest of a chain of aliases, and at the
/// end a question with CD=1 that tells a bogus zone from a dead one (RFC 4035 §3.2.2). The datagrams
/// themselves, and all that protects the resolvers, are the [UdpLoop]'s. The questions of one call leave
/// together and are waited for once.
public final class DnsEngine implements DnsClient, AutoCloseable {

    private static final Duration VOUCH_POLL = Duration.ofMillis(10);

    private final DnsSettings settings;
    private final UdpLoop udp;
    private final TcpTransport tcp;

    private DnsEngine(DnsSettings settings, UdpLoop udp, TcpTransport tcp) {
        this.settings = settings;
        this.udp = udp;
        this.tcp = tcp;
    }

    /// Opens the sockets and starts the thread that serves them.
    ///
    /// @throws IOException if a resolver cannot be asked from this machine
    public static DnsEngine open(DnsSettings settings, ResolverEvents events) throws IOException {
        RateLimit rate = settings.packetsPerSecond().isPresent()
                ? RateLimit.perSecond(settings.packetsPerSecond().getAsInt(), System.nanoTime())
                : RateLimit.none();
        return new DnsEngine(
                settings, UdpLoop.start(settings, rate, events), new TcpTransport(rate, new SecureRandom()));
    }

    /// Looks each resolver over, before a scan or after it, and remembers what its canaries are answered with.
    public List<ResolverExamination> examine() throws InterruptedException {
        List<ResolverExamination> found = new ArrayList<>();
        for (Upstream upstream : udp.upstreams()) {
            found.add(new Examiner(udp, upstream).examine());
        }
        return found;
    }

    /// Waits until every resolver has been asked its canaries after this call and answered them right, or is known to
    /// be sick: then all that was answered before can be believed but for what [ResolverEvents#doubted] names.
    public void vouch() throws InterruptedException {
        long now = System.nanoTime();
        List<Upstream> asked = new ArrayList<>();
        for (Upstream upstream : udp.upstreams()) {
            if (upstream.canaries().want(now)) {
                asked.add(upstream);
            }
        }
        udp.wake();
        while (!udp.isClosed() && !asked.stream().allMatch(one -> isKnown(one, now))) {
            Thread.sleep(VOUCH_POLL);
        }
    }

    private static boolean isKnown(Upstream upstream, long since) {
        return upstream.canaries().vouchFrom(since)
                || !upstream.status().ailment().isEmpty();
    }

    /// How the resolvers do now.
    public List<ResolverStatus> status() {
        return udp.upstreams().stream().map(Upstream::status).toList();
    }

    @Override
    public List<DnsLookup> ask(List<Question> questions, Deadline deadline) throws InterruptedException {
        List<DnsQuery> recorded = DnsQuery.begin(questions);
        List<Lookup> lookups = new ArrayList<>(questions.size());
        for (Question question : questions) {
            lookups.add(new Lookup(question));
        }
        for (int tries = 0; tries < settings.tries() && !deadline.passed(); tries++) {
            if (tries > 0) {
                backOff(tries);
            }
            if (!askOnce(lookups, settings.timeout(tries + 1), deadline)) {
                break;
            }
        }
        List<DnsLookup> results = new ArrayList<>(lookups.size());
        for (Lookup lookup : lookups) {
            results.add(lookup.result(deadline));
        }
        DnsQuery.end(recorded, results);
        return results;
    }

    /// Sends what has no answer yet; false if nothing is left to be asked.
    private boolean askOnce(List<Lookup> lookups, Duration timeout, Deadline deadline) throws InterruptedException {
        Flight flight = new Flight();
        Duration wait = deadline.orAfter(timeout).remaining();
        for (Lookup lookup : lookups) {
            lookup.board(flight, wait);
        }
        if (flight.isEmpty()) {
            return false;
        }
        fly(flight, deadline);
        boolean left = false;
        for (Lookup lookup : lookups) {
            left |= lookup.read(deadline);
        }
        return left;
    }

    /// Waits for a flight; what it waited at our own gates is given back to the deadline.
    private void fly(Flight flight, Deadline deadline) throws InterruptedException {
        udp.take(flight);
        flight.await();
        Duration waited = Duration.ZERO;
        for (Exchange exchange : flight.exchanges()) {
            waited = exchange.waited().compareTo(waited) > 0 ? exchange.waited() : waited;
        }
        deadline.extend(waited);
    }

    private void backOff(int tries) throws InterruptedException {
        long millis = settings.backoff().toMillis() << (tries - 1);
        Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    /// One question on its way to an answer.
    private final class Lookup {
        private final Question question;
        private DnsAnswer answer = Failed.of(Failure.TIMEOUT);
        private boolean settled;
        private int tries;
        private long elapsedNanos;
        private @Nullable Exchange exchange;

        Lookup(Question question) {
            this.question = question;
        }

        void board(Flight flight, Duration timeout) {
            if (!settled) {
                tries++;
                Upstream asked = exchange == null ? null : exchange.upstream;
                exchange = new Exchange(QueryMessage.of(question, Manner.PLAIN), timeout, Route.away(asked), flight);
                flight.add(exchange);
            }
        }

        /// Reads what came; true if the question should be asked again.
        boolean read(Deadline deadline) throws InterruptedException {
            if (settled) {
                return false;
            }
            Exchange landed = flown();
            elapsedNanos += landed.elapsed().toNanos();
            answer = withRestOfChain(reading(landed, question, deadline), deadline);
            if (answer instanceof Failed failed && isEdnsRefused(failed)) {
                answer = askAgain(Manner.WITHOUT_EDNS, deadline);
            }
            settled = !(answer instanceof Failed failed) || failed.failure() == Failure.CNAME_LOOP;
            return !settled;
        }

        /// RFC 6891 §7: a server that does not know EDNS says FORMERR or NOTIMP; one of another version
        /// BADVERS.
        private static boolean isEdnsRefused(Failed failed) {
            int rcode = failed.rcode().orElse(-1);
            return rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP || rcode == Rcode.BADVERS;
        }

        DnsLookup result(Deadline deadline) throws InterruptedException {
            if (answer instanceof Failed failed && failed.rcode().orElse(-1) == Rcode.SERVFAIL) {
                answer = withUncheckedRcode(failed, askAgain(Manner.CHECKING_DISABLED, deadline));
            }
            return new DnsLookup(answer, Math.max(1, tries), Duration.ofMillis(elapsedNanos / 1_000_000));
        }

        /// The answer to the question put once more, in another manner, to the resolver that was asked before.
        private DnsAnswer askAgain(Manner manner, Deadline deadline) throws InterruptedException {
            return withRestOfChain(ask(question, manner, deadline), deadline);
        }

        private Reading ask(Question about, Manner manner, Deadline deadline) throws InterruptedException {
            Flight flight = new Flight();
            Duration timeout = deadline.orAfter(settings.longestTimeout()).remaining();
            Upstream asked = flown().upstream;
            Route route = asked == null ? Route.ANY : Route.to(asked);
            Exchange again = new Exchange(QueryMessage.of(about, manner), timeout, route, flight);
            flight.add(again);
            fly(flight, deadline);
            elapsedNanos += again.elapsed().toNanos();
            return reading(again, about, deadline);
        }

        private Exchange flown() {
            if (exchange == null) {
                throw new IllegalStateException("question " + question + " has not been asked");
            }
            return exchange;
        }

        private Reading reading(Exchange landed, Question about, Deadline deadline) throws InterruptedException {
            if (!(landed.outcome() instanceof Reply reply)) {
                return Reading.of(Failed.of(Failure.TIMEOUT));
            }
            try {
                byte[] message =
                        new Response(reply.message()).isTruncated() ? overTcp(landed, deadline) : reply.message();
                return AnswerReader.read(about, message);
            } catch (SocketTimeoutException _) {
                return Reading.of(Failed.of(Failure.TIMEOUT));
            } catch (IOException _) {
                return Reading.of(Failed.of(Failure.MALFORMED));
            }
        }

        private byte[] overTcp(Exchange truncated, Deadline deadline) throws IOException, InterruptedException {
            Upstream asked = truncated.upstream;
            if (asked == null) {
                throw new IllegalStateException("a reply from nowhere");
            }
            long begin = System.nanoTime();
            try {
                return tcp.ask(asked.address(), truncated.query, deadline.orAfter(settings.longestTimeout()));
            } finally {
                elapsedNanos += System.nanoTime() - begin;
            }
        }

        /// Asks for the end of a chain of aliases as long as the resolver leaves it open; a chain that is too
        /// long ends as one.
        private DnsAnswer withRestOfChain(Reading beginning, Deadline deadline) throws InterruptedException {
            DnsAnswer answer = beginning.answer();
            Optional<String> next = beginning.continueAt();
            while (next.isPresent() && answer instanceof NoData && !deadline.passed()) {
                Reading more = ask(new Question(next.get(), question.type()), Manner.PLAIN, deadline);
                answer = Chain.joined(answer, more.answer());
                next = more.continueAt();
            }
            return answer;
        }
    }

    private static DnsAnswer withUncheckedRcode(Failed checked, DnsAnswer unchecked) {
        OptionalInt rcode = switch (unchecked) {
            case Found _, NoData _ -> OptionalInt.of(Rcode.NOERROR);
            case NoSuchName _ -> OptionalInt.of(Rcode.NXDOMAIN);
            case Failed failed -> failed.rcode();
        };
        return new Failed(checked.failure(), checked.rcode(), checked.extendedError(), rcode, checked.cnames());
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
