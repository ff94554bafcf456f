package org.stsurvey.scanner.observe.dns;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One query and what became of it.
///
/// Made by whoever asks, then owned by the [UdpLoop] until it lands; the [Landing] hands it back. In between
/// the loop may send it more than once, where a try does not count because we or the resolver were not well.
final class Exchange {

    /// Where a settled exchange goes; called by the loop, so it must not block.
    interface Landing {
        /// True if nothing that belongs to this exchange is under way any more.
        boolean landed(Exchange exchange);
    }

    /// What became of a query.
    sealed interface Outcome {}

    /// A response with our id, from the resolver asked, that echoes our question.
    @SuppressWarnings("ArrayRecordComponent") // is read once, never compared
    record Reply(byte[] message) implements Outcome {}

    /// No response in time.
    record Silence() implements Outcome {
        static final Silence INSTANCE = new Silence();
    }

    /// Which resolver a query may go to.
    ///
    /// @param only the one to ask, or null for any
    /// @param notFirst one to be passed over where there is another, because it was asked before
    record Route(@Nullable Upstream only, @Nullable Upstream notFirst) {
        static final Route ANY = new Route(null, null);

        static Route to(Upstream only) {
            return new Route(only, null);
        }

        static Route away(@Nullable Upstream from) {
            return from == null ? ANY : new Route(null, from);
        }
    }

    final byte[] query;
    final int questionEnd;
    final long timeoutNanos;
    final Route route;
    final Landing landing;

    // From here on the loop's, until the exchange has landed.

    @Nullable
    Upstream upstream;

    @Nullable
    Outcome outcome;

    int id;
    int socket;
    int place;
    int repeats;
    long queuedAt;
    long sentAt;
    long settledAt;

    Exchange(byte[] query, Duration timeout, Route route, Landing landing) {
        this.query = query;
        this.questionEnd = QueryMessage.questionEnd(query);
        this.timeoutNanos = timeout.toNanos();
        this.route = route;
        this.landing = landing;
    }

    /// Whether the time of the try that is under way is over.
    boolean expired(long now) {
        return now - sentAt >= timeoutNanos;
    }

    /// Gives the exchange its outcome; true if it is the last of those that belong together.
    boolean settle(Outcome found, long now) {
        outcome = found;
        settledAt = now;
        return landing.landed(this);
    }

    /// What became of the query, once it has landed.
    Outcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException("this query is still under way");
        }
        return outcome;
    }

    /// How long the try took on the wire.
    Duration elapsed() {
        return Duration.ofNanos(settledAt - sentAt);
    }

    /// How long the query waited for our own window, rate limit or a sick resolver before the try that counts.
    Duration waited() {
        return Duration.ofNanos(sentAt - queuedAt);
    }
}
