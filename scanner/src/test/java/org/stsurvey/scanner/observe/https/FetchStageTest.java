package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observation.HttpReply;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observation.SpecialPurposeAddresses;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.pace.Pace;
import org.stsurvey.scanner.observe.pace.PaceSettings;

/// Which address is dialled when, and how often.
class FetchStageTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String A = "9.9.9.1";
    private static final String B = "9.9.9.2";
    private static final String V6 = "2620:fe::1";

    private final Deque<FetchAttempt> script = new ArrayDeque<>();
    private final List<String> dials = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private long now;
    private final Pace pace = new Pace(PaceSettings.DEFAULT, () -> now, time -> now += time.toNanos());
    private final Deadline deadline = Deadline.after(Duration.ofSeconds(45), () -> now);
    private String provider = "";

    private FetchStage.Fetched fetch(String... addresses) throws InterruptedException {
        FetchStage stage = new FetchStage(
                FetchSettings.of(443, "stsurvey/test"),
                (domain, address, _) -> dialled(address),
                pace,
                new FetchStage.Rules(
                        SpecialPurposeAddresses::isPublic,
                        address -> Optional.of("cidr 9.9.8.0/24 2026-10-02")
                                .filter(_ -> address.getHostAddress().startsWith("9.9.8.")),
                        address -> !address.equals(InetAddress.ofLiteral("9.9.9.99")),
                        4,
                        this::providerOf,
                        Clock.fixed(NOW, ZoneOffset.UTC)),
                new SplittableRandom(1),
                time -> {
                    pauses.add(time);
                    now += time.toNanos();
                });
        return stage.fetch("example.com", lookups(addresses), true, deadline);
    }

    private Optional<String> providerOf(String canonicalName) {
        provider = canonicalName;
        return Optional.of("provider.example");
    }

    private FetchAttempt dialled(InetAddress address) {
        dials.add(address.getHostAddress());
        FetchAttempt next = script.isEmpty() ? answer(200) : script.remove();
        return new FetchAttempt(
                address, next.stage(), next.end(), next.alert(), next.tls(), next.http(), "", next.elapsed());
    }

    private static AddressLookups lookups(String... addresses) {
        return new AddressLookups(
                lookup(Arrays.stream(addresses).filter(address -> !address.contains(":"))),
                lookup(Arrays.stream(addresses).filter(address -> address.contains(":"))));
    }

    private static DnsLookup lookup(Stream<String> literals) {
        List<RecordData> records = new ArrayList<>();
        literals.forEach(literal -> records.add(new RecordData.Address(InetAddress.ofLiteral(literal))));
        return new DnsLookup(
                records.isEmpty()
                        ? new DnsAnswer.NoData(List.of(), false, Optional.empty())
                        : new DnsAnswer.Found(records, List.of("customer.provider.example"), 60, false),
                1,
                Duration.ZERO);
    }

    private static FetchAttempt ended(Stage stage, End end) {
        return new FetchAttempt(
                InetAddress.ofLiteral(A),
                stage,
                end,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Duration.ZERO);
    }

    private static FetchAttempt answer(int status, HttpReply.Header... headers) {
        return RefusalTest.answered(status, headers);
    }

    private static List<FetchAttempt> attempts(FetchStage.Fetched fetched) {
        return fetched.fetch().map(PolicyFetch::attempts).orElse(List.of());
    }

    @Test
    void bothFamiliesAreTriedInTurn() throws Exception {
        script.addAll(List.of(ended(Stage.TCP, End.REFUSED), ended(Stage.TCP, End.REFUSED)));
        FetchStage.Fetched fetched = fetch(A, B, V6);
        assertThat(dials).containsExactly(A, InetAddress.ofLiteral(V6).getHostAddress(), B);
        assertThat(attempts(fetched)).hasSize(3);
        assertThat(fetched.fetch().orElseThrow().deciding().orElseThrow().end()).isEqualTo(End.COMPLETE);
    }

    @Test
    void theFateOfEveryAttemptIsRecorded() throws Exception {
        script.addAll(List.of(ended(Stage.TCP, End.REFUSED), ended(Stage.TCP, End.UNREACHABLE)));
        assertThat(attempts(fetch(A, B, "9.9.9.3")))
                .extracting(FetchAttempt::end)
                .containsExactly(End.REFUSED, End.UNREACHABLE, End.COMPLETE);
    }

    @Test
    void whatRefusesIsNotAskedAgain() throws Exception {
        script.addAll(List.of(ended(Stage.TCP, End.REFUSED), ended(Stage.TCP, End.REFUSED)));
        fetch(A, B);
        assertThat(dials).containsExactly(A, B);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aHostIsRefusingOnlyIfAllItsAddressesAre() throws Exception {
        script.addAll(
                List.of(ended(Stage.TCP, End.TIMEOUT), ended(Stage.TCP, End.REFUSED), ended(Stage.TCP, End.TIMEOUT)));
        FetchStage.Fetched fetched = fetch(A, B);
        assertThat(dials).containsExactly(A, B, A);
        assertThat(fetched.fetch().orElseThrow().deciding().orElseThrow().end()).isEqualTo(End.TIMEOUT);
    }

    @Test
    void aFleetingFailureIsTriedOnceMoreAfterAPause() throws Exception {
        script.addAll(List.of(answer(503), answer(200)));
        FetchStage.Fetched fetched = fetch(A);
        assertThat(attempts(fetched)).hasSize(2);
        assertThat(fetched.fetch()
                        .orElseThrow()
                        .deciding()
                        .orElseThrow()
                        .http()
                        .orElseThrow()
                        .status())
                .isEqualTo(200);
        assertThat(pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)));
        assertThat(deadline.remaining()).as("waiting is not time on the wire").isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void twoTriesAreAllThereAre() throws Exception {
        script.addAll(List.of(answer(500), answer(500), answer(200)));
        assertThat(attempts(fetch(A))).hasSize(2);
    }

    @Test
    void theSecondTryGoesToAnotherAddressFirst() throws Exception {
        script.addAll(List.of(ended(Stage.TLS, End.TIMEOUT), ended(Stage.TCP, End.REFUSED), answer(200)));
        fetch(A, B);
        assertThat(dials).containsExactly(A, B, A);
    }

    @Test
    void whatIsSettledIsNotTriedAgain() throws Exception {
        for (FetchAttempt settled : List.of(
                answer(404),
                answer(301),
                answer(200),
                ended(Stage.TLS, End.ALERT),
                ended(Stage.TLS, End.NOT_TLS),
                ended(Stage.HEADERS, End.PROTOCOL_ERROR),
                ended(Stage.BODY, End.TOO_LARGE))) {
            dials.clear();
            script.add(settled);
            fetch(A, B);
            assertThat(dials).as("%s", settled).containsExactly(A);
        }
    }

    @Test
    void aHostIsLeftAloneForAsLongAsItWishes() throws Exception {
        script.addAll(List.of(answer(429, new HttpReply.Header("retry-after", "7")), answer(200)));
        fetch(A);
        assertThat(dials).hasSize(2);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aLongerWishEndsTheTriesAndHoldsForEverybodyAtThatAddress() throws Exception {
        script.add(answer(503, new HttpReply.Header("retry-after", "3600")));
        assertThat(attempts(fetch(A))).hasSize(1);
        dials.clear();
        FetchStage.Fetched other = fetch(A);
        assertThat(dials).isEmpty();
        assertThat(other.fault().orElseThrow().kind()).isEqualTo(ScanFault.Kind.DEFERRED);
        assertThat(other.fault().orElseThrow().message()).contains("gate of address " + A);
    }

    @Test
    void waitingAtAGateIsNotTimeOnTheWire() throws Exception {
        for (int i = 0; i < 4; i++) {
            fetch(A);
        }
        assertThat(now).isEqualTo(Duration.ofMillis(600).toNanos());
        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void nothingIsBegunThatCouldNotEnd() throws Exception {
        now = Duration.ofSeconds(41).toNanos();
        FetchStage.Fetched fetched = fetch(A);
        assertThat(dials).isEmpty();
        assertThat(fetched.fault().orElseThrow().kind()).isEqualTo(ScanFault.Kind.DEFERRED);
    }

    @Test
    void whatIsNotPublicIsRefusedAndTheRestIsDialled() throws Exception {
        FetchStage.Fetched fetched = fetch("10.0.0.1", A, "fe80::1", "64:ff9b::a00:1");
        assertThat(dials).containsExactly(A);
        assertThat(fetched.fetch().orElseThrow().refused())
                .containsExactly(
                        InetAddress.ofLiteral("10.0.0.1"),
                        InetAddress.ofLiteral("fe80::1"),
                        InetAddress.ofLiteral("64:ff9b::a00:1"));
    }

    @Test
    void anIpv4AddressInAnAaaaRecordIsNotDialled() throws Exception {
        FetchStage.Fetched fetched = fetch("::ffff:" + A);
        assertThat(dials).isEmpty();
        assertThat(fetched.fetch().orElseThrow().refused()).containsExactly(InetAddress.ofLiteral(A));
    }

    @Test
    void whatCannotBeReachedFromHereIsOurOwnLack() throws Exception {
        FetchStage.Fetched fetched = fetch("9.9.9.99");
        assertThat(dials).isEmpty();
        assertThat(fetched.fault().orElseThrow().kind()).isEqualTo(ScanFault.Kind.NO_VANTAGE);
    }

    @Test
    void whoAskedToBeLeftAloneIsAndTheOthersAreDialled() throws Exception {
        FetchStage.Fetched fetched = fetch("9.9.8.1", A);
        assertThat(dials).containsExactly(A);
        assertThat(fetched.fault()).isEmpty();
    }

    @Test
    void aHostWithOnlyExcludedAddressesIsExcluded() throws Exception {
        FetchStage.Fetched fetched = fetch("10.0.0.1", "9.9.9.99", "9.9.8.7");
        assertThat(dials).isEmpty();
        ScanFault fault = fetched.fault().orElseThrow();
        assertThat(fault.kind()).isEqualTo(ScanFault.Kind.EXCLUDED);
        assertThat(fault.exclusion()).contains("cidr 9.9.8.0/24 2026-10-02");
        assertThat(fault.message()).startsWith("mta-sts.example.com has no address that may be connected to");
    }

    @Test
    void theProviderIsWhoeverTheHostIsAnAliasOf() throws Exception {
        fetch(A);
        assertThat(provider).isEqualTo("customer.provider.example");
    }
}
