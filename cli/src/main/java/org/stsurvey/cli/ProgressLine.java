package org.stsurvey.cli;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.stsurvey.scanner.run.Pace;
import org.stsurvey.scanner.run.Phase;
import org.stsurvey.scanner.run.Progress.Snapshot;

/// One line about a running scan or rejudging.
final class ProgressLine {

    private static final double PERCENT = 100.0;
    private static final double GIB = 1 << 30;

    /// From here on, admission is about to wait.
    private static final int MANY_OPEN_CHUNKS = 15;

    private ProgressLine() {}

    /// What has been done by now, and the rates since the line before.
    ///
    /// @param before at the line before
    /// @param interval since the line before
    /// @param pace over the last minute; the tail of slow hosts shows in it
    /// @param resolver one word on the health of the resolvers; empty if nobody looks
    /// @param memory that the process holds, where the system tells
    static String ofScan(
            Snapshot before, Snapshot now, Duration interval, Pace pace, String resolver, OptionalLong memory) {
        StringBuilder line = new StringBuilder(head(now, pace));
        if (now.phase() == Phase.SCAN || now.phase() == Phase.RETEST) {
            double seconds = seconds(interval);
            line.append(String.format(
                    Locale.ROOT,
                    "  %,.0f dns/s %,.0f https/s  found %,d  answered %.2f %%  retry-queue %,d",
                    (now.lookups() - before.lookups()) / seconds,
                    (now.fetches() - before.fetches()) / seconds,
                    now.found(),
                    share(now.answered(), now.lookups()),
                    now.undetermined()));
            if (now.openChunks() >= MANY_OPEN_CHUNKS) {
                line.append("  ").append(now.openChunks()).append(" parts wait for slow domains");
            }
            now.waitingUntil().ifPresent(moment -> line.append("  waits until ").append(moment.truncatedTo(SECONDS)));
        }
        if (!resolver.isEmpty()) {
            line.append("  resolver ").append(resolver);
        }
        memory.ifPresent(bytes -> line.append(String.format(Locale.ROOT, "  rss %.1fG", bytes / GIB)));
        return line.toString();
    }

    /// How much has been judged anew by now, and the rate since the line before.
    static String ofRejudging(Snapshot before, Snapshot now, Duration interval, Pace pace) {
        return head(now, pace)
                + String.format(Locale.ROOT, "  %,.0f rows/s", (now.done() - before.done()) / seconds(interval));
    }

    private static String head(Snapshot now, Pace pace) {
        return switch (now.phase()) {
            case SCAN, REJUDGE -> share(now, pace);
            case RETEST -> "asking again " + share(now, pace);
            case MERGE -> "merging " + share(now, pace);
            // All at once, and soon done.
            case CHECK -> String.format(Locale.ROOT, "checking %,d rows", now.total());
        };
    }

    private static String share(Snapshot now, Pace pace) {
        return String.format(
                Locale.ROOT,
                "%,d/%,d %.1f %%  ETA %s",
                now.done(),
                now.total(),
                share(now.done(), now.total()),
                eta(pace.timeFor(now.total() - now.done())));
    }

    private static double seconds(Duration interval) {
        return Math.max(0.001, interval.toNanos() / 1e9);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? PERCENT : PERCENT * part / whole;
    }

    static String eta(Optional<Duration> left) {
        if (left.isEmpty()) {
            return "--:--";
        }
        Duration rest = left.get();
        return rest.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", rest.toHours(), rest.toMinutesPart(), rest.toSecondsPart())
                : String.format(Locale.ROOT, "%02d:%02d", rest.toMinutesPart(), rest.toSecondsPart());
    }
}
