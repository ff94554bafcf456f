package org.stsurvey.scanner.observe.dns;

import java.time.Duration;

/// How many questions may be in flight to one resolver, adapted until nothing is lost.
///
/// Ordinary timeouts say nothing here: most are the fault of a dead authority, and a survey meets thousands of
/// those. What steers are *pulses*, canary questions that the resolver answers from its cache: a lost one means
/// that packets are dropped between us and it, a slow one that its queue is long. Drops that the operating
/// system counts on our own sockets steer as well. The window doubles until the first sign of congestion, as
/// TCP's slow start does, then it grows by a sixteenth while pulses are quick and the window is what limits,
/// and shrinks by a quarter at a sign of congestion, at most once per reaction time. Pure arithmetic over the
/// times given; for one thread.
final class Window {

    static final int SMALLEST = 64;

    /// Of the time that a pulse takes beyond the quickest, what still counts as an empty queue, and what as a
    /// long one.
    private static final long SHORT_QUEUE = Duration.ofMillis(5).toNanos();

    private static final long LONG_QUEUE = Duration.ofMillis(40).toNanos();

    private static final long REACTION = Duration.ofMillis(250).toNanos();

    /// A quickest time older than this is measured anew: paths change within a scan of hours.
    private static final long BASE_LIFETIME = Duration.ofMinutes(5).toNanos();

    private static final int GROWTH_SHARE = 16;

    private final int largest;
    private int size;
    private boolean doubling = true;
    private long base = Long.MAX_VALUE;
    private long baseSince;
    private long shrunkAt;
    private boolean everShrunk;

    Window(int largest) {
        this.largest = largest;
        this.size = Math.min(SMALLEST, largest);
    }

    int size() {
        return size;
    }

    /// A pulse came back.
    ///
    /// @param took nanoseconds from sending to answer
    /// @param limiting whether questions have waited for the window since the pulse before
    void pulseAnswered(long took, boolean limiting, long now) {
        if (took < base || now - baseSince > BASE_LIFETIME) {
            base = took;
            baseSince = now;
        }
        long queue = took - base;
        if (queue > LONG_QUEUE) {
            shrink(now);
        } else if (queue < SHORT_QUEUE && limiting) {
            size = Math.min(largest, doubling ? size * 2 : size + Math.max(1, size / GROWTH_SHARE));
        } else if (queue >= SHORT_QUEUE) {
            doubling = false;
        }
    }

    /// A pulse, or packets for our own sockets, were lost.
    void lost(long now) {
        shrink(now);
    }

    /// The resolver was away: begin small again.
    void restart() {
        size = Math.min(SMALLEST, largest);
        doubling = true;
    }

    private void shrink(long now) {
        doubling = false;
        if (!everShrunk || now - shrunkAt >= REACTION) {
            size = Math.max(Math.min(SMALLEST, largest), size - size / 4);
            shrunkAt = now;
            everShrunk = true;
        }
    }
}
