package org.stsurvey.scanner.observe;

import java.time.Duration;
import java.util.function.LongSupplier;

/// A point in monotonic time after which nothing more is waited for.
///
/// Handed down from the domain to each question and fetch, so that the parts of a domain share one budget. It counts
/// time on the wire: whoever waits at one of our own gates must [extend][#extend] it by that wait. For the thread that
/// follows the domain, and no other.
public final class Deadline {

    private final LongSupplier nanoClock;
    private long expiresAt;

    private Deadline(LongSupplier nanoClock, long expiresAt) {
        this.nanoClock = nanoClock;
        this.expiresAt = expiresAt;
    }

    /// A deadline this long from now, by the JVM's monotonic clock.
    public static Deadline after(Duration budget) {
        return after(budget, System::nanoTime);
    }

    /// A deadline this long from now, by the given clock of nanoseconds; a scan's is the [WireClock].
    public static Deadline after(Duration budget, LongSupplier nanoClock) {
        return new Deadline(nanoClock, nanoClock.getAsLong() + budget.toNanos());
    }

    /// The earlier of this deadline and one this long from now; extending one does not extend the other.
    public Deadline orAfter(Duration budget) {
        long other = nanoClock.getAsLong() + budget.toNanos();
        return new Deadline(nanoClock, other - expiresAt < 0 ? other : expiresAt);
    }

    /// Moves this deadline into the future, by a wait that was not on the wire.
    public void extend(Duration wait) {
        expiresAt += wait.toNanos();
    }

    /// What is left; zero once it has passed.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, expiresAt - nanoClock.getAsLong()));
    }

    public boolean passed() {
        return expiresAt - nanoClock.getAsLong() <= 0;
    }
}
