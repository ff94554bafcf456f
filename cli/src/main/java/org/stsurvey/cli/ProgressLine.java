package org.stsurvey.cli;

import java.time.Duration;
import java.util.Locale;
import org.stsurvey.scanner.run.Progress.Snapshot;

/// One line about a running scan or rejudging.
final class ProgressLine {

    private static final double PERCENT = 100.0;

    private ProgressLine() {}

    /// What has been done by now, and the rates since the line before.
    ///
    /// @param first at the start of this process; what an earlier one did says nothing about our speed
    /// @param before at the line before
    /// @param interval since the line before
    /// @param running since the start of this process
    static String ofScan(Snapshot first, Snapshot before, Snapshot now, Duration interval, Duration running) {
        double seconds = seconds(interval);
        return String.format(
                Locale.ROOT,
                "%,d/%,d %.1f %%  ETA %s  %,.0f dns/s %,.0f https/s  found %,d  answered %.2f %%  resent %,d",
                now.done(),
                now.total(),
                share(now.done(), now.total()),
                eta(now.total() - now.done(), now.done() - first.done(), running),
                (now.lookups() - before.lookups()) / seconds,
                (now.fetches() - before.fetches()) / seconds,
                now.found(),
                share(now.answered(), now.lookups()),
                now.resent());
    }

    /// How much has been judged anew by now, and the rate since the line before.
    static String ofRejudging(Snapshot first, Snapshot before, Snapshot now, Duration interval, Duration running) {
        return String.format(
                Locale.ROOT,
                "%,d/%,d %.1f %%  ETA %s  %,.0f rows/s",
                now.done(),
                now.total(),
                share(now.done(), now.total()),
                eta(now.total() - now.done(), now.done() - first.done(), running),
                (now.done() - before.done()) / seconds(interval));
    }

    private static double seconds(Duration interval) {
        return Math.max(0.001, interval.toNanos() / 1e9);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? PERCENT : PERCENT * part / whole;
    }

    private static String eta(long left, long doneHere, Duration running) {
        if (doneHere == 0) {
            return "--:--";
        }
        Duration rest = Duration.ofSeconds(Math.round((double) running.toMillis() / 1000 * left / doneHere));
        return rest.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", rest.toHours(), rest.toMinutesPart(), rest.toSecondsPart())
                : String.format(Locale.ROOT, "%02d:%02d", rest.toMinutesPart(), rest.toSecondsPart());
    }
}
