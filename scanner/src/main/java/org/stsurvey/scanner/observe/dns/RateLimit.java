package org.stsurvey.scanner.observe.dns;

import java.time.Duration;

/// A hard cap on packets per second: over any span of time at most `rate` x span + one burst of 10 ms.
///
/// A bucket of tokens, filled by time. Shared by the UDP loop and whoever asks over TCP, hence synchronized.
final class RateLimit {

    private static final double NANOS = 1e9;

    /// Bursts per second: long enough that a busy thread need not wake for each packet.
    private static final int BURSTS = 100;

    private final double perNano;
    private final double full;
    private double tokens;
    private long filledAt;

    private RateLimit(double perSecond, long now) {
        this.perNano = perSecond / NANOS;
        this.full = Math.max(1, perSecond / BURSTS);
        this.tokens = full;
        this.filledAt = now;
    }

    static RateLimit perSecond(int packets, long now) {
        return new RateLimit(packets, now);
    }

    static RateLimit none() {
        return new RateLimit(Double.POSITIVE_INFINITY, 0);
    }

    /// Takes a token if there is one.
    synchronized boolean tryTake(long now) {
        if (full == Double.POSITIVE_INFINITY) {
            return true;
        }
        if (now - filledAt > 0) {
            tokens = Math.min(full, tokens + (now - filledAt) * perNano);
            filledAt = now;
        }
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /// Waits for a token.
    void take() throws InterruptedException {
        while (!tryTake(System.nanoTime())) {
            Thread.sleep(Duration.ofNanos((long) (1 / perNano)));
        }
    }

    /// How long until there is a token again, at least.
    synchronized long nanosToNext() {
        return tokens >= 1 ? 0 : (long) ((1 - tokens) / perNano);
    }
}
