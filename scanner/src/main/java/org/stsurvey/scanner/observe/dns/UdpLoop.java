package org.stsurvey.scanner.observe.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.observe.dns.Exchange.Reply;
import org.stsurvey.scanner.observe.dns.Exchange.Silence;
import org.xbill.DNS.Rcode;

/// The one thread that sends and receives all DNS datagrams.
///
/// ```
/// virtual threads --Flight--> Mailbox --> waiting --window, rate, health--> sockets --> resolver
///        ^                                                                     |
///        +------------------ landed <-- slot by id <-- question echoed? <------+
/// ```
///
/// Everything between the mailbox and the landing belongs to this thread alone: slots, windows, health, rate.
/// So there are no locks and no states in between, and a system call serves many questions. The thread is a
/// platform thread, because it must be punctual, and it never blocks but in `select`.
///
/// Each round: take what was mailed, send what may be sent, sleep until something comes, read all of it, and
/// only then look at deadlines: a response that arrived in time and is read late is no timeout. A try that ran
/// out while the resolver was sick, or while this process stood still, is made again and not counted.
final class UdpLoop implements AutoCloseable {

    /// Deadlines are exact to this, and canaries are at most this late.
    private static final long SWEEP_INTERVAL = Duration.ofMillis(20).toNanos();

    /// The kernel walks through all its UDP sockets to tell.
    private static final long DROPS_INTERVAL = Duration.ofSeconds(1).toNanos();

    private static final long STATUS_INTERVAL = Duration.ofMillis(200).toNanos();

    /// A round that took longer than this was not ours: the process was stopped, or the machine.
    private static final long STANDSTILL = Duration.ofSeconds(1).toNanos();

    /// A question that kills the resolver each time must not go round for ever.
    private static final int MAX_REPEATS = 5;

    private static final int IDLE_MILLIS = 1_000;

    private final Selector selector;
    private final Mailbox mailbox;
    private final RateLimit rate;
    private final Patience patience;
    private final List<Upstream> upstreams = new ArrayList<>();
    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private final List<Flight> landed = new ArrayList<>();
    private final ByteBuffer out = ByteBuffer.allocateDirect(QueryMessage.MAX_OCTETS);
    private final Inbox inbox = new Inbox();
    private final Thread thread;
    private boolean sendBuffersFull;
    private volatile boolean closed;
    private long roundStart;
    private long lastSweep;
    private long lastStatus;
    private long lastDrops;

    private UdpLoop(Selector selector, RateLimit rate, Patience patience) {
        this.selector = selector;
        this.mailbox = new Mailbox(selector::wakeup);
        this.rate = rate;
        this.patience = patience;
        this.thread = Thread.ofPlatform().daemon().name("dns").unstarted(this::run);
    }

    static UdpLoop start(DnsSettings settings, RateLimit rate, ResolverEvents events) throws IOException {
        UdpLoop loop = new UdpLoop(Selector.open(), rate, new Patience(settings.patience(), events));
        RandomBits random = new RandomBits(new SecureRandom());
        try {
            for (InetSocketAddress address : settings.resolvers()) {
                loop.upstreams.add(Upstream.open(address, settings, random, loop.selector, System.nanoTime()));
            }
        } catch (IOException e) {
            loop.closeSockets();
            throw e;
        }
        loop.thread.start();
        return loop;
    }

    List<Upstream> upstreams() {
        return upstreams;
    }

    /// Has canaries sent that someone waits for.
    void wake() {
        selector.wakeup();
    }

    boolean isClosed() {
        return closed;
    }

    /// Sends the exchanges of a flight as soon as windows and rate allow.
    void take(Flight flight) {
        if (closed) {
            throw new IllegalStateException("the DNS engine is closed");
        }
        mailbox.put(flight);
        if (closed) {
            flight.fail(); // the loop may have looked into the mailbox for the last time just before
        }
    }

    private void run() {
        try (selector) {
            roundStart = System.nanoTime();
            while (!closed) {
                round();
            }
        } catch (ClosedSelectorException _) {
            // Closed.
        } catch (IOException e) {
            patience.broken(e);
        } catch (RuntimeException e) {
            patience.broken(e);
            throw e;
        } finally {
            closed = true;
            closeSockets();
            failFlights();
        }
    }

    /// Nobody may wait for a loop that is gone.
    private void failFlights() {
        upstreams.forEach(upstream -> upstream.inFlight().removeIf(_ -> true, waiting::add));
        mailbox.drainTo(this::enqueue);
        for (Exchange exchange : waiting) {
            if (exchange.landing instanceof Flight flight) {
                flight.fail();
            }
        }
        landed.forEach(Flight::fail);
    }

    private void round() throws IOException {
        mailbox.drainTo(this::enqueue);
        upstreams.forEach(Upstream::endBurst);
        sendCanaries();
        sendWaiting();
        sleep();
        long now = System.nanoTime();
        boolean stoodStill = now - roundStart > STANDSTILL;
        selector.selectedKeys().clear();
        roundStart = now;
        if (stoodStill) {
            afterStandstill(now);
        }
        if (now - lastSweep >= SWEEP_INTERVAL) {
            lastSweep = now;
            upstreams.forEach(upstream -> sweep(upstream, now));
            patience.look(upstreams, now);
            lookForDrops(now);
            publishStatus(now);
        }
        endFlights();
    }

    private void enqueue(Flight flight) {
        long now = System.nanoTime();
        for (Exchange exchange : flight.exchanges()) {
            exchange.queuedAt = now;
            waiting.addLast(exchange);
        }
    }

    private void sendWaiting() {
        sendBuffersFull = false;
        long now = System.nanoTime();
        while (!waiting.isEmpty()) {
            Exchange next = waiting.getFirst();
            Optional<Upstream> upstream = upstreamFor(next);
            if (upstream.isEmpty() || !rate.tryTake(now)) {
                return;
            }
            if (!upstream.get().send(next, out, now)) {
                sendBuffersFull = true;
                return;
            }
            waiting.removeFirst();
        }
    }

    /// The resolver that is well, has room, and is least loaded; another than the one asked before, if there is
    /// one.
    private Optional<Upstream> upstreamFor(Exchange exchange) {
        Upstream only = exchange.route.only();
        if (only != null) {
            return only.hasRoom() ? Optional.of(only) : Optional.empty();
        }
        @Nullable Upstream best = null;
        @Nullable Upstream asked = null;
        for (Upstream upstream : upstreams) {
            if (upstream.health().isWell() && upstream.hasRoom()) {
                if (upstream == exchange.route.notFirst()) {
                    asked = upstream;
                } else if (best == null || upstream.load() < best.load()) {
                    best = upstream;
                }
            }
        }
        return Optional.ofNullable(best == null ? asked : best);
    }

    private void sendCanaries() {
        long now = System.nanoTime();
        for (Upstream upstream : upstreams) {
            upstream.canaries().duePulse(now).ifPresent(pulse -> sendCanary(upstream, pulse, now));
            upstream.canaries().dueReach(now).ifPresent(reach -> sendCanary(upstream, reach, now));
        }
    }

    /// A canary that finds no token or no buffer is as good as lost: it ends with its time.
    private void sendCanary(Upstream upstream, Exchange canary, long now) {
        canary.queuedAt = now;
        if (!rate.tryTake(now) || !upstream.send(canary, out, now)) {
            waiting.addFirst(canary);
        }
    }

    private void sleep() throws IOException {
        long millis = IDLE_MILLIS;
        if (sendBuffersFull || (!waiting.isEmpty() && rate.nanosToNext() > 0)) {
            millis = 1;
        } else if (!waiting.isEmpty() || isBusy()) {
            millis = Duration.ofNanos(SWEEP_INTERVAL).toMillis();
        }
        if (mailbox.goToSleep()) {
            selector.select(this::read, millis);
            mailbox.awake();
        } else {
            selector.selectNow(this::read);
        }
    }

    private boolean isBusy() {
        for (Upstream upstream : upstreams) {
            if (upstream.isBusy(roundStart) || upstream.canaries().areWaitedFor()) {
                return true;
            }
        }
        return false;
    }

    private void read(SelectionKey key) {
        Upstream.Port port = (Upstream.Port) key.attachment();
        long now = System.nanoTime();
        inbox.drain(port.socket(), (message, length) -> arrived(port, message, length, now));
    }

    private void arrived(Upstream.Port port, byte[] message, int length, long now) {
        Upstream upstream = port.upstream();
        Optional<Exchange> exchange = upstream.inFlight().answeredBy(message, length, port.number());
        if (exchange.isEmpty()) {
            upstream.stray();
            return;
        }
        upstream.heard(now);
        answered(upstream, exchange.get(), Arrays.copyOf(message, length), now);
    }

    private void answered(Upstream upstream, Exchange exchange, byte[] reply, long now) {
        boolean failed = isFailure(new Response(reply).headerRcode());
        if (failed && !upstream.health().isWell() && repeat(exchange)) {
            return;
        }
        if (exchange.landing instanceof Flight) {
            upstream.health().settled(failed);
        }
        settle(exchange, new Reply(reply), now);
    }

    /// What a resolver says when it, or what is behind it, has a problem.
    private static boolean isFailure(int rcode) {
        return rcode == Rcode.SERVFAIL || rcode == Rcode.REFUSED;
    }

    private void sweep(Upstream upstream, long now) {
        upstream.inFlight().removeIf(exchange -> exchange.expired(now), exchange -> expired(upstream, exchange, now));
        upstream.health().tick(now);
        patience.doubt(upstream, now);
        upstream.canaries().publish();
        if (!upstream.takeChangeOfHealth()) {
            return;
        }
        upstream.publishStatus();
        if (upstream.health().isWell()) {
            upstream.window().restart();
            patience.resumed(upstream, now);
        } else {
            callBack(upstream);
            patience.paused(upstream, now);
        }
    }

    private void expired(Upstream upstream, Exchange exchange, long now) {
        upstream.timedOut();
        boolean ordinary = exchange.landing instanceof Flight;
        if (ordinary && upstream.health().wasSickSince(exchange.sentAt) && repeat(exchange)) {
            return;
        }
        if (ordinary) {
            upstream.health().settled(true);
        }
        settle(exchange, Silence.INSTANCE, now);
    }

    private void settle(Exchange exchange, Exchange.Outcome outcome, long now) {
        if (exchange.settle(outcome, now) && exchange.landing instanceof Flight flight) {
            landed.add(flight);
        }
    }

    /// Wakes whoever waits for the flights that landed in this round, all at once: the first one wakes the
    /// scheduler, and the others find it awake.
    private void endFlights() {
        for (Flight flight : landed) {
            flight.end();
        }
        landed.clear();
    }

    /// Queues a try again that shall not count; false if that has been done too often.
    private boolean repeat(Exchange exchange) {
        if (!(exchange.landing instanceof Flight) || exchange.repeats == MAX_REPEATS) {
            return false;
        }
        exchange.repeats++;
        waiting.addFirst(exchange);
        return true;
    }

    /// Takes back what is in flight to a resolver that has fallen sick; another may answer it meanwhile.
    private void callBack(Upstream upstream) {
        upstream.inFlight()
                .removeIf(
                        exchange -> exchange.landing instanceof Flight
                                && exchange.route.only() == null
                                && exchange.repeats < MAX_REPEATS,
                        this::repeat);
    }

    /// What could be read has been read; the rest of what was in flight is asked again, as the kernel may have
    /// had no room for its answers.
    private void afterStandstill(long now) {
        for (Upstream upstream : upstreams) {
            upstream.health().forgive(now);
            callBack(upstream);
        }
    }

    private void lookForDrops(long now) {
        if (now - lastDrops >= DROPS_INTERVAL && isBusy()) {
            lastDrops = now;
            Map<Integer, Long> byPort = ReceiveDrops.byPort();
            upstreams.forEach(upstream -> upstream.noteDrops(byPort, now));
        }
    }

    private void publishStatus(long now) {
        if (now - lastStatus >= STATUS_INTERVAL) {
            lastStatus = now;
            upstreams.forEach(Upstream::publishStatus);
        }
    }

    private void closeSockets() {
        for (Upstream upstream : upstreams) {
            try {
                upstream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
