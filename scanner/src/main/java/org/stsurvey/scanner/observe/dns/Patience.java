package org.stsurvey.scanner.observe.dns;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stsurvey.scanner.observation.Doubt;
import org.stsurvey.scanner.recording.ResolverPaused;

/// Waits for sick resolvers, and gives up when none has been well for too long.
///
/// While all are sick nothing is asked, so whoever waits for an answer simply waits longer; once one is well
/// again the scan goes on by itself. For the loop's thread.
final class Patience {

    private final Duration limit;
    private final ResolverEvents events;
    private final Map<Upstream, Long> pausedAt = new HashMap<>();
    private boolean gaveUp;

    Patience(Duration limit, ResolverEvents events) {
        this.limit = limit;
        this.events = events;
    }

    void paused(Upstream upstream, long now) {
        pausedAt.put(upstream, now);
        String resolver = Upstream.text(upstream.address());
        String why = upstream.health().ailment().words();
        ResolverPaused.paused(resolver, why);
        events.paused(resolver, why);
    }

    void resumed(Upstream upstream, long now) {
        Long since = pausedAt.remove(upstream);
        Duration after = Duration.ofNanos(since == null ? 0 : now - since);
        ResolverPaused.resumed(Upstream.text(upstream.address()), after);
        events.resumed(Upstream.text(upstream.address()), after);
    }

    /// Tells what of a resolver's words cannot be believed, or can again.
    void doubt(Upstream upstream, long now) {
        String resolver = Upstream.text(upstream.address());
        ResolverHealth health = upstream.health();
        if (upstream.takeChangeOfDeceit()) {
            if (health.deceives()) {
                events.doubted(resolver, Doubt.ANSWERS, health.sickFrom());
            } else {
                events.believed(resolver, Doubt.ANSWERS, now);
            }
        }
        if (upstream.takeChangeOfValidation()) {
            if (health.hasStoppedToValidate()) {
                events.doubted(resolver, Doubt.SIGNATURES, health.lastAuthentic());
            } else {
                events.believed(resolver, Doubt.SIGNATURES, now);
            }
        }
    }

    void look(List<Upstream> upstreams, long now) {
        if (gaveUp || pausedAt.size() < upstreams.size()) {
            return;
        }
        long lastPaused = Long.MIN_VALUE;
        for (long at : pausedAt.values()) {
            lastPaused = lastPaused == Long.MIN_VALUE || at - lastPaused > 0 ? at : lastPaused;
        }
        if (now - lastPaused >= limit.toNanos()) {
            gaveUp = true;
            events.gaveUp("no resolver has been well for " + limit.toSeconds() + " s: "
                    + upstreams.stream()
                            .map(upstream -> Upstream.text(upstream.address()) + " "
                                    + upstream.health().ailment().words())
                            .collect(Collectors.joining(", ")));
        }
    }

    /// The loop itself has come to an end, so no question is ever answered again.
    void broken(Exception cause) {
        gaveUp = true;
        events.gaveUp("the DNS engine failed: " + cause);
    }
}
