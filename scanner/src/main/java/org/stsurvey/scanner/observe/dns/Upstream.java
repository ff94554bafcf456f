package org.stsurvey.scanner.observe.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stsurvey.scanner.observe.dns.ResolverHealth.Ailment;

/// One resolver: its sockets, what is in flight to it, its window and its health.
///
/// The sockets are connected, so the kernel drops what comes from another address or port. Owned by the
/// [UdpLoop]'s thread, except for [#address] and [#status].
final class Upstream implements AutoCloseable {

    private static final int SOCKET_BUFFER = 4 << 20;

    /// So many queries at most leave from one socket before another is drawn. The answers to a burst are then
    /// read from one socket too, with one look for more at its end instead of sixteen.
    private static final int QUERIES_PER_DRAW = 32;

    /// A question that failed at once comes back only after its backoff; meanwhile the canaries must go on.
    private static final long IDLE_AFTER = Duration.ofSeconds(5).toNanos();

    private final InetSocketAddress address;
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final InFlight inFlight;
    private final Window window;
    private final ResolverHealth health;
    private final Canaries canaries;
    private final RandomBits random;
    private int drawnSocket;
    private int queriesLeft;
    private boolean windowWasFull;
    private boolean wasWell = true;
    private boolean wasDeceiving;
    private boolean wasValidating = true;
    private long lastQuestion;
    private long sent;
    private long answered;
    private long timeouts;
    private long strays;
    private long dropped;
    private volatile ResolverStatus status;

    private Upstream(InetSocketAddress address, DnsSettings settings, RandomBits random, long now) {
        this.address = address;
        this.random = random;
        this.inFlight = new InFlight(random);
        this.window = new Window(settings.maxWindow());
        this.health = new ResolverHealth(now);
        this.canaries = new Canaries(this, random, now);
        this.lastQuestion = now - IDLE_AFTER;
        this.status = snapshot();
    }

    /// Opens the sockets and registers them, this and the socket's number attached.
    static Upstream open(
            InetSocketAddress address, DnsSettings settings, RandomBits random, Selector selector, long now)
            throws IOException {
        Upstream upstream = new Upstream(address, settings, random, now);
        try {
            for (int i = 0; i < settings.socketsPerResolver(); i++) {
                DatagramChannel socket = DatagramChannel.open();
                upstream.sockets.add(socket);
                socket.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
                socket.configureBlocking(false);
                socket.connect(address);
                upstream.ports.add(((InetSocketAddress) socket.getLocalAddress()).getPort());
                socket.register(selector, SelectionKey.OP_READ, new Port(upstream, i, socket));
            }
            return upstream;
        } catch (IOException e) {
            upstream.close();
            throw new IOException("resolver " + text(address) + " cannot be asked from here: " + e.getMessage(), e);
        }
    }

    /// One of the sockets.
    record Port(Upstream upstream, int number, DatagramChannel socket) {}

    InetSocketAddress address() {
        return address;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Window window() {
        return window;
    }

    ResolverHealth health() {
        return health;
    }

    Canaries canaries() {
        return canaries;
    }

    /// Whether a question may be sent now; that the window forbade one is remembered until the next pulse.
    boolean hasRoom() {
        if (inFlight.size() < window.size()) {
            return true;
        }
        windowWasFull = true;
        return false;
    }

    /// How full the window is, for choosing among resolvers.
    double load() {
        return (double) inFlight.size() / window.size();
    }

    /// Whether the window has been what held questions back since this was last asked.
    boolean takeWindowWasFull() {
        boolean was = windowWasFull;
        windowWasFull = false;
        return was;
    }

    /// Whether it has fallen sick or got well since this was last asked.
    boolean takeChangeOfHealth() {
        boolean changed = wasWell != health.isWell();
        wasWell = health.isWell();
        return changed;
    }

    /// Whether it has begun or ceased to deceive since this was last asked.
    boolean takeChangeOfDeceit() {
        boolean changed = wasDeceiving != health.deceives();
        wasDeceiving = health.deceives();
        return changed;
    }

    /// Whether it has ceased to validate, or validates again, since this was last asked.
    boolean takeChangeOfValidation() {
        boolean changed = wasValidating == health.hasStoppedToValidate();
        wasValidating = !health.hasStoppedToValidate();
        return changed;
    }

    /// Sends a query from a random port with a random id.
    ///
    /// What the operating system refuses to send, apart from a full buffer, is treated like a packet that was
    /// lost: the health tells whether the resolver or the network is gone.
    ///
    /// @return false if the socket's buffer is full; then nothing has changed
    boolean send(Exchange exchange, ByteBuffer buffer, long now) {
        inFlight.add(exchange, socketToUse());
        buffer.clear();
        buffer.put(exchange.query).putShort(0, (short) exchange.id).flip();
        DatagramChannel socket = sockets.get(exchange.socket);
        if (write(socket, buffer) == 0) {
            inFlight.remove(exchange);
            return false;
        }
        exchange.upstream = this;
        exchange.sentAt = now;
        sent++;
        if (exchange.landing instanceof Flight) {
            lastQuestion = now;
        }
        return true;
    }

    /// Whether it matters at the moment how the resolver does.
    boolean isBusy(long now) {
        return inFlight.size() > 0 || !health.isWell() || now - lastQuestion < IDLE_AFTER;
    }

    private int socketToUse() {
        if (queriesLeft == 0) {
            drawnSocket = random.below(sockets.size());
            queriesLeft = QUERIES_PER_DRAW;
        }
        queriesLeft--;
        return drawnSocket;
    }

    /// The next query leaves from a socket drawn anew.
    void endBurst() {
        queriesLeft = 0;
    }

    private static int write(DatagramChannel socket, ByteBuffer buffer) {
        try {
            return socket.write(buffer);
        } catch (PortUnreachableException _) {
            // That is the news about an earlier datagram; this one has not been tried yet.
            buffer.rewind();
            return writeAgain(socket, buffer);
        } catch (IOException _) {
            return buffer.limit();
        }
    }

    private static int writeAgain(DatagramChannel socket, ByteBuffer buffer) {
        try {
            return socket.write(buffer);
        } catch (IOException _) {
            return buffer.limit();
        }
    }

    /// A response was accepted.
    void heard(long now) {
        answered++;
        health.heard(now);
    }

    /// A try found no response in its time.
    void timedOut() {
        timeouts++;
    }

    /// A message came that answers nothing we have asked.
    void stray() {
        strays++;
    }

    /// Answers that found the buffers of our sockets full shrink the window: nothing is lost on the way, but here.
    ///
    /// @param byPort what the operating system dropped so far
    void noteDrops(Map<Integer, Long> byPort, long now) {
        long sum = 0;
        for (int port : ports) {
            sum += byPort.getOrDefault(port, 0L);
        }
        if (sum > dropped) {
            window.lost(now);
        }
        dropped = sum;
    }

    long queriesSent() {
        return sent;
    }

    /// Publishes how things are, for whoever shows it.
    void publishStatus() {
        status = snapshot();
    }

    ResolverStatus status() {
        return status;
    }

    private ResolverStatus snapshot() {
        return new ResolverStatus(
                text(address),
                health.ailment() == Ailment.NONE ? "" : health.ailment().words(),
                window.size(),
                inFlight.size(),
                sent,
                answered,
                timeouts,
                strays,
                dropped,
                canaries.sent(),
                canaries.lost());
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel socket : sockets) {
            socket.close();
        }
    }

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
