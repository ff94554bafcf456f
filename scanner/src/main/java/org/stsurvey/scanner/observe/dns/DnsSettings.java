package org.stsurvey.scanner.observe.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// How lookups are made.
///
/// @param resolvers at least one recursive resolver; lookups are spread over them, and a retry goes to another
/// @param firstTimeout how long the first try is waited for on the wire; each further one twice as long as the
///     one before
/// @param longestTimeout what no try is waited for longer
/// @param tries how often a question is sent at most, 1 or more
/// @param backoff the first wait between two tries, doubled for each further one, half of it at random
/// @param packetsPerSecond a hard cap on all queries together, retries and canaries included; empty for none
/// @param socketsPerResolver from how many ports queries leave, so that a forger has to guess the port as well
///     as the id
/// @param maxWindow how many questions are in flight to one resolver at most
/// @param patience how long it is waited for a resolver to get well when all are sick
public record DnsSettings(
        List<InetSocketAddress> resolvers,
        Duration firstTimeout,
        Duration longestTimeout,
        int tries,
        Duration backoff,
        OptionalInt packetsPerSecond,
        int socketsPerResolver,
        int maxWindow,
        Duration patience) {

    /// Most answers come sooner. Where one comes later the resolver goes on working for it, and the next try
    /// finds it at work or done; where a packet was lost, no more than this was.
    public static final Duration DEFAULT_FIRST_TIMEOUT = Duration.ofSeconds(1);

    public static final Duration DEFAULT_LONGEST_TIMEOUT = Duration.ofSeconds(5);

    /// Together they wait longer than the resolver's own effort lasts, so that a slow authority shows as
    /// SERVFAIL and not as our timeout. With one packet in three lost, one question in seventy finds no answer
    /// in four tries, and one in five thousand none in two passes.
    public static final int DEFAULT_TRIES = 4;

    /// Longer than a sick resolver takes to be noticed, so that its SERVFAILs do not use up the tries.
    public static final Duration DEFAULT_BACKOFF = Duration.ofMillis(800);

    public static final int DEFAULT_SOCKETS = 16;

    /// More than this made one name server on the same machine lose queries and halved its rate.
    public static final int DEFAULT_MAX_WINDOW = 4_096;

    /// Long enough for a resolver to be restarted, short enough for an operator to be told the same hour.
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(10);

    public DnsSettings {
        resolvers = List.copyOf(resolvers);
        requireAtLeast(1, "resolvers", resolvers.size());
        requireAtLeast(1, "tries", tries);
        packetsPerSecond.ifPresent(rate -> requireAtLeast(1, "packets per second", rate));
        requireAtLeast(1, "sockets per resolver", socketsPerResolver);
        requireAtLeast(1, "window", maxWindow);
    }

    private static void requireAtLeast(int least, String what, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " " + value + " is below " + least);
        }
    }

    public static DnsSettings of(List<InetSocketAddress> resolvers) {
        return new DnsSettings(
                resolvers,
                DEFAULT_FIRST_TIMEOUT,
                DEFAULT_LONGEST_TIMEOUT,
                DEFAULT_TRIES,
                DEFAULT_BACKOFF,
                OptionalInt.empty(),
                DEFAULT_SOCKETS,
                DEFAULT_MAX_WINDOW,
                DEFAULT_PATIENCE);
    }

    /// How long a try is waited for.
    ///
    /// @param number of the try, from 1
    Duration timeout(int number) {
        Duration timeout = firstTimeout;
        for (int i = 1; i < number && timeout.compareTo(longestTimeout) < 0; i++) {
            timeout = timeout.multipliedBy(2);
        }
        return timeout.compareTo(longestTimeout) < 0 ? timeout : longestTimeout;
    }

    /// The same settings with so many tries.
    public DnsSettings withTries(int count) {
        return new DnsSettings(
                resolvers,
                firstTimeout,
                longestTimeout,
                count,
                backoff,
                packetsPerSecond,
                socketsPerResolver,
                maxWindow,
                patience);
    }

    /// The same settings with tries of this length.
    public DnsSettings withTimeouts(Duration first, Duration longest) {
        return new DnsSettings(
                resolvers, first, longest, tries, backoff, packetsPerSecond, socketsPerResolver, maxWindow, patience);
    }

    /// The same settings with a cap on the rate.
    public DnsSettings withPacketsPerSecond(int rate) {
        return new DnsSettings(
                resolvers,
                firstTimeout,
                longestTimeout,
                tries,
                backoff,
                OptionalInt.of(rate),
                socketsPerResolver,
                maxWindow,
                patience);
    }

    /// The same settings with another patience.
    public DnsSettings withPatience(Duration limit) {
        return new DnsSettings(
                resolvers,
                firstTimeout,
                longestTimeout,
                tries,
                backoff,
                packetsPerSecond,
                socketsPerResolver,
                maxWindow,
                limit);
    }

    /// The same settings with another wait between tries.
    public DnsSettings withBackoff(Duration first) {
        return new DnsSettings(
                resolvers,
                firstTimeout,
                longestTimeout,
                tries,
                first,
                packetsPerSecond,
                socketsPerResolver,
                maxWindow,
                patience);
    }
}
