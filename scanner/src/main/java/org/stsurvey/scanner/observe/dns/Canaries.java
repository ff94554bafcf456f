package org.stsurvey.scanner.observe.dns;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.observe.dns.Exchange.Reply;
import org.stsurvey.scanner.observe.dns.Exchange.Route;
import org.stsurvey.scanner.observe.dns.QueryMessage.Manner;

/// The questions that are asked of one resolver only to see how it does, and what their answers mean.
///
/// Pulses go out with every 256 questions, at least four times a second while the resolver is busy or sick.
/// Reach probes go out every two seconds, and three times a second while the resolver is sick or in doubt.
/// Nothing is sent while nothing else is, unless somebody wants to know. For the loop's thread.
final class Canaries {

    /// The root's name servers: every resolver knows them from its start.
    static final Question PULSE = new Question("", RecordType.NS);

    private static final int QUESTIONS_PER_PULSE = 256;
    private static final long SHORTEST_INTERVAL = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_INTERVAL = Duration.ofMillis(250).toNanos();
    private static final long REACH_INTERVAL = Duration.ofSeconds(2).toNanos();
    private static final long URGENT_REACH_INTERVAL = Duration.ofMillis(300).toNanos();

    /// What a resolver needs for an answer from its cache, generously; a later one is as good as lost.
    private static final Duration PULSE_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration REACH_TIMEOUT = Duration.ofSeconds(5);

    private final Upstream upstream;
    private final RandomBits random;
    private final byte[] pulse = QueryMessage.of(PULSE, Manner.PLAIN);
    private long lastPulse;
    private long lastReach;
    private long questionsAtPulse;
    private boolean reachUnderWay;
    private boolean begun;
    private volatile @Nullable Baseline baseline;
    private volatile long wanted;
    private volatile boolean isWanted;
    private long goodPulse;
    private boolean pulsed;
    private long goodReach;
    private boolean reached;
    private volatile boolean vouches;
    private volatile long vouchedUntil;
    private long sent;
    private long lost;

    Canaries(Upstream upstream, RandomBits random, long now) {
        this.upstream = upstream;
        this.random = random;
        this.lastPulse = now;
        this.lastReach = now;
    }

    /// What the canaries were answered with before the scan.
    private record Baseline(int pulseRcode, int reachRcode, boolean authentic) {}

    /// Canaries are asked from now on; before, there is nothing to compare their answers with. For any thread.
    void begin(int pulseRcode, int reachRcode, boolean authentic) {
        baseline = new Baseline(pulseRcode, reachRcode, authentic);
    }

    /// Wants both canaries to be asked after this moment, whether or not anything else is. For any thread.
    ///
    /// @return false if there is nothing to compare their answers with
    boolean want(long moment) {
        wanted = moment;
        isWanted = true;
        return baseline != null;
    }

    /// Whether both were asked after this moment and answered as they must be. For any thread.
    boolean vouchFrom(long moment) {
        return vouches && vouchedUntil - moment >= 0;
    }

    /// Lets others know what canaries have said, once what follows from it is known to them.
    void publish() {
        if (pulsed && reached) {
            vouchedUntil = goodPulse - goodReach < 0 ? goodPulse : goodReach;
            vouches = true;
        }
    }

    private boolean hasBegun() {
        Baseline known = baseline;
        if (known != null && !begun) {
            upstream.health().expect(known.pulseRcode(), known.reachRcode(), known.authentic());
            begun = true;
        }
        return begun;
    }

    long sent() {
        return sent;
    }

    long lost() {
        return lost;
    }

    /// Whether somebody wants to hear a canary that has not been answered right since; one that was lost is asked
    /// again.
    private boolean isMissing(boolean everRight, long lastRight) {
        return isWanted && !(everRight && lastRight - wanted >= 0);
    }

    /// Whether somebody waits for an answer to one of them.
    boolean areWaitedFor() {
        return isMissing(pulsed, goodPulse) || isMissing(reached, goodReach);
    }

    /// The pulse to be sent now, if one is due.
    Optional<Exchange> duePulse(long now) {
        long since = now - lastPulse;
        boolean due = since >= LONGEST_INTERVAL
                || (since >= SHORTEST_INTERVAL && upstream.queriesSent() - questionsAtPulse >= QUESTIONS_PER_PULSE);
        boolean asked = isMissing(pulsed, goodPulse) && (lastPulse - wanted < 0 || since >= LONGEST_INTERVAL);
        if (!hasBegun() || !(asked || (upstream.isBusy(now) && due))) {
            return Optional.empty();
        }
        lastPulse = now;
        questionsAtPulse = upstream.queriesSent();
        sent++;
        upstream.health().pulseSent(now);
        return Optional.of(new Exchange(pulse, PULSE_TIMEOUT, Route.to(upstream), this::pulseLanded));
    }

    /// The reach probe to be sent now, if one is due.
    Optional<Exchange> dueReach(long now) {
        ResolverHealth health = upstream.health();
        long interval = health.isWell() && !health.isDoubtful() ? REACH_INTERVAL : URGENT_REACH_INTERVAL;
        long since = now - lastReach;
        boolean asked = isMissing(reached, goodReach) && (lastReach - wanted < 0 || since >= URGENT_REACH_INTERVAL);
        boolean due = asked || (upstream.isBusy(now) && since >= interval);
        if (!hasBegun() || reachUnderWay || !due) {
            return Optional.empty();
        }
        lastReach = now;
        reachUnderWay = true;
        sent++;
        byte[] query = QueryMessage.of(reachQuestion(random), Manner.PLAIN);
        return Optional.of(new Exchange(query, REACH_TIMEOUT, Route.to(upstream), this::reachLanded));
    }

    /// A name that nobody has registered, below a domain whose servers are always up.
    static Question reachQuestion(RandomBits random) {
        StringBuilder label = new StringBuilder("stsurvey-");
        for (int i = 0; i < 4; i++) {
            label.append(Integer.toHexString(random.next16() | 1 << 16), 1, 5);
        }
        return new Question(label + ".com", RecordType.A);
    }

    private boolean pulseLanded(Exchange exchange) {
        long now = exchange.settledAt;
        boolean limiting = upstream.takeWindowWasFull();
        if (exchange.outcome() instanceof Reply reply) {
            upstream.window().pulseAnswered(exchange.elapsed().toNanos(), limiting, now);
            Response response = new Response(reply.message());
            upstream.health().pulseEnded(response.headerRcode(), exchange.sentAt, now);
            if (isGood(response.headerRcode(), Baseline::pulseRcode)) {
                upstream.health().pulseAuthentic(response.isAuthenticated(), exchange.sentAt);
                goodPulse = exchange.sentAt;
                pulsed = true;
            }
        } else {
            lost++;
            upstream.window().lost(now);
            upstream.health().pulseEnded(-1, exchange.sentAt, now);
        }
        return true;
    }

    private boolean reachLanded(Exchange exchange) {
        reachUnderWay = false;
        if (exchange.outcome() instanceof Reply reply) {
            Response response = new Response(reply.message());
            boolean answers = response.answers() > 0;
            upstream.health().reachEnded(response.headerRcode(), answers, exchange.sentAt, exchange.settledAt);
            if (isGood(response.headerRcode(), Baseline::reachRcode)) {
                goodReach = exchange.sentAt;
                reached = true;
            }
        } else {
            lost++;
            upstream.health().reachEnded(-1, false, exchange.sentAt, exchange.settledAt);
        }
        return true;
    }

    private boolean isGood(int rcode, ToIntFunction<Baseline> right) {
        Baseline known = baseline;
        return known != null && right.applyAsInt(known) == rcode;
    }
}
