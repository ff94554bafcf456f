package org.stsurvey.scanner.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.observe.dns.RecordType;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.https.FetchStage;
import org.stsurvey.scanner.observe.pace.Pace;
import org.stsurvey.scanner.observe.pace.PaceSettings;

/// What is asked about a domain, and above all what is not.
class DomainObserverTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.123456Z");

    private final Map<Question, DnsAnswer> zone = new HashMap<>();
    private final List<List<Question>> batches = new ArrayList<>();
    private final List<String> dials = new ArrayList<>();
    private Predicate<InetAddress> mayDial = _ -> true;
    private Predicate<InetAddress> reachable = _ -> true;
    private FetchAttempt.Stage stage = FetchAttempt.Stage.BODY;
    private FetchAttempt.End end = FetchAttempt.End.COMPLETE;
    private boolean defect;

    private Observation observe(String domain) throws InterruptedException {
        return new DomainObserver(
                        DomainObserver.ObserveSettings.DEFAULT,
                        this::answer,
                        new FetchStage(
                                FetchSettings.of(443, "stsurvey/test"),
                                this::fetch,
                                new Pace(PaceSettings.DEFAULT, () -> 0, _ -> {}),
                                new FetchStage.Rules(
                                        mayDial, _ -> Optional.empty(), reachable, 4, Optional::of, Clock.systemUTC()),
                                new SplittableRandom(1),
                                _ -> {}),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        System::nanoTime,
                        () -> "random")
                .observe(new Target(0, OptionalLong.empty(), 1, domain), () -> {});
    }

    private List<DnsLookup> answer(List<Question> questions, Deadline deadline) {
        if (defect) {
            throw new IllegalStateException("the client has a defect");
        }
        batches.add(List.copyOf(questions));
        return questions.stream()
                .map(question -> new DnsLookup(zone.getOrDefault(question, none()), 1, Duration.ZERO))
                .toList();
    }

    private static DnsAnswer none() {
        return new DnsAnswer.NoSuchName(List.of(), false, Optional.empty());
    }

    private FetchAttempt fetch(String domain, InetAddress address, Deadline deadline) {
        dials.add(domain + "@" + address.getHostAddress());
        return new FetchAttempt(
                address, stage, end, OptionalInt.empty(), Optional.empty(), Optional.empty(), "", Duration.ZERO);
    }

    private void txt(String name, String text) {
        found(name, RecordType.TXT, new RecordData.Txt(List.of(ByteString.utf8(text))));
    }

    private void address(String name, String... literals) {
        List<RecordData> v4 = new ArrayList<>();
        List<RecordData> v6 = new ArrayList<>();
        for (String literal : literals) {
            (literal.contains(":") ? v6 : v4).add(new RecordData.Address(InetAddress.ofLiteral(literal)));
        }
        if (!v4.isEmpty()) {
            found(name, RecordType.A, v4.toArray(RecordData[]::new));
        }
        if (!v6.isEmpty()) {
            found(name, RecordType.AAAA, v6.toArray(RecordData[]::new));
        }
    }

    private void found(String name, RecordType type, RecordData... records) {
        zone.put(new Question(name, type), new DnsAnswer.Found(List.of(records), List.of(), 300, false));
    }

    @Test
    void aDomainThatPublishesNothingCostsThreeQuestionsAtOnceAndNoFetch() throws Exception {
        found("example.com", RecordType.MX, new RecordData.Mx(10, "mail.example.com"));
        Observation seen = observe("example.com");
        assertThat(batches)
                .containsExactly(List.of(
                        new Question("_mta-sts.example.com", RecordType.TXT),
                        new Question("example.com", RecordType.MX),
                        new Question("_smtp._tls.example.com", RecordType.TXT)));
        assertThat(dials).isEmpty();
        assertThat(seen.observedAt()).isEqualTo(NOW);
        assertThat(seen.policyHost()).isEmpty();
        assertThat(seen.fetch()).isEmpty();
        assertThat(seen.fault()).isEmpty();
    }

    @Test
    void withoutMxTheAddressesOfTheDomainAreAsked() throws Exception {
        zone.put(new Question("example.com", RecordType.MX), new DnsAnswer.NoData(List.of(), false, Optional.empty()));
        address("example.com", "192.0.2.1");
        Observation seen = observe("example.com");
        assertThat(seen.apex().orElseThrow().addresses()).containsExactly(InetAddress.ofLiteral("192.0.2.1"));
        assertThat(batches).hasSize(2);
    }

    @Test
    void aPublisherIsAskedForHostSiblingsAndMxAtOnceAndFetched() throws Exception {
        txt("_mta-sts.example.com", "v=STSv1; id=1");
        found("example.com", RecordType.MX, new RecordData.Mx(10, "mail.example.com"));
        address("mta-sts.example.com", "192.0.2.2");
        Observation seen = observe("example.com");
        assertThat(batches).hasSize(2);
        assertThat(batches.get(1))
                .contains(
                        new Question("mta-sts.example.com", RecordType.A),
                        new Question("mta-sts.example.com", RecordType.AAAA),
                        new Question("_random.example.com", RecordType.TXT),
                        new Question("random.example.com", RecordType.A),
                        new Question("mail.example.com", RecordType.A));
        assertThat(dials).containsExactly("example.com@192.0.2.2");
        assertThat(seen.mxHosts().orElseThrow()).hasSize(1);
        assertThat(seen.wildcard()).isPresent();
    }

    @Test
    void anInvalidRecordIsStillFollowedToThePolicy() throws Exception {
        txt("_mta-sts.example.com", "V=stsv1 id=1");
        address("mta-sts.example.com", "192.0.2.2");
        observe("example.com");
        assertThat(dials).hasSize(1);
    }

    @Test
    void addressesThatMayNotBeDialledAreNotDialled() throws Exception {
        txt("_mta-sts.example.com", "v=STSv1; id=1");
        address("mta-sts.example.com", "10.0.0.1", "192.0.2.2");
        mayDial = address -> !address.isSiteLocalAddress();
        Observation seen = observe("example.com");
        assertThat(dials).containsExactly("example.com@192.0.2.2");
        assertThat(seen.fetch().orElseThrow().refused()).containsExactly(InetAddress.ofLiteral("10.0.0.1"));
    }

    @Test
    void theNextAddressIsTriedOnlyIfNoConnectionStood() throws Exception {
        txt("_mta-sts.example.com", "v=STSv1; id=1");
        address("mta-sts.example.com", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5");
        observe("example.com");
        assertThat(dials).hasSize(1);

        dials.clear();
        stage = FetchAttempt.Stage.TCP;
        end = FetchAttempt.End.REFUSED;
        observe("example.com");
        assertThat(dials).as("at most four addresses").hasSize(4);
    }

    @Test
    void anIpv6OnlyHostWithoutIpv6HereIsOurOwnLack() throws Exception {
        txt("_mta-sts.example.com", "v=STSv1; id=1");
        address("mta-sts.example.com", "2001:db8::1");
        reachable = new Vantage(false)::reaches;
        Observation seen = observe("example.com");
        assertThat(dials).isEmpty();
        assertThat(seen.fault().orElseThrow().kind()).isEqualTo(ScanFault.Kind.NO_VANTAGE);
    }

    @Test
    void aHostThatIsNoLdhNameIsNotFetched() throws Exception {
        txt("_mta-sts.my_shop.example", "v=STSv1; id=1");
        address("mta-sts.my_shop.example", "192.0.2.2");
        Observation seen = observe("my_shop.example");
        assertThat(dials).isEmpty();
        assertThat(seen.fault()).isEmpty();
        assertThat(seen.fetch().orElseThrow().attempts()).isEmpty();
    }

    @Test
    void namesThatAreTooLongAreNotAskedFor() throws Exception {
        String longest = "a.".repeat(123) + "example";
        Observation seen = observe(longest);
        assertThat(batches.getFirst()).containsExactly(new Question(longest, RecordType.MX));
        assertThat(seen.txt()).isEmpty();
        assertThat(seen.tlsRpt()).isEmpty();
        assertThat(seen.mx()).isPresent();
    }

    @Test
    void aDefectOfOursIsInTheObservationAndDoesNotEndTheScan() throws Exception {
        defect = true;
        Observation seen = observe("example.com");
        assertThat(seen.fault().orElseThrow().kind()).isEqualTo(ScanFault.Kind.INTERNAL_ERROR);
        assertThat(seen.fault().orElseThrow().message()).contains("the client has a defect");
    }
}
