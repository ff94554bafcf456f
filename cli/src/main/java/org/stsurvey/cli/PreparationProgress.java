package org.stsurvey.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.stsurvey.inputs.PreparationWatch;

/// Says now and then how far the preparation of a long list is; of a short one nothing.
final class PreparationProgress implements PreparationWatch {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter err;
    private long saidAt = System.nanoTime();

    PreparationProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void reached(long lines, long targets) {
        long now = System.nanoTime();
        if (now - saidAt < INTERVAL.toNanos()) {
            return;
        }
        saidAt = now;
        err.println(
                targets == 0
                        ? String.format(Locale.ROOT, "stsurvey: reading the list: %,d lines", lines)
                        : String.format(Locale.ROOT, "stsurvey: ordering the names: %,d targets", targets));
        err.flush();
    }
}
