package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.observe.dns.Replies.cname;
import static org.stsurvey.scanner.observe.dns.Replies.name;
import static org.stsurvey.scanner.observe.dns.Replies.reply;
import static org.stsurvey.scanner.observe.dns.Replies.txt;
import static org.stsurvey.scanner.observe.dns.Replies.wire;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.ExtendedError;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Failure;
import org.stsurvey.scanner.observation.DnsAnswer.Found;
import org.stsurvey.scanner.observation.DnsAnswer.NoData;
import org.stsurvey.scanner.observation.DnsAnswer.NoSuchName;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observe.Deadline;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// What becomes of one question, whatever the resolver does.
class DnsEngineTest {

    private static final Duration TRY = Duration.ofMillis(300);
    private static final Question TXT = new Question("_mta-sts.example.com", RecordType.TXT);

    private static DnsLookup ask(ScriptedDnsServer.Script script) throws Exception {
        try (ScriptedDnsServer server = new ScriptedDnsServer(script)) {
            return ask(server.address(), budget(), TXT).getFirst();
        }
    }

    private static List<DnsLookup> ask(InetSocketAddress resolver, Deadline deadline, Question... questions)
            throws Exception {
        DnsSettings settings = DnsSettings.of(List.of(resolver))
                .withTimeouts(TRY, TRY)
                .withTries(3)
                .withBackoff(Duration.ofMillis(5));
        try (DnsEngine engine = DnsEngine.open(settings, ResolverEvents.IGNORED)) {
            return engine.ask(List.of(questions), deadline);
        }
    }

    private static Deadline budget() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    @Test
    void foundRecordsKeepTheirStringsTtlAndAd() throws Exception {
        DnsLookup lookup = ask((query, _) -> {
            Message reply = reply(query, Rcode.NOERROR, txt(query.getQuestion().getName(), "v=STSv1;", " id=1"));
            reply.getHeader().setFlag(Flags.AD);
            return wire(reply);
        });
        assertThat(lookup.answer())
                .isEqualTo(new Found(
                        List.of(new RecordData.Txt(List.of(ByteString.utf8("v=STSv1;"), ByteString.utf8(" id=1")))),
                        List.of(),
                        300,
                        true));
        assertThat(lookup.tries()).isEqualTo(1);
    }

    @Test
    void queriesCarryEdnsAndAdButNotDo() throws Exception {
        try (ScriptedDnsServer server = new ScriptedDnsServer((query, _) -> wire(reply(query, Rcode.NXDOMAIN)))) {
            ask(server.address(), budget(), TXT);
            Message query = server.queries().getFirst();
            assertThat(query.getOPT().getPayloadSize()).isEqualTo(1232);
            assertThat(query.getOPT().getFlags()).isZero();
            assertThat(query.getHeader().getFlag(Flags.AD)).isTrue();
            assertThat(query.getHeader().getFlag(Flags.CD)).isFalse();
        }
    }

    @Test
    void nxdomainAndNoDataAreToldApart() throws Exception {
        assertThat(ask((query, _) -> wire(reply(query, Rcode.NXDOMAIN))).answer())
                .isInstanceOf(NoSuchName.class);
        assertThat(ask((query, _) -> wire(reply(query, Rcode.NOERROR))).answer())
                .isInstanceOf(NoData.class);
    }

    @Test
    void aCnameChainIsFollowedAndKept() throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(reply(
                query,
                Rcode.NOERROR,
                cname("_mta-sts.example.com.", "a.example.net."),
                cname("a.example.net.", "B.Example.org."),
                txt(name("b.example.org."), "v=STSv1; id=1"))));
        assertThat(lookup.answer()).isInstanceOf(Found.class);
        assertThat(lookup.answer().cnames()).containsExactly("a.example.net", "b.example.org");
    }

    @Test
    void aCnameToAMissingNameIsMissingWithItsChain() throws Exception {
        DnsLookup lookup = ask(
                (query, _) -> wire(reply(query, Rcode.NXDOMAIN, cname("_mta-sts.example.com.", "gone.example.net."))));
        assertThat(lookup.answer()).isEqualTo(new NoSuchName(List.of("gone.example.net"), false, Optional.empty()));
    }

    @Test
    void aCnameLoopEndsAtTheLimit() throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(reply(
                query,
                Rcode.NOERROR,
                cname("_mta-sts.example.com.", "b.example.net."),
                cname("b.example.net.", "_mta-sts.example.com."))));
        assertThat(lookup.answer()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(Failure.CNAME_LOOP);
            assertThat(failed.cnames()).hasSize(8);
        });
    }

    @Test
    void aLostQueryIsSentAgain() throws Exception {
        DnsLookup lookup = ask((query, number) -> number == 1 ? List.of() : wire(reply(query, Rcode.NXDOMAIN)));
        assertThat(lookup.answer()).isInstanceOf(NoSuchName.class);
        assertThat(lookup.tries()).isEqualTo(2);
    }

    @Test
    void silenceIsATimeoutAndNeverAbsence() throws Exception {
        DnsLookup lookup = ask((_, _) -> List.of());
        assertThat(lookup.answer()).isEqualTo(Failed.of(Failure.TIMEOUT));
        assertThat(lookup.tries()).isEqualTo(3);
        assertThat(lookup.elapsed()).isGreaterThanOrEqualTo(TRY);
    }

    @Test
    void aPassedDeadlineEndsTheTries() throws Exception {
        try (ScriptedDnsServer server = new ScriptedDnsServer((_, _) -> List.of())) {
            DnsLookup lookup = ask(server.address(), Deadline.after(Duration.ofMillis(100)), TXT)
                    .getFirst();
            assertThat(lookup.answer()).isEqualTo(Failed.of(Failure.TIMEOUT));
            assertThat(lookup.tries()).isEqualTo(1);
        }
    }

    @Test
    void servfailIsAskedAgainWithCheckingDisabled() throws Exception {
        DnsLookup lookup = ask((query, _) -> query.getHeader().getFlag(Flags.CD)
                ? wire(reply(query, Rcode.NOERROR, txt(query.getQuestion().getName(), "v=STSv1; id=1")))
                : wire(withExtendedError(reply(query, Rcode.SERVFAIL), 6, "DNSSEC Bogus")));
        assertThat(lookup.answer())
                .isEqualTo(new Failed(
                        Failure.RCODE,
                        OptionalInt.of(Rcode.SERVFAIL),
                        Optional.of(new ExtendedError(6, "DNSSEC Bogus")),
                        OptionalInt.of(Rcode.NOERROR),
                        List.of()));
    }

    private static Message withExtendedError(Message reply, int code, String text) {
        reply.addRecord(
                new OPTRecord(1232, 0, 0, 0, List.of(new ExtendedErrorCodeOption(code, text))), Section.ADDITIONAL);
        return reply;
    }

    @Test
    void aServerThatDoesNotKnowEdnsIsAskedWithoutIt() throws Exception {
        DnsLookup lookup =
                ask((query, _) -> wire(reply(query, query.getOPT() == null ? Rcode.NXDOMAIN : Rcode.FORMERR)));
        assertThat(lookup.answer()).isInstanceOf(NoSuchName.class);
    }

    @Test
    void refusedIsAFailureWithItsCode() throws Exception {
        DnsLookup lookup = ask((query, _) -> wire(reply(query, Rcode.REFUSED)));
        assertThat(lookup.answer()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(Failure.RCODE);
            assertThat(failed.rcode()).hasValue(Rcode.REFUSED);
        });
    }

    @Test
    void garbageIsAFailureAndNeverAbsence() throws Exception {
        DnsLookup lookup = ask((query, _) -> {
            byte[] cut = reply(query, Rcode.NOERROR, txt(query.getQuestion().getName(), "v=STSv1; id=1"))
                    .toWire();
            return List.of(java.util.Arrays.copyOf(cut, cut.length - 5));
        });
        assertThat(lookup.answer()).isInstanceOf(Failed.class);
    }

    @Test
    void aResolverThatIsNotThereIsAFailure() throws Exception {
        InetSocketAddress nobody;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
        DnsLookup lookup = ask(nobody, budget(), TXT).getFirst();
        assertThat(lookup.answer()).isInstanceOf(Failed.class);
    }

    @Test
    void allQuestionsOfABatchAreAnsweredInOrder() throws Exception {
        try (ScriptedDnsServer server =
                new ScriptedDnsServer((query, _) -> query.getQuestion().getType() == RecordType.MX.code()
                        ? wire(reply(
                                query,
                                Rcode.NOERROR,
                                new MXRecord(
                                        query.getQuestion().getName(), DClass.IN, 60, 10, name("Mail.Example.com."))))
                        : wire(reply(query, Rcode.NXDOMAIN)))) {
            List<DnsLookup> lookups = ask(server.address(), budget(), TXT, new Question("example.com", RecordType.MX));
            assertThat(lookups).hasSize(2);
            assertThat(lookups.get(0).answer()).isInstanceOf(NoSuchName.class);
            assertThat(((Found) lookups.get(1).answer()).records())
                    .containsExactly(new RecordData.Mx(10, "mail.example.com"));
        }
    }

    @Test
    void anEndlessRecordIsCutBehindAString() throws IOException {
        Message query = Message.newQuery(Record.newRecord(name("example.com."), RecordType.TXT.code(), DClass.IN));
        String[] strings = Collections.nCopies(100, "x".repeat(255)).toArray(String[]::new);
        Message reply = reply(query, Rcode.NOERROR, txt(name("example.com."), strings));
        DnsAnswer answer = AnswerReader.read(new Question("example.com", RecordType.TXT), reply.toWire())
                .answer();
        RecordData.Txt kept = ((Found) answer).records(RecordData.Txt.class).getFirst();
        assertThat(kept.strings()).hasSize(16).allMatch(string -> string.size() == 255);
    }

    @Test
    void anEndlessSetOfRecordsIsCut() throws IOException {
        Message query = Message.newQuery(Record.newRecord(name("example.com."), RecordType.MX.code(), DClass.IN));
        Record[] records = IntStream.range(0, 1000)
                .mapToObj(i -> new MXRecord(name("example.com."), DClass.IN, 60, i, name("m" + i + ".example.com.")))
                .toArray(Record[]::new);
        Message reply = reply(query, Rcode.NOERROR, records);
        DnsAnswer answer = AnswerReader.read(new Question("example.com", RecordType.MX), reply.toWire())
                .answer();
        assertThat(((Found) answer).records()).hasSize(64);
    }

    @Test
    void theRootAsExchangeIsTheEmptyName() throws IOException {
        Message query = Message.newQuery(Record.newRecord(name("example.com."), RecordType.MX.code(), DClass.IN));
        Message reply = reply(query, Rcode.NOERROR, new MXRecord(name("example.com."), DClass.IN, 60, 0, Name.root));
        DnsAnswer answer = AnswerReader.read(new Question("example.com", RecordType.MX), reply.toWire())
                .answer();
        assertThat(((Found) answer).records()).containsExactly(new RecordData.Mx(0, ""));
    }
}
