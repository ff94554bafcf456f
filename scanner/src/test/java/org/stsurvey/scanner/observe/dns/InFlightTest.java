package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observe.dns.Exchange.Reply;
import org.stsurvey.scanner.observe.dns.Exchange.Route;
import org.stsurvey.scanner.observe.dns.Exchange.Silence;
import org.stsurvey.scanner.observe.dns.QueryMessage.Manner;

/// The life of an id, from query to answer.
///
/// All that can happen to two queries is tried in every order: sent, answered, answered twice, answered late,
/// answered with the other's question, from another socket, run out of time, sent again.
class InFlightTest {

    private static final int SOCKETS = 16;

    /// What can happen; each does nothing where it cannot happen.
    private enum Event {
        SEND_A,
        SEND_B,
        REPLY_A,
        REPLY_B,
        EARLIER_REPLY_A,
        ID_OF_A_QUESTION_OF_B,
        REPLY_A_AT_ANOTHER_SOCKET,
        QUERY_OF_A_COMES_BACK,
        SHORT_MESSAGE,
        TIME_RUNS_OUT
    }

    private static final int LENGTH = 6;

    @Test
    void whateverHappensInWhateverOrderEachQueryLandsOnceWithItsOwnAnswer() {
        Event[] order = new Event[LENGTH];
        assertThat(tryAll(order, 0)).isEqualTo((int) Math.pow(Event.values().length, LENGTH));
    }

    private static int tryAll(Event[] order, int length) {
        if (length == order.length) {
            new Story(order).run();
            return 1;
        }
        int stories = 0;
        for (Event event : Event.values()) {
            order[length] = event;
            stories += tryAll(order, length + 1);
        }
        return stories;
    }

    private static byte[] query(String name) {
        return QueryMessage.of(new Question(name, RecordType.TXT), Manner.PLAIN);
    }

    private static final byte[] QUERY_A = query("a.example");
    private static final byte[] QUERY_B = query("b.example");

    /// One order of events, played on a real table; the expectation is kept beside it in the simplest way.
    private static final class Story implements Exchange.Landing {
        private final Event[] order;
        private final InFlight inFlight = InFlightTest.table;
        private final List<Exchange> landed = new ArrayList<>();
        private Optional<Exchange> a = Optional.empty();
        private Optional<Exchange> b = Optional.empty();
        private Optional<byte[]> earlierReplyA = Optional.empty();
        private int sent;

        Story(Event[] order) {
            this.order = order;
        }

        void run() {
            for (Event event : order) {
                play(event);
                long waiting =
                        List.of(a, b).stream().filter(Optional::isPresent).count();
                if (inFlight.size() != waiting || landed.size() + waiting != sent) {
                    throw new AssertionError(Arrays.toString(order) + " at " + event + ": " + inFlight.size()
                            + " in flight, " + waiting + " waiting, " + landed.size() + " landed of " + sent);
                }
            }
            inFlight.removeIf(_ -> true, _ -> {});
        }

        private void play(Event event) {
            switch (event) {
                case SEND_A -> a = a.or(() -> Optional.of(send(QUERY_A)));
                case SEND_B -> b = b.or(() -> Optional.of(send(QUERY_B)));
                case REPLY_A -> a.ifPresent(this::replyToA);
                case REPLY_B ->
                    b.ifPresent(exchange -> {
                        b = Optional.empty();
                        mustLand(exchange, reply(exchange.query, exchange.id), exchange.socket);
                    });
                case EARLIER_REPLY_A ->
                    earlierReplyA.ifPresent(reply -> {
                        // The same id could have been drawn again, once in 65,536 times; then it is no earlier reply.
                        boolean same = a.filter(exchange -> exchange.id == ((reply[0] & 0xff) << 8 | (reply[1] & 0xff)))
                                .isPresent();
                        if (!same) {
                            mustBeStray(reply, 0);
                        }
                    });
                case ID_OF_A_QUESTION_OF_B ->
                    a.ifPresent(exchange -> mustBeStray(reply(QUERY_B, exchange.id), exchange.socket));
                case REPLY_A_AT_ANOTHER_SOCKET ->
                    a.ifPresent(exchange -> mustBeStray(reply(QUERY_A, exchange.id), (exchange.socket + 1) % SOCKETS));
                case QUERY_OF_A_COMES_BACK ->
                    a.ifPresent(exchange -> {
                        byte[] echo = reply(QUERY_A, exchange.id);
                        echo[2] &= 0x7f; // QR = 0
                        mustBeStray(echo, exchange.socket);
                    });
                case SHORT_MESSAGE ->
                    a.ifPresent(exchange -> {
                        byte[] whole = reply(QUERY_A, exchange.id);
                        for (int length = 0; length < QueryMessage.questionEnd(QUERY_A); length++) {
                            mustBeStray(Arrays.copyOf(whole, length), exchange.socket);
                        }
                    });
                case TIME_RUNS_OUT -> {
                    inFlight.removeIf(exchange -> exchange.expired(Long.MAX_VALUE / 2), exchange -> {
                        exchange.settle(Silence.INSTANCE, 0);
                    });
                    a = Optional.empty();
                    b = Optional.empty();
                }
            }
        }

        private Exchange send(byte[] query) {
            Exchange exchange = new Exchange(query, Duration.ofSeconds(5), Route.ANY, this);
            inFlight.add(exchange, sent % SOCKETS);
            sent++;
            return exchange;
        }

        private void replyToA(Exchange exchange) {
            a = Optional.empty();
            byte[] reply = reply(exchange.query, exchange.id);
            earlierReplyA = Optional.of(reply);
            mustLand(exchange, reply, exchange.socket);
        }

        private void mustLand(Exchange exchange, byte[] reply, int socket) {
            Optional<Exchange> answered = inFlight.answeredBy(reply, reply.length, socket);
            if (answered.filter(found -> found == exchange).isEmpty()) {
                throw new AssertionError(Arrays.toString(order) + ": the reply found " + answered);
            }
            exchange.settle(new Reply(reply), 0);
        }

        private void mustBeStray(byte[] message, int socket) {
            if (inFlight.answeredBy(message, message.length, socket).isPresent()) {
                throw new AssertionError(Arrays.toString(order) + ": a stray message was taken for an answer");
            }
        }

        @Override
        public boolean landed(Exchange exchange) {
            if (landed.contains(exchange)) {
                throw new AssertionError(Arrays.toString(order) + ": a query has landed twice");
            }
            landed.add(exchange);
            return true;
        }
    }

    private static final InFlight table = new InFlight(new RandomBits(new SecureRandom()));

    private static byte[] reply(byte[] query, int id) {
        byte[] reply = query.clone();
        reply[0] = (byte) (id >> 8);
        reply[1] = (byte) id;
        reply[2] |= (byte) 0x80;
        return reply;
    }

    @Test
    void theQuestionMayComeBackInOtherLetters() {
        InFlight inFlight = new InFlight(new RandomBits(new SecureRandom()));
        Exchange exchange = new Exchange(QUERY_A, Duration.ofSeconds(5), Route.ANY, _ -> true);
        inFlight.add(exchange, 0);
        byte[] reply = reply(QUERY_A, exchange.id);
        reply[QueryMessage.HEADER_OCTETS + 1] = 'A';
        assertThat(inFlight.answeredBy(reply, reply.length, 0)).contains(exchange);
    }

    @Test
    void idsAreSpreadOverTheWholeRangeAndNoneIsInUseTwice() {
        InFlight inFlight = new InFlight(new RandomBits(new SecureRandom()));
        Set<Integer> ids = new HashSet<>();
        int[] bits = new int[16];
        int queries = 20_000;
        for (int i = 0; i < queries; i++) {
            Exchange exchange = new Exchange(QUERY_A, Duration.ofSeconds(5), Route.ANY, _ -> true);
            inFlight.add(exchange, 0);
            assertThat(ids.add(exchange.id)).as("an id that is in use").isTrue();
            for (int bit = 0; bit < bits.length; bit++) {
                bits[bit] += exchange.id >> bit & 1;
            }
        }
        for (int ones : bits) {
            assertThat(ones).isBetween(9_400, 10_600);
        }
    }
}
