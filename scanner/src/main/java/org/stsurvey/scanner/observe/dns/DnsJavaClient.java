package org.stsurvey.scanner.observe.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Failure;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observe.Deadline;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.WireParseException;

/// Lookups over dnsjava's own UDP and TCP transport.
///
/// A question without a usable answer is sent again, to the next resolver, until its tries are used up or the
/// deadline
/// has passed. SERVFAIL is asked once more with CD=1, which tells a bogus zone from a dead one (RFC 4035
/// §3.2.2), and
/// FORMERR once more without EDNS (RFC 6891 §7).
public final class DnsJavaClient implements DnsClient {

    /// What fits every path without fragments (DNS Flag Day 2020).
    private static final int EDNS_PAYLOAD_OCTETS = 1232;

    private final DnsSettings settings;
    private final List<SimpleResolver> withEdns = new ArrayList<>();
    private final List<SimpleResolver> withoutEdns = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    public DnsJavaClient(DnsSettings settings) {
        this.settings = settings;
        for (InetSocketAddress address : settings.resolvers()) {
            SimpleResolver edns = new SimpleResolver(address);
            edns.setEDNS(0, EDNS_PAYLOAD_OCTETS, 0);
            edns.setTimeout(settings.tryTimeout());
            withEdns.add(edns);
            SimpleResolver plain = new SimpleResolver(address);
            plain.setEDNS(-1);
            plain.setTimeout(settings.tryTimeout());
            withoutEdns.add(plain);
        }
    }

    @Override
    public List<DnsLookup> ask(List<Question> questions, Deadline deadline) throws InterruptedException {
        List<Pending> pending = new ArrayList<>(questions.size());
        for (Question question : questions) {
            pending.add(new Pending(question));
        }
        int first = next.getAndIncrement();
        for (int attempt = 0; attempt < settings.tries() && !deadline.passed(); attempt++) {
            int resolver = Math.floorMod(first + attempt, withEdns.size());
            for (Pending lookup : pending) {
                lookup.send(withEdns.get(resolver));
            }
            for (Pending lookup : pending) {
                lookup.await(resolver, deadline);
            }
        }
        return pending.stream().map(Pending::result).toList();
    }

    /// One question on its way to an answer.
    private final class Pending {
        private final Question question;
        private final long started = System.nanoTime();
        private CompletableFuture<Message> reply = new CompletableFuture<>();
        private DnsAnswer answer = Failed.of(Failure.TIMEOUT);
        private boolean settled;
        private int tries;
        private Duration elapsed = Duration.ZERO;

        Pending(Question question) {
            this.question = question;
        }

        void send(SimpleResolver resolver) {
            if (!settled) {
                tries++;
                reply = submit(resolver, false);
            }
        }

        void await(int resolver, Deadline deadline) throws InterruptedException {
            if (settled) {
                return;
            }
            answer = answerTo(reply, deadline);
            if (answer instanceof Failed failed && failed.rcode().orElse(-1) == Rcode.FORMERR) {
                answer = answerTo(submit(withoutEdns.get(resolver), false), deadline);
            }
            settled = !(answer instanceof Failed failed) || failed.failure() == Failure.CNAME_LOOP;
            if (answer instanceof Failed failed
                    && failed.rcode().orElse(-1) == Rcode.SERVFAIL
                    && tries == settings.tries()) {
                answer = withUncheckedRcode(failed, answerTo(submit(withEdns.get(resolver), true), deadline));
            }
            elapsed = Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
        }

        private CompletableFuture<Message> submit(SimpleResolver resolver, boolean checkingDisabled) {
            try {
                Message query = Message.newQuery(Record.newRecord(
                        Name.fromString(question.name() + "."), question.type().code(), DClass.IN));
                query.getHeader().setFlag(Flags.AD);
                if (checkingDisabled) {
                    query.getHeader().setFlag(Flags.CD);
                }
                return resolver.sendAsync(query).toCompletableFuture();
            } catch (TextParseException impossible) {
                throw new IllegalArgumentException("name " + question.name() + " cannot be asked for", impossible);
            }
        }

        private DnsAnswer answerTo(CompletableFuture<Message> future, Deadline deadline) throws InterruptedException {
            try {
                return AnswerReader.read(
                        question,
                        future.get(
                                deadline.orAfter(settings.tryTimeout())
                                        .remaining()
                                        .toNanos(),
                                TimeUnit.NANOSECONDS));
            } catch (TimeoutException _) {
                future.cancel(true);
                return Failed.of(Failure.TIMEOUT);
            } catch (ExecutionException _) {
                return Failed.of(failureOf(future.exceptionNow()));
            }
        }

        DnsLookup result() {
            return new DnsLookup(answer, Math.max(1, tries), elapsed);
        }
    }

    private static DnsAnswer withUncheckedRcode(Failed checked, DnsAnswer unchecked) {
        OptionalInt rcode = switch (unchecked) {
            case DnsAnswer.Found _, DnsAnswer.NoData _ -> OptionalInt.of(Rcode.NOERROR);
            case DnsAnswer.NoSuchName _ -> OptionalInt.of(Rcode.NXDOMAIN);
            case Failed failed -> failed.rcode();
        };
        return new Failed(checked.failure(), checked.rcode(), checked.extendedError(), rcode, checked.cnames());
    }

    private static Failure failureOf(Throwable cause) {
        return switch (cause) {
            case WireParseException _ -> Failure.MALFORMED;
            case SocketTimeoutException _ -> Failure.TIMEOUT;
            case IOException io when io.getCause() instanceof WireParseException -> Failure.MALFORMED;
            case IOException _ -> Failure.NETWORK;
            default -> throw new IllegalStateException("lookup failed unexpectedly", cause);
        };
    }
}
