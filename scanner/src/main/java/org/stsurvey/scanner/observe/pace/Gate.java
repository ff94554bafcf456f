package org.stsurvey.scanner.observe.pace;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A gate that lets so many through at once and so many a second, in the order in which they came.
///
/// Who passes it holds a place until it is done. Beginnings are spaced by handing out the next free moment, which
/// only holders of a place ask for: so a gate never has more moments promised than it has places.
final class Gate {

    private final Semaphore places;
    private final long interval;
    private Optional<Long> next = Optional.empty();

    Gate(int atOnce, Duration interval) {
        places = new Semaphore(atOnce, true);
        this.interval = interval.toNanos();
    }

    static Gate of(Limit limit) {
        return new Gate(limit.atOnce(), limit.interval());
    }

    /// Waits for a place.
    ///
    /// @return false if none became free in time
    boolean takePlace(Duration patience) throws InterruptedException {
        return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    void leave() {
        places.release();
    }

    /// Promises the next free moment to somebody who holds a place.
    ///
    /// @param now by a clock of nanoseconds, the same one at every call
    /// @return how many nanoseconds to wait for it; empty, and nothing is promised, if that is more than
    ///     `patience`
    synchronized OptionalLong nextBeginning(long now, Duration patience) {
        long wait = waitAt(now);
        if (wait > patience.toNanos()) {
            return OptionalLong.empty();
        }
        next = Optional.of(now + wait + interval);
        return OptionalLong.of(wait);
    }

    /// Lets nobody begin before this long from now.
    synchronized void close(long now, Duration time) {
        next = Optional.of(now + Math.max(waitAt(now), time.toNanos()));
    }

    /// Whether the next one could begin at once.
    synchronized boolean isOpen(long now) {
        return waitAt(now) == 0;
    }

    private long waitAt(long now) {
        return next.map(moment -> Math.max(0, moment - now)).orElse(0L);
    }
}
