package org.stsurvey.scanner.observe;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Monotonic time that stands still while this process does.
///
/// A process that was stopped (SIGSTOP, a suspended machine, a very long collection of garbage) has not waited
/// for anybody: no deadline may pass in that time, or thousands of domains would be told "timed out" at once.
/// So the time is not read from the system but counted by one platform thread, in ticks of about 10 ms, each at
/// most a quarter of a second long. Whoever runs first after the stop still sees the time before it.
public final class WireClock implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(10);
    private static final long LONGEST_TICK = Duration.ofMillis(250).toNanos();

    private final LongSupplier systemNanos;
    private final Thread ticker;
    private volatile long lastTick;
    private volatile long now;
    private volatile int stops;

    private WireClock(LongSupplier systemNanos) {
        this.systemNanos = systemNanos;
        this.lastTick = systemNanos.getAsLong();
        this.ticker = Thread.ofPlatform().daemon().name("wire-clock").unstarted(this::run);
    }

    /// A clock over the JVM's monotonic time, ticking until it is closed.
    public static WireClock start() {
        WireClock clock = new WireClock(System::nanoTime);
        clock.ticker.start();
        return clock;
    }

    /// A clock that is ticked by hand, over any source of nanoseconds.
    static WireClock tickedByHand(LongSupplier systemNanos) {
        return new WireClock(systemNanos);
    }

    /// Nanoseconds that this process has been running for, to about 10 ms.
    public long nanos() {
        return now;
    }

    /// How often the process has been stopped, the time since the last tick included; whoever sees it change
    /// during a measurement repeats it.
    public int stops() {
        return stops + (systemNanos.getAsLong() - lastTick > LONGEST_TICK ? 1 : 0);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException _) {
                return;
            }
            tick();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void tick() {
        long system = systemNanos.getAsLong();
        long passed = system - lastTick;
        if (passed > LONGEST_TICK) {
            stops++;
        }
        lastTick = system;
        now += Math.min(passed, LONGEST_TICK);
    }

    @Override
    public void close() {
        ticker.interrupt();
    }
}
