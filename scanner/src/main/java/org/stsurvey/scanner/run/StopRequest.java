package org.stsurvey.scanner.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks a running scan to stop: it takes in nothing new, publishes what is complete, and stays resumable.
public final class StopRequest {

    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /// Makes the request; the first reason given is kept.
    public void because(String why) {
        reason.compareAndSet(null, why);
    }

    public boolean made() {
        return reason.get() != null;
    }

    public Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }
}
