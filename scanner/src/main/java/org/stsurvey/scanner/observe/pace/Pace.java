package org.stsurvey.scanner.observe.pace;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.stsurvey.scanner.recording.GateWait;

/// The gates that every exchange with a policy host passes first.
///
/// An exchange goes through the gate of its address, then of its network, of its provider, and of the survey as
/// a whole, always in this order, so that nobody waits in a circle. Who waits at a wide gate holds its place at
/// the narrow ones: a busy provider can therefore keep its own hosts waiting, but never somebody else's. A gate
/// exists as long as somebody is at it or its next moment has not come, so that memory does not grow with the
/// list.
///
/// For use by many threads, each of which waits here for its own exchange.
public final class Pace {

    /// A gate that exists for a while, and how many are at it.
    private static final class Kept {
        private final Gate gate;
        private int users;

        private Kept(Gate gate) {
            this.gate = gate;
        }
    }

    /// One gate on the way of one exchange.
    private record Passage(String name, Gate gate) {}

    /// How threads wait; a test does not.
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    private static final int IPV4_NETWORK_OCTETS = 3;
    private static final int IPV6_NETWORK_OCTETS = 6;
    private static final int FIRST_SWEEP = 1_024;

    private final PaceSettings settings;
    private final LongSupplier nanoClock;
    private final Sleeper sleeper;
    private final Gate begun;
    private final Gate underWay;
    private final Map<String, Kept> kept = new HashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private int sweepAt = FIRST_SWEEP;

    public Pace(PaceSettings settings) {
        this(settings, System::nanoTime, Thread::sleep);
    }

    /// @param nanoClock monotonic, in nanoseconds
    public Pace(PaceSettings settings, LongSupplier nanoClock, Sleeper sleeper) {
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.sleeper = sleeper;
        this.begun = Gate.of(settings.overall());
        this.underWay = new Gate(settings.overall().atOnce(), Duration.ZERO);
    }

    /// Waits until an exchange with this destination may begin, but not longer than the settings' patience.
    ///
    /// @throws InterruptedException if the thread is interrupted; no place is held then
    public Admission enter(Destination destination) throws InterruptedException {
        long arrived = nanoClock.getAsLong();
        List<Passage> way = way(destination);
        List<Gate> held = new ArrayList<>();
        boolean admitted = false;
        GateWait recorded = GateWait.started();
        waiting.incrementAndGet();
        try {
            for (Passage passage : way) {
                if (!passes(passage.gate(), arrived, held)) {
                    return new Admission.Deferred(since(arrived), passage.name());
                }
            }
            admitted = true;
            return new Admission.Admitted(since(arrived), () -> leave(destination, held));
        } finally {
            waiting.decrementAndGet();
            recorded.finish(destination.address(), admitted);
            if (!admitted) {
                leave(destination, held);
            }
        }
    }

    private boolean passes(Gate gate, long arrived, List<Gate> held) throws InterruptedException {
        if (!gate.takePlace(settings.patience().minus(since(arrived)))) {
            return false;
        }
        held.add(gate);
        OptionalLong wait =
                gate.nextBeginning(nanoClock.getAsLong(), settings.patience().minus(since(arrived)));
        if (wait.isEmpty()) {
            return false;
        }
        if (wait.getAsLong() > 0) {
            sleeper.sleep(Duration.ofNanos(wait.getAsLong()));
        }
        return true;
    }

    /// Lets nobody begin an exchange with this address for a while: it has asked for that.
    public void close(InetAddress address, Duration time) {
        if (gated(address)) {
            synchronized (kept) {
                keep(addressName(address), settings.perAddress()).gate.close(nanoClock.getAsLong(), time);
            }
        }
    }

    private List<Passage> way(Destination destination) {
        List<Passage> way = new ArrayList<>();
        synchronized (kept) {
            names(destination).forEach((name, limit) -> {
                Kept at = keep(name, limit);
                at.users++;
                way.add(new Passage(name, at.gate));
            });
        }
        if (gated(destination.address())) {
            way.add(new Passage("the survey", begun));
        }
        way.add(new Passage("the exchanges under way", underWay));
        return way;
    }

    private Kept keep(String name, Limit limit) {
        if (kept.size() >= sweepAt) {
            long now = nanoClock.getAsLong();
            kept.values().removeIf(one -> one.users == 0 && one.gate.isOpen(now));
            sweepAt = Math.max(FIRST_SWEEP, 2 * kept.size());
        }
        return kept.computeIfAbsent(name, _ -> new Kept(Gate.of(limit)));
    }

    private void leave(Destination destination, List<Gate> held) {
        held.reversed().forEach(Gate::leave);
        synchronized (kept) {
            names(destination)
                    .keySet()
                    .forEach(name -> kept.computeIfPresent(name, (_, one) -> {
                        one.users--;
                        return one.users == 0 && one.gate.isOpen(nanoClock.getAsLong()) ? null : one;
                    }));
        }
    }

    /// The gates of this destination alone, from the narrowest to the widest.
    private Map<String, Limit> names(Destination destination) {
        if (!gated(destination.address())) {
            return Map.of();
        }
        Map<String, Limit> names = new LinkedHashMap<>();
        names.put(addressName(destination.address()), settings.perAddress());
        names.put(networkName(destination.address()), settings.perNetwork());
        destination.provider().ifPresent(provider -> names.put("provider " + provider, settings.perProvider()));
        return names;
    }

    private boolean gated(InetAddress address) {
        return settings.gatesLoopback() || !address.isLoopbackAddress();
    }

    private static String addressName(InetAddress address) {
        return "address " + address.getHostAddress();
    }

    private static String networkName(InetAddress address) {
        int octets = address instanceof Inet4Address ? IPV4_NETWORK_OCTETS : IPV6_NETWORK_OCTETS;
        return "network " + HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), octets)) + "/" + 8 * octets;
    }

    private Duration since(long moment) {
        return Duration.ofNanos(nanoClock.getAsLong() - moment);
    }

    /// How many exchanges wait at a gate now.
    public int waiting() {
        return waiting.get();
    }

    /// How many gates there are for single destinations now.
    int gates() {
        synchronized (kept) {
            return kept.size();
        }
    }
}
