package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stsurvey.scanner.observe.dns.Replies.name;
import static org.stsurvey.scanner.observe.dns.Replies.reply;
import static org.stsurvey.scanner.observe.dns.Replies.txt;
import static org.stsurvey.scanner.observe.dns.Replies.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Found;
import org.stsurvey.scanner.observation.Doubt;
import org.stsurvey.scanner.observe.Deadline;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/// Resolvers that fall sick while they are asked: they are paused and waited for, and nothing is judged from
/// it.
class SickResolverTest {

    /// What a resolver does at the moment.
    private enum Condition {
        WELL,
        SILENT,
        FAILING,
        CUT_OFF
    }

    private static final String SILENT = "does not answer";
    private static final String FAILING = "fails even to answer what it has in its cache";
    private static final String CUT_OFF = "does not get through to authoritative servers";

    private volatile Condition condition = Condition.WELL;
    private final Events events = new Events();

    /// Remembers what it is told.
    private static final class Events implements ResolverEvents {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final CountDownLatch paused = new CountDownLatch(1);
        private final CountDownLatch resumed = new CountDownLatch(1);
        private final CountDownLatch gaveUp = new CountDownLatch(1);

        @Override
        public void paused(String resolver, String why) {
            told.add("paused: it " + why);
            paused.countDown();
        }

        @Override
        public void resumed(String resolver, Duration after) {
            told.add("resumed");
            resumed.countDown();
        }

        @Override
        public void doubted(String resolver, Doubt doubt, long since) {}

        @Override
        public void believed(String resolver, Doubt doubt, long until) {}

        @Override
        public void gaveUp(String why) {
            told.add("gave up: " + why);
            gaveUp.countDown();
        }
    }

    private List<byte[]> answer(Message query, int number) {
        boolean root = query.getQuestion().getName().equals(org.xbill.DNS.Name.root);
        return switch (condition) {
            case SILENT -> List.of();
            case FAILING -> wire(reply(query, Rcode.SERVFAIL));
            case CUT_OFF -> wire(reply(query, root ? Rcode.NOERROR : Rcode.SERVFAIL));
            case WELL -> healthy(query);
        };
    }

    private static List<byte[]> healthy(Message query) {
        if (query.getQuestion().getType() == Type.TXT) {
            return wire(reply(query, Rcode.NOERROR, txt(query.getQuestion().getName(), "v=STSv1; id=1")));
        }
        return wire(reply(query, query.getQuestion().getType() == Type.A ? Rcode.NXDOMAIN : Rcode.NOERROR));
    }

    private static DnsSettings settings(InetSocketAddress... resolvers) {
        return DnsSettings.of(List.of(resolvers))
                .withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(3))
                .withTries(3);
    }

    private static Future<DnsAnswer> ask(ExecutorService workers, DnsEngine engine, int number) {
        return workers.submit(() -> engine.ask(
                        List.of(new Question("_mta-sts.d" + number + ".example", RecordType.TXT)),
                        Deadline.after(Duration.ofSeconds(20)))
                .getFirst()
                .answer());
    }

    private static void assertAllFound(List<Future<DnsAnswer>> answers) throws Exception {
        for (Future<DnsAnswer> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isInstanceOf(Found.class);
        }
    }

    private void scanThrough(Condition illness, List<String> words) throws Exception {
        try (ScriptedDnsServer server = new ScriptedDnsServer(this::answer);
                DnsEngine engine = DnsEngine.open(settings(server.address()), events);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(engine.examine()).allMatch(ResolverExamination::isWell);
            List<Future<DnsAnswer>> answers = new ArrayList<>();
            IntStream.range(0, 300).forEach(i -> answers.add(ask(workers, engine, i)));
            assertAllFound(answers);
            condition = illness;
            answers.clear();
            IntStream.range(300, 600).forEach(i -> answers.add(ask(workers, engine, i)));
            boolean paused = events.paused.await(30, TimeUnit.SECONDS);
            boolean well = engine.status().getFirst().isWell();
            condition = Condition.WELL;
            assertThat(paused).isTrue();
            assertThat(well).isFalse();
            assertAllFound(answers);
            assertThat(events.resumed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(events.told).hasSize(2).last().isEqualTo("resumed");
            assertThat(events.told.getFirst())
                    .isIn(words.stream().map("paused: it "::concat).toList());
        }
    }

    @Test
    void aResolverThatFallsSilentIsWaitedFor() throws Exception {
        scanThrough(Condition.SILENT, List.of(SILENT));
    }

    @Test
    void aResolverThatFailsWithEverythingIsWaitedFor() throws Exception {
        scanThrough(Condition.FAILING, List.of(FAILING, CUT_OFF)); // whichever is noticed first
    }

    @Test
    void aResolverThatLosesTheInternetIsWaitedFor() throws Exception {
        scanThrough(Condition.CUT_OFF, List.of(CUT_OFF));
    }

    @Test
    void whenNoneGetsWellTheScanIsToldAndNothingIsAnswered() throws Exception {
        try (ScriptedDnsServer server = new ScriptedDnsServer(this::answer);
                DnsEngine engine =
                        DnsEngine.open(settings(server.address()).withPatience(Duration.ofSeconds(1)), events);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            engine.examine();
            condition = Condition.FAILING;
            Future<DnsAnswer> answer = ask(workers, engine, 1);
            boolean gaveUp = events.gaveUp.await(30, TimeUnit.SECONDS);
            boolean answered = answer.isDone();
            workers.shutdownNow();
            assertThat(gaveUp).isTrue();
            assertThat(answered).isFalse();
            assertThat(events.told.getLast())
                    .startsWith("gave up: no resolver has been well for 1 s: 127.0.0.1:")
                    .endsWith(FAILING);
        }
    }

    /// Nothing else is asked at the end of a scan: a canary that is lost there must be asked again for its own sake.
    @Test
    void vouchingSurvivesTheLossOfCanaries() throws Exception {
        AtomicInteger toLose = new AtomicInteger();
        try (ScriptedDnsServer server =
                        new ScriptedDnsServer((query, _) -> toLose.getAndDecrement() > 0 ? List.of() : healthy(query));
                DnsEngine engine = DnsEngine.open(settings(server.address()), events);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(engine.examine()).allMatch(ResolverExamination::isWell);
            for (int lost = 0; lost < 4; lost++) {
                toLose.set(lost);
                workers.submit(() -> {
                            engine.vouch();
                            return true;
                        })
                        .get(30, TimeUnit.SECONDS);
                assertThat(toLose.get()).as("all were lost that should be").isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void anotherResolverAnswersMeanwhile() throws Exception {
        try (ScriptedDnsServer sick = new ScriptedDnsServer(this::answer);
                ScriptedDnsServer well = new ScriptedDnsServer((query, _) -> healthy(query));
                DnsEngine engine = DnsEngine.open(settings(sick.address(), well.address()), events);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            engine.examine();
            condition = Condition.SILENT;
            List<Future<DnsAnswer>> answers = new ArrayList<>();
            IntStream.range(0, 200).forEach(i -> answers.add(ask(workers, engine, i)));
            assertAllFound(answers);
        }
    }

    @Test
    void aResolverThatMakesAnswersUpIsFoundOutBeforeTheScan() throws Exception {
        ScriptedDnsServer.Script liar = (query, _) -> query.getQuestion().getType() == Type.A
                ? wire(reply(
                        query,
                        Rcode.NOERROR,
                        new ARecord(query.getQuestion().getName(), DClass.IN, 60, InetAddress.getLoopbackAddress())))
                : healthy(query);
        try (ScriptedDnsServer server = new ScriptedDnsServer(liar);
                DnsEngine engine = DnsEngine.open(settings(server.address()), events)) {
            ResolverExamination found = engine.examine().getFirst();
            assertThat(found.lies()).isTrue();
            assertThat(found.ailment()).isEqualTo("makes answers up for names that do not exist");
        }
    }

    @Test
    void aServerForItsOwnZonesOnlyIsRemarkedUponAndUsed() throws Exception {
        ScriptedDnsServer.Script authority = (query, _) ->
                query.getQuestion().getName().subdomain(name("example.")) ? healthy(query) : wire(reply(query, 5));
        try (ScriptedDnsServer server = new ScriptedDnsServer(authority);
                DnsEngine engine = DnsEngine.open(settings(server.address()), events);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            ResolverExamination found = engine.examine().getFirst();
            assertThat(found.isWell()).isTrue();
            assertThat(found.remark())
                    .isEqualTo("answers REFUSED for a name below .com, so it is no resolver for the whole Internet");
            assertAllFound(List.of(ask(workers, engine, 1)));
        }
    }

    @Test
    void queriesNeverLeaveFasterThanTheCap() throws Exception {
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        try (ScriptedDnsServer server = new ScriptedDnsServer((query, _) -> {
                    arrivals.add(System.nanoTime());
                    return healthy(query);
                });
                DnsEngine engine = DnsEngine.open(settings(server.address()).withPacketsPerSecond(100), events);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DnsAnswer>> answers = new ArrayList<>();
            IntStream.range(0, 120).forEach(i -> answers.add(ask(workers, engine, i)));
            assertAllFound(answers);
        }
        double seconds = (arrivals.getLast() - arrivals.getFirst()) / 1e9;
        assertThat(arrivals.size()).isLessThanOrEqualTo((int) Math.ceil(seconds * 100) + 2);
    }

    @Test
    void whoeverWaitsIsToldWhenTheEngineIsClosed() throws Exception {
        condition = Condition.SILENT;
        try (ScriptedDnsServer server = new ScriptedDnsServer(this::answer);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            DnsEngine engine = DnsEngine.open(settings(server.address()), events);
            Future<DnsAnswer> answer = ask(workers, engine, 1);
            while (server.queries().isEmpty()) {
                Thread.onSpinWait();
            }
            engine.close();
            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("the DNS engine is closed");
        }
    }
}
