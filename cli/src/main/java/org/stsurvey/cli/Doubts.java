package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.List;
import org.stsurvey.scanner.observation.Doubt;

/// The times in which a resolver could not be believed, as of `System.nanoTime`.
///
/// Which of several resolvers answered a question is not kept, so a time is doubtful if one of them is. Written by the
/// DNS thread, read by whoever publishes.
final class Doubts {

    private final List<Span> spans = new ArrayList<>();

    /// A time; one that has not ended yet is `open`.
    private record Span(String resolver, Doubt doubt, long from, long to, boolean open) {

        boolean meets(long begin, long end) {
            return end - from >= 0 && (open || to - begin >= 0);
        }
    }

    synchronized void begin(String resolver, Doubt doubt, long from) {
        spans.add(new Span(resolver, doubt, from, from, true));
    }

    synchronized void end(String resolver, Doubt doubt, long to) {
        spans.replaceAll(span -> span.open() && span.resolver().equals(resolver) && span.doubt() == doubt
                ? new Span(resolver, doubt, span.from(), to, false)
                : span);
    }

    /// Whether any of it lies between two moments.
    synchronized boolean between(Doubt doubt, long from, long to) {
        for (Span span : spans) {
            if (span.doubt() == doubt && span.meets(from, to)) {
                return true;
            }
        }
        return false;
    }
}
