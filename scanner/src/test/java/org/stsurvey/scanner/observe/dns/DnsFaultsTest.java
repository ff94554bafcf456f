package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.observe.dns.Replies.cname;
import static org.stsurvey.scanner.observe.dns.Replies.name;
import static org.stsurvey.scanner.observe.dns.Replies.reply;
import static org.stsurvey.scanner.observe.dns.Replies.txt;
import static org.stsurvey.scanner.observe.dns.Replies.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Failure;
import org.stsurvey.scanner.observation.DnsAnswer.Found;
import org.stsurvey.scanner.observation.DnsAnswer.NoData;
import org.stsurvey.scanner.observation.DnsAnswer.NoSuchName;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.dns.ScriptedDnsServer.OverTcp;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;

/// Resolvers that lose, spoof, garble, cut and refuse: what each does to one question.
///
/// In every case the answer is right or says that we do not know; nothing that a resolver does wrong is taken
/// for "does not exist".
class DnsFaultsTest {

    private static final Question TXT = new Question("_mta-sts.example.com", RecordType.TXT);
    private static final Duration TRY = Duration.ofMillis(300);

    private static DnsLookup ask(ScriptedDnsServer.Script script) throws Exception {
        return ask(script, OverTcp.hangUp());
    }

    private static DnsLookup ask(ScriptedDnsServer.Script script, OverTcp overTcp) throws Exception {
        try (ScriptedDnsServer server = new ScriptedDnsServer(script, overTcp)) {
            return ask(server);
        }
    }

    private static DnsLookup ask(ScriptedDnsServer server) throws Exception {
        try (DnsEngine engine = open(server)) {
            return engine.ask(List.of(TXT), Deadline.after(Duration.ofSeconds(10)))
                    .getFirst();
        }
    }

    private static DnsEngine open(ScriptedDnsServer server) throws Exception {
        return DnsEngine.open(
                DnsSettings.of(List.of(server.address()))
                        .withTimeouts(TRY, TRY)
                        .withTries(3)
                        .withBackoff(Duration.ofMillis(4)),
                ResolverEvents.IGNORED);
    }

    private static Message good(Message query) {
        return reply(query, Rcode.NOERROR, txt(query.getQuestion().getName(), "v=STSv1; id=1"));
    }

    private static Message truncated(Message query) {
        Message cut = reply(query, Rcode.NOERROR);
        cut.getHeader().setFlag(Flags.TC);
        return cut;
    }

    private static byte[] withId(byte[] message, int id) {
        message[0] = (byte) (id >> 8);
        message[1] = (byte) id;
        return message;
    }

    private static void assertUnknown(DnsLookup lookup, Failure failure) {
        assertThat(lookup.answer())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.failure()).isEqualTo(failure));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void lostQueriesAreSentAgain(int lost) throws Exception {
        DnsLookup lookup = ask((query, number) -> number <= lost ? List.of() : wire(good(query)));
        assertThat(lookup.answer()).isInstanceOf(Found.class);
        assertThat(lookup.tries()).isEqualTo(lost + 1);
    }

    @Test
    void aWrongIdThatArrivesFirstDoesNotFailTheQuery() throws Exception {
        DnsLookup lookup = ask((query, _) -> {
            byte[] forged = reply(query, Rcode.NXDOMAIN).toWire();
            return List.of(
                    withId(forged, query.getHeader().getID() ^ 0x5a5a),
                    good(query).toWire());
        });
        assertThat(lookup.answer()).isInstanceOf(Found.class);
        assertThat(lookup.tries()).isEqualTo(1);
    }

    @Test
    void anAnswerToAnotherQuestionIsNotOurs() throws Exception {
        DnsLookup lookup = ask((query, _) -> {
            Message other = Message.newQuery(Record.newRecord(name("_mta-sts.example.net."), 16, DClass.IN));
            other.getHeader().setID(query.getHeader().getID());
            return wire(reply(other, Rcode.NXDOMAIN), good(query));
        });
        assertThat(lookup.answer()).isInstanceOf(Found.class);
    }

    @Test
    void anAnswerAboutAnotherTypeIsNotOurs() throws Exception {
        DnsLookup lookup = ask((query, _) -> {
            Message other =
                    Message.newQuery(Record.newRecord(query.getQuestion().getName(), 15, DClass.IN));
            other.getHeader().setID(query.getHeader().getID());
            return wire(reply(other, Rcode.NXDOMAIN), good(query));
        });
        assertThat(lookup.answer()).isInstanceOf(Found.class);
    }

    @Test
    void ourOwnQuerySentBackIsNoAnswer() throws Exception {
        DnsLookup lookup = ask((query, _) -> List.of(query.toWire()));
        assertUnknown(lookup, Failure.TIMEOUT);
    }

    @Test
    void aSecondAndAThirdAnswerAreHarmless() throws Exception {
        DnsLookup lookup =
                ask((query, _) -> wire(good(query), reply(query, Rcode.NXDOMAIN), reply(query, Rcode.NXDOMAIN)));
        assertThat(lookup.answer()).isInstanceOf(Found.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 11, 12, 20})
    void aStumpIsNoAnswer(int length) throws Exception {
        DnsLookup lookup = ask((query, _) -> List.of(Arrays.copyOf(good(query).toWire(), length)));
        assertUnknown(lookup, Failure.TIMEOUT);
    }

    @Test
    void anEmptyDatagramDoesNotKeepTheAnswerBehindItFromBeingRead() throws Exception {
        DnsLookup lookup = ask((query, _) -> List.of(new byte[0], good(query).toWire()));
        assertThat(lookup.answer()).isInstanceOf(Found.class);
    }

    @Test
    void aDatagramOfTheLargestSizeIsCutAndUnreadable() throws Exception {
        DnsLookup lookup = ask((query, _) -> List.of(Arrays.copyOf(good(query).toWire(), 65_000)));
        assertThat(lookup.answer()).isInstanceOf(Found.class); // what follows the records is no part of the message
    }

    @Test
    void aCompressionLoopIsMalformed() throws Exception {
        DnsLookup lookup = ask((query, _) -> {
            byte[] message = reply(query, Rcode.NOERROR).toWire();
            int end = message.length;
            byte[] looping = Arrays.copyOf(message, end + 12);
            looping[7] = 1; // one answer, whose name points at itself
            looping[end] = (byte) (0xc0 | end >> 8);
            looping[end + 1] = (byte) end;
            return List.of(looping);
        });
        assertUnknown(lookup, Failure.MALFORMED);
        assertThat(lookup.tries()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.FORMERR, Rcode.NOTIMP, Rcode.YXDOMAIN})
    void responseCodesThatSayNothingOfTheNameAreKept(int rcode) throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(reply(query, rcode)));
        assertThat(lookup.answer())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.rcode()).isEqualTo(OptionalInt.of(rcode)));
    }

    @Test
    void badversIsNotReadAsNoDataAndIsAskedWithoutEdns() throws Exception {
        DnsLookup lookup = ask((query, _) -> {
            if (query.getOPT() == null) {
                return wire(good(query));
            }
            Message bad = reply(query, Rcode.NOERROR);
            bad.addRecord(new org.xbill.DNS.OPTRecord(1232, 1, 0), Section.ADDITIONAL); // extended rcode 16
            return wire(bad);
        });
        assertThat(lookup.answer()).isInstanceOf(Found.class);
    }

    @Test
    void nxdomainThatBringsAnAliasIsReadToItsEnd() throws Exception {
        DnsLookup lookup = ask(
                (query, _) -> wire(reply(query, Rcode.NXDOMAIN, cname("_mta-sts.example.com.", "gone.example.net."))));
        assertThat(lookup.answer()).isEqualTo(new NoSuchName(List.of("gone.example.net"), false, Optional.empty()));
    }

    @Test
    void noDataNeedsNoSoa() throws Exception {
        assertThat(ask((query, _) -> wire(reply(query, Rcode.NOERROR))).answer())
                .isEqualTo(new NoData(List.of(), false, Optional.empty()));
    }

    @Test
    void anAliasWhoseEndTheResolverLeavesOpenIsFollowed() throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(
                switch (query.getQuestion().getName().toString()) {
                    case "_mta-sts.example.com." ->
                        reply(query, Rcode.NOERROR, cname("_mta-sts.example.com.", "a.example.net."));
                    case "a.example.net." -> reply(query, Rcode.NOERROR, cname("a.example.net.", "b.example.net."));
                    default -> good(query);
                }));
        assertThat(lookup.answer()).isInstanceOf(Found.class);
        assertThat(lookup.answer().cnames()).containsExactly("a.example.net", "b.example.net");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aChainIsFollowedToItsEighthAlias(int hops) throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(chain(query, hops)));
        assertThat(lookup.answer()).isInstanceOf(Found.class);
        assertThat(lookup.answer().cnames()).hasSize(hops);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 17})
    void aLongerChainIsALoop(int hops) throws Exception {
        assertUnknown(ask((query, _) -> wire(chain(query, hops))), Failure.CNAME_LOOP);
    }

    @Test
    void aLoopThatIsServedAliasByAliasEndsToo() throws Exception {
        DnsLookup lookup = ask((query, _) -> {
            String asked = query.getQuestion().getName().toString();
            String next = asked.equals("a.example.net.") ? "b.example.net." : "a.example.net.";
            return wire(reply(query, Rcode.NOERROR, cname(asked, next)));
        });
        assertUnknown(lookup, Failure.CNAME_LOOP);
        assertThat(lookup.answer().cnames()).hasSize(8);
    }

    private static Message chain(Message query, int hops) {
        Message reply = reply(query, Rcode.NOERROR);
        String owner = query.getQuestion().getName().toString();
        for (int i = 1; i <= hops; i++) {
            reply.addRecord(cname(owner, "h" + i + ".example.net."), Section.ANSWER);
            owner = "h" + i + ".example.net.";
        }
        reply.addRecord(txt(name(owner), "v=STSv1; id=1"), Section.ANSWER);
        return reply;
    }

    @Test
    void aDnameStandsForTheAliasThatItMakes() throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(reply(
                query,
                Rcode.NOERROR,
                new DNAMERecord(name("example.com."), DClass.IN, 300, name("example.org.")),
                txt(name("_mta-sts.example.org."), "v=STSv1; id=1"))));
        assertThat(lookup.answer()).isInstanceOf(Found.class);
        assertThat(lookup.answer().cnames()).containsExactly("_mta-sts.example.org");
    }

    @Test
    void aTruncatedAnswerIsFetchedOverTcp() throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(truncated(query)), OverTcp.of((query, _) -> wire(good(query))));
        assertThat(lookup.answer()).isInstanceOf(Found.class);
    }

    @Test
    void aTruncatedDenialIsNoDenial() throws Exception {
        DnsLookup lookup = ask(
                (query, _) -> {
                    Message cut = reply(query, Rcode.NXDOMAIN);
                    cut.getHeader().setFlag(Flags.TC);
                    return wire(cut);
                },
                OverTcp.of((query, _) -> wire(good(query))));
        assertThat(lookup.answer()).isInstanceOf(Found.class);
    }

    @Test
    void aTruncatedAnswerWithoutTcpBehindItIsUnknown() throws Exception {
        assertUnknown(ask((query, _) -> wire(truncated(query))), Failure.MALFORMED);
    }

    @Test
    void anotherAnswerOverTcpIsUnknown() throws Exception {
        DnsLookup lookup = ask(
                (query, _) -> wire(truncated(query)),
                OverTcp.of((query, _) ->
                        List.of(withId(good(query).toWire(), query.getHeader().getID() ^ 1))));
        assertUnknown(lookup, Failure.MALFORMED);
    }

    @Test
    void anAnswerOverTcpThatComesOctetByOctetIsRead() throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(truncated(query)), (query, out) -> {
            byte[] answer = good(query).toWire();
            out.writeShort(answer.length);
            for (byte octet : answer) {
                out.write(octet);
                out.flush();
            }
        });
        assertThat(lookup.answer()).isInstanceOf(Found.class);
    }

    @Test
    void anAnswerOverTcpThatStallsMidwayIsUnknownWhenItsTimeIsOver() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        long started = System.nanoTime();
        DnsLookup lookup = ask((query, _) -> wire(truncated(query)), (query, out) -> {
            byte[] answer = good(query).toWire();
            out.writeShort(answer.length);
            out.write(answer, 0, answer.length / 2);
            out.flush();
            over.await(20, TimeUnit.SECONDS);
        });
        over.countDown();
        assertUnknown(lookup, Failure.TIMEOUT);
        // Three tries over UDP and TCP, and far from the deadline of the question.
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void anAnswerOverTcpThatStallsInItsLengthIsUnknown() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        DnsLookup lookup = ask((query, _) -> wire(truncated(query)), (_, out) -> {
            out.write(0);
            out.flush();
            over.await(20, TimeUnit.SECONDS);
        });
        over.countDown();
        assertUnknown(lookup, Failure.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(ints = {-20, -1, 1, 1_000})
    void anAnswerOverTcpWhoseLengthLiesIsUnknown(int off) throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(truncated(query)), (query, out) -> {
            byte[] answer = good(query).toWire();
            out.writeShort(answer.length + off);
            out.write(answer);
        });
        assertUnknown(lookup, Failure.MALFORMED);
    }

    @Test
    void anAnswerFromAnotherPortIsNotOurs() throws Exception {
        AtomicReference<ScriptedDnsServer> forger = new AtomicReference<>();
        try (ScriptedDnsServer server = new ScriptedDnsServer((query, _) -> {
            byte[] forged = reply(query, Rcode.NXDOMAIN).toWire();
            forger.get().sendFromElsewhere(forged, forger.get().client());
            return wire(good(query));
        })) {
            forger.set(server);
            assertThat(ask(server).answer()).isInstanceOf(Found.class);
        }
    }

    @Test
    void theAnswerToATryThatWasGivenUpDoesNotAnswerTheNext() throws Exception {
        List<Message> asked = new CopyOnWriteArrayList<>();
        // The first try's answer, a denial, arrives beside the second's.
        DnsLookup lookup = ask((query, number) -> {
            asked.add(query);
            return number == 1 ? List.of() : wire(reply(asked.getFirst(), Rcode.NXDOMAIN), good(query));
        });
        assertThat(lookup.answer()).isInstanceOf(Found.class);
        assertThat(lookup.tries()).isEqualTo(2);
    }

    @Test
    void aLateAnswerIsNotTakenForThatToAnotherQuestionOnTheSamePort() throws Exception {
        List<Message> late = new CopyOnWriteArrayList<>();
        // Every question to a name that begins with "late" is answered, with a denial, after the next one to be asked.
        try (ScriptedDnsServer server = new ScriptedDnsServer((query, _) -> {
                    if (query.getQuestion().getName().toString().startsWith("late")) {
                        late.add(query);
                        return List.of();
                    }
                    List<byte[]> packets = new ArrayList<>();
                    late.forEach(each -> packets.addAll(wire(reply(each, Rcode.NXDOMAIN))));
                    packets.addAll(wire(good(query)));
                    return packets;
                });
                DnsEngine engine = open(server)) {
            for (int i = 0; i < 40; i++) {
                engine.ask(
                        List.of(new Question("late" + i + ".example.com", RecordType.TXT)),
                        Deadline.after(Duration.ofMillis(5)));
                DnsLookup lookup = engine.ask(
                                List.of(new Question("n" + i + ".example.com", RecordType.TXT)),
                                Deadline.after(Duration.ofSeconds(5)))
                        .getFirst();
                assertThat(lookup.answer()).isInstanceOf(Found.class);
            }
        }
    }

    @Test
    void halfOfAllPacketsLostInBothDirectionsMakesNobodyAbsent() throws Exception {
        Random random = new Random(8461);
        List<Question> questions = IntStream.range(0, 100)
                .mapToObj(i -> new Question("n" + i + ".example.com", RecordType.TXT))
                .toList();
        try (ScriptedDnsServer server =
                        new ScriptedDnsServer((query, _) -> random.nextInt(4) > 0 ? List.of() : wire(good(query)));
                DnsEngine engine = open(server)) {
            List<DnsLookup> lookups = engine.ask(questions, Deadline.after(Duration.ofSeconds(20)));
            assertThat(lookups)
                    .allSatisfy(lookup -> assertThat(lookup.answer()).isInstanceOfAny(Found.class, Failed.class));
            assertThat(lookups).anySatisfy(lookup -> assertThat(lookup.answer()).isInstanceOf(Found.class));
        }
    }

    @Test
    void aNameThatGrowsBeyondTwoHundredAndFiftyFiveOctetsIsMalformed() throws Exception {
        DnsLookup lookup = ask((query, _) -> {
            byte[] head = reply(query, Rcode.NOERROR).toWire();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            head[7] = 1;
            out.writeBytes(head);
            for (int label = 0; label < 5; label++) {
                out.write(60);
                out.writeBytes("x".repeat(60).getBytes(StandardCharsets.US_ASCII));
            }
            out.writeBytes(new byte[] {0, 0, 16, 0, 1, 0, 0, 0, 60, 0, 2, 1, 'x'});
            return List.of(out.toByteArray());
        });
        assertUnknown(lookup, Failure.MALFORMED);
    }

    @Test
    void aThousandRecordsAreCutToSixtyFour() throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(truncated(query)), OverTcp.of((query, _) -> {
            Message reply = reply(query, Rcode.NOERROR);
            for (int i = 0; i < 1_000; i++) {
                reply.addRecord(txt(query.getQuestion().getName(), "n=" + i), Section.ANSWER);
            }
            return wire(reply);
        }));
        assertThat(((Found) lookup.answer()).records()).hasSize(64);
    }

    @Test
    void twoHundredTlsaRecordsBehindAliasesComeOverTcpAndAreCutToSixtyFour() throws Exception {
        Question question = new Question("_25._tcp.mx.example.com", RecordType.TLSA);
        try (ScriptedDnsServer server =
                        new ScriptedDnsServer((query, _) -> wire(truncated(query)), OverTcp.of((query, _) -> {
                            Message reply = reply(query, Rcode.NOERROR);
                            Name owner = query.getQuestion().getName();
                            for (int i = 0; i < 8; i++) {
                                Name next = name("_25._tcp.mx" + i + ".example.net.");
                                reply.addRecord(new CNAMERecord(owner, DClass.IN, 60, next), Section.ANSWER);
                                owner = next;
                            }
                            for (int i = 0; i < 200; i++) {
                                byte[] digest = new byte[32];
                                digest[0] = (byte) i;
                                reply.addRecord(new TLSARecord(owner, DClass.IN, 60, 3, 1, 1, digest), Section.ANSWER);
                            }
                            return wire(reply);
                        }));
                DnsEngine engine = open(server)) {
            DnsLookup lookup = engine.ask(List.of(question), Deadline.after(Duration.ofSeconds(10)))
                    .getFirst();
            Found found = (Found) lookup.answer();
            assertThat(found.records(RecordData.Tlsa.class)).hasSize(64).doesNotHaveDuplicates();
            assertThat(found.cnames()).hasSize(8).last().isEqualTo("_25._tcp.mx7.example.net");
        }
    }

    @Test
    void stringsOfATxtRecordAreKeptOctetByOctet() throws Exception {
        List<byte[]> strings = new ArrayList<>();
        strings.add(new byte[0]);
        strings.add(new byte[] {0, (byte) 0xff, (byte) 0xc3, 0x28});
        strings.add(String.join("", Collections.nCopies(255, "x")).getBytes(StandardCharsets.US_ASCII));
        DnsLookup lookup = ask((query, _) -> {
            Message reply = reply(query, Rcode.NOERROR);
            byte[] head = reply.toWire();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            head[7] = 1;
            out.writeBytes(head);
            int length = strings.stream().mapToInt(string -> 1 + string.length).sum();
            out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, (byte) (length >> 8), (byte) length});
            for (byte[] string : strings) {
                out.write(string.length);
                out.writeBytes(string);
            }
            return List.of(out.toByteArray());
        });
        RecordData.Txt record =
                ((Found) lookup.answer()).records(RecordData.Txt.class).getFirst();
        assertThat(record.strings()).hasSize(3);
        for (int i = 0; i < strings.size(); i++) {
            assertThat(record.strings().get(i).toArray()).isEqualTo(strings.get(i));
        }
    }
}
