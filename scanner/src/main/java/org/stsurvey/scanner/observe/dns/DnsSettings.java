package org.stsurvey.scanner.observe.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// How lookups are made.
///
/// @param resolvers at least one recursive resolver; tries go round them
/// @param tryTimeout how long one try is waited for; longer than a resolver's own effort
/// @param tries how often a question is sent at most, 1 or more
public record DnsSettings(List<InetSocketAddress> resolvers, Duration tryTimeout, int tries) {

    /// Longer than the resolver's own effort, so that a slow authority shows as SERVFAIL and not as our
    /// timeout.
    public static final Duration DEFAULT_TRY_TIMEOUT = Duration.ofSeconds(5);

    public static final int DEFAULT_TRIES = 3;

    public DnsSettings {
        resolvers = List.copyOf(resolvers);
        if (resolvers.isEmpty()) {
            throw new IllegalArgumentException("no resolver given");
        }
        if (tries < 1) {
            throw new IllegalArgumentException("tries " + tries + " is below 1");
        }
    }

    public static DnsSettings of(List<InetSocketAddress> resolvers) {
        return new DnsSettings(resolvers, DEFAULT_TRY_TIMEOUT, DEFAULT_TRIES);
    }
}
