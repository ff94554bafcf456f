package org.stsurvey.scanner.observe.https;

import java.net.http.HttpClient;
import java.util.function.Supplier;

/// The JDK's HTTP client, replaced by a fresh one whenever it has been left holding too many dead connections.
///
/// The JDK does not close the connection of a response whose head it cannot parse, nor offers a way to: the
/// socket stays open for as long as its client lives. So a client that has met a few such hosts gets no further
/// exchanges, and is shut down, with all of its sockets, once those under way have ended.
final class HttpClients implements AutoCloseable {

    /// How many sockets may be left open before a client is replaced.
    static final int MAX_LEFT_OPEN = 16;

    private final Supplier<HttpClient> maker;
    private Generation current;

    HttpClients(Supplier<HttpClient> maker) {
        this.maker = maker;
        this.current = new Generation(maker.get());
    }

    /// The client for one exchange, which is to be closed when that has ended.
    synchronized Loan borrow() {
        current.loans++;
        return new Loan(current);
    }

    private synchronized void giveBack(Generation generation, boolean leftOpen) {
        generation.loans--;
        generation.leftOpen += leftOpen ? 1 : 0;
        if (generation == current && generation.leftOpen >= MAX_LEFT_OPEN) {
            current = new Generation(maker.get());
        }
        if (generation != current && generation.loans == 0) {
            generation.client.shutdownNow();
        }
    }

    @Override
    public synchronized void close() {
        current.client.shutdownNow();
    }

    /// One client, and what it is in use for.
    private static final class Generation {
        private final HttpClient client;
        private int loans;
        private int leftOpen;

        private Generation(HttpClient client) {
            this.client = client;
        }
    }

    /// The use of a client for one exchange.
    final class Loan implements AutoCloseable {
        private final Generation generation;
        private boolean leftOpen;

        private Loan(Generation generation) {
            this.generation = generation;
        }

        HttpClient client() {
            return generation.client;
        }

        /// Notes that the exchange ended in a way that may have left its socket open.
        void leavesItsSocketOpen() {
            leftOpen = true;
        }

        @Override
        public void close() {
            giveBack(generation, leftOpen);
        }
    }
}
