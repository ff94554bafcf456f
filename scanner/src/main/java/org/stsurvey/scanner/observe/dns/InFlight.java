package org.stsurvey.scanner.observe.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The queries that are on their way to one resolver, found by id when a response comes.
///
/// An id belongs to one query at a time, from [#add] to whichever comes first of [#answeredBy] and [#removeIf].
/// So a late or a second response finds nothing, or another query whose question it does not echo. For one
/// thread, which is why there is no state between "waiting" and "gone".
final class InFlight {

    private static final int IDS = 1 << 16;

    private final @Nullable Exchange[] byId = new @Nullable Exchange[IDS];
    private final List<Exchange> all = new ArrayList<>();
    private final RandomBits random;

    InFlight(RandomBits random) {
        this.random = random;
    }

    int size() {
        return all.size();
    }

    /// Gives a query an id that is free and unpredictable, to be sent from the socket of this number.
    void add(Exchange exchange, int socket) {
        int id = random.next16();
        while (byId[id] != null) {
            id = random.next16();
        }
        exchange.id = id;
        exchange.socket = socket;
        exchange.place = all.size();
        byId[id] = exchange;
        all.add(exchange);
    }

    /// Takes out the query that a received message answers: same id, same socket, same question, QR set. Empty
    /// for a stray message, which changes nothing.
    Optional<Exchange> answeredBy(byte[] message, int length, int socket) {
        if (length < QueryMessage.HEADER_OCTETS) {
            return Optional.empty();
        }
        Exchange exchange = byId[(message[0] & 0xff) << 8 | (message[1] & 0xff)];
        if (exchange == null
                || exchange.socket != socket
                || !QueryMessage.isAnsweredBy(exchange.query, exchange.questionEnd, message, length)) {
            return Optional.empty();
        }
        remove(exchange);
        return Optional.of(exchange);
    }

    /// Takes out every query that the condition holds for and hands it on; that may add new ones.
    void removeIf(Predicate<Exchange> condition, Consumer<Exchange> removed) {
        for (int i = all.size() - 1; i >= 0; i--) {
            Exchange exchange = all.get(i);
            if (condition.test(exchange)) {
                remove(exchange);
                removed.accept(exchange);
            }
        }
    }

    /// Takes out one query, for instance one that could not be sent.
    void remove(Exchange exchange) {
        byId[exchange.id] = null;
        Exchange last = all.removeLast();
        if (last != exchange) {
            last.place = exchange.place;
            all.set(last.place, last);
        }
    }
}
