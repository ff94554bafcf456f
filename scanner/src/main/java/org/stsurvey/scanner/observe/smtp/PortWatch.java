package org.stsurvey.scanner.observe.smtp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Watches whether outgoing connections to the port of mail are let through where we are.
///
/// Many networks drop them. Every MX host would then look dead, which would say something of us and nothing of
/// them. So a failure to connect is believed only once some connection stood ("proven"). If none ever stands,
/// at so many hosts in so many networks that they cannot all be dead, the port is taken for blocked and nothing
/// is dialled any more. A port that was open is taken for blocked only if as many hosts fail in a row and then
/// also the hosts that answered before: the retest asks mostly hosts that are dead.
///
/// Safe for use by many threads; only [#failed] dials, in the thread whose failure made it suspicious.
public final class PortWatch {

    /// How many hosts have to fail, in how many networks (/16 of IPv4, /32 of IPv6), before anything is
    /// concluded.
    static final int HOSTS = 20;

    static final int NETWORKS = 10;

    private static final int CONTROLS = 5;

    /// What is known of the port.
    public enum State {
        /// Nothing was connected to yet.
        UNPROVEN,
        /// Some connection stood.
        OPEN,
        /// No connection stands.
        BLOCKED
    }

    private final Predicate<InetAddress> answers;
    private final Set<InetAddress> failed = new HashSet<>();
    private final Set<String> failedNetworks = new HashSet<>();
    private final Deque<InetAddress> controls = new ArrayDeque<>();
    private final CountDownLatch known = new CountDownLatch(1);
    private State state = State.UNPROVEN;
    private boolean checking;

    /// @param answers dials a host that answered before once more
    public PortWatch(Predicate<InetAddress> answers) {
        this.answers = answers;
    }

    /// What is known now.
    public synchronized State state() {
        return state;
    }

    /// A connection stood.
    public synchronized void connected(InetAddress address) {
        if (state == State.BLOCKED) {
            return;
        }
        state = State.OPEN;
        failed.clear();
        failedNetworks.clear();
        if (!controls.contains(address)) {
            controls.addLast(address);
            if (controls.size() > CONTROLS) {
                controls.removeFirst();
            }
        }
        known.countDown();
    }

    /// No connection stood. Where this makes the port suspicious, hosts that answered before are dialled again.
    public void failed(InetAddress address) {
        List<InetAddress> again;
        synchronized (this) {
            if (state == State.BLOCKED) {
                return;
            }
            // No more is kept than is needed for the conclusion.
            if (failed.size() < HOSTS || failedNetworks.size() < NETWORKS) {
                if (failed.size() < HOSTS * NETWORKS) {
                    failed.add(address);
                }
                failedNetworks.add(network(address));
            }
            if (failed.size() < HOSTS || failedNetworks.size() < NETWORKS || checking) {
                return;
            }
            checking = true;
            again = List.copyOf(controls);
        }
        conclude(again);
    }

    private void conclude(List<InetAddress> again) {
        List<InetAddress> answered = again.stream().filter(answers).limit(1).toList();
        synchronized (this) {
            checking = false;
            if (answered.isEmpty() && !failed.isEmpty()) {
                state = State.BLOCKED;
                known.countDown();
                return;
            }
            failed.clear();
            failedNetworks.clear();
        }
    }

    /// Waits until it is known whether the port is open or blocked.
    ///
    /// @return the state then, or [State#UNPROVEN] if that takes longer than the patience
    State await(Duration patience) throws InterruptedException {
        boolean done = known.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        return done ? state() : State.UNPROVEN;
    }

    private static String network(InetAddress address) {
        byte[] octets = address.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(octets, octets.length == 4 ? 2 : 4));
    }
}
