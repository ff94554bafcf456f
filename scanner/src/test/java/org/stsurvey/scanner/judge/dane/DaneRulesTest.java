package org.stsurvey.scanner.judge.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.Observations.failed;
import static org.stsurvey.scanner.judge.Observations.found;
import static org.stsurvey.scanner.judge.Observations.lookup;
import static org.stsurvey.scanner.judge.Observations.mx;
import static org.stsurvey.scanner.judge.Observations.noData;
import static org.stsurvey.scanner.judge.Observations.noSuchName;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.Stage;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.TlsaLookup;

/// What a sender with DANE makes of a domain's MX hosts.
class DaneRulesTest {

    private static final RecordData.Tlsa USABLE = tlsa(3, 1, 1, 32);

    private final List<Host> hosts = new ArrayList<>();
    private boolean mxSigned = true;

    /// An MX host: the answer to its address and to its TLSA question; no question for an empty one.
    record Host(String name, DnsAnswer address, Optional<DnsAnswer> tlsa) {}

    private static RecordData.Tlsa tlsa(int usage, int selector, int matching, int octets) {
        return new RecordData.Tlsa(usage, selector, matching, ByteString.copyOf(new byte[octets]));
    }

    private static DnsAnswer records(boolean signed, RecordData... records) {
        return new DnsAnswer.Found(List.of(records), List.of(), 300, signed);
    }

    private static DnsAnswer address(boolean signed) {
        return records(signed, new RecordData.Address(Observations.address("192.0.2.1")));
    }

    private static DnsAnswer bogus() {
        return new DnsAnswer.Failed(
                DnsAnswer.Failure.RCODE, OptionalInt.of(2), Optional.empty(), OptionalInt.of(0), List.of());
    }

    private DaneRulesTest signed(DnsAnswer tlsa) {
        return host(address(true), Optional.of(tlsa));
    }

    private DaneRulesTest unsigned() {
        return host(address(false), Optional.empty());
    }

    private DaneRulesTest host(DnsAnswer address, Optional<DnsAnswer> tlsa) {
        hosts.add(new Host("mx" + hosts.size() + ".example.com", address, tlsa));
        return this;
    }

    private Observation observation() {
        return observation(hosts, mxSigned);
    }

    private static Observation observation(List<Host> hosts, boolean mxSigned) {
        var observations = Observations.working()
                .mx(records(
                        mxSigned,
                        hosts.stream()
                                .map(host -> new RecordData.Mx(10, host.name()))
                                .toArray(RecordData[]::new)));
        hosts.forEach(host -> observations.mxHost(host.name(), host.address(), noData()));
        return observations
                .dane(hosts.stream()
                        .map(host -> new DaneHost(
                                host.name(),
                                Optional.empty(),
                                host.tlsa().stream()
                                        .map(answer -> new TlsaLookup(host.name(), lookup(answer)))
                                        .toList()))
                        .toArray(DaneHost[]::new))
                .build();
    }

    private static Judgement judge(Observation observation) {
        return new Judge(Rulebooks.plain()).judge(observation);
    }

    private static List<String> codes(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> finding.outcome().stage() == Stage.DANE)
                .map(finding -> finding.outcome().code())
                .toList();
    }

    private void comesTo(String... codes) {
        Judgement judgement = judge(observation());
        assertThat(judgement.dane().orElseThrow().outcome().code()).isEqualTo(codes[0]);
        assertThat(codes(judgement)).containsExactlyInAnyOrder(codes);
    }

    @Test
    void whatWasNotAskedIsNotMeasured() {
        Judgement judgement = judge(Observations.working().build());
        assertThat(judgement.dane()).isEmpty();
        assertThat(codes(judgement)).isEmpty();
    }

    @Test
    void everyHostSecured() {
        signed(records(true, USABLE)).signed(records(true, tlsa(2, 0, 2, 64))).comesTo("dane_all_mx");
        assertThat(judge(observation()).dane().orElseThrow())
                .extracting(
                        Judgement.DaneFacts::hosts,
                        Judgement.DaneFacts::signed,
                        Judgement.DaneFacts::secured,
                        Judgement.DaneFacts::mxAuthenticated)
                .containsExactly(2, 2, 2, true);
    }

    @Test
    void onlySomeHostsSecured() {
        signed(records(true, USABLE)).signed(noSuchName()).comesTo("dane_some_mx");
    }

    @Test
    void aHostThatIsNotSignedBesideOneThatIsSecuredIsAFault() {
        signed(records(true, USABLE)).unsigned().comesTo("dane_some_mx", "dane_host_insecure");
        assertThat(severity("dane_host_insecure")).isEqualTo(Severity.WARNING);
    }

    @Test
    void whereNoHostIsSignedNobodyMeantDane() {
        unsigned().unsigned().comesTo("dane_host_insecure");
        assertThat(severity("dane_host_insecure")).isEqualTo(Severity.NOTICE);
    }

    private Severity severity(String code) {
        return judge(observation()).findings().stream()
                .filter(finding -> finding.outcome().code().equals(code))
                .map(Finding::severity)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void signedHostsWithoutTlsaRecords() {
        signed(noSuchName()).signed(noData()).comesTo("dane_none");
    }

    @Test
    void tlsaRecordsThatAreNotSignedAreIgnored() {
        signed(records(false, USABLE)).comesTo("dane_tlsa_insecure");
    }

    @Test
    void securedHostsBehindMxRecordsThatAreNotSigned() {
        mxSigned = false;
        signed(records(true, USABLE)).comesTo("dane_mx_insecure");
    }

    @Test
    void recordsThatNobodyCanUse() {
        for (var record : List.of(
                tlsa(0, 1, 1, 32), // RFC 7672 §3.1.3: PKIX-TA
                tlsa(1, 1, 1, 32), // RFC 7672 §3.1.3: PKIX-EE
                tlsa(4, 1, 1, 32),
                tlsa(3, 2, 1, 32),
                tlsa(3, 1, 3, 32),
                tlsa(3, 1, 1, 31),
                tlsa(3, 1, 1, 33),
                tlsa(3, 1, 2, 32),
                tlsa(3, 0, 0, 0),
                tlsa(3, 0, 0, 300),
                tlsa(3, 1, 0, 300))) {
            hosts.clear();
            signed(records(true, record)).comesTo("dane_tlsa_unusable");
        }
    }

    @Test
    void aUsableRecordBesideOthersIsEnough() {
        signed(records(true, tlsa(1, 1, 1, 32), USABLE)).comesTo("dane_all_mx");
    }

    @Test
    void theSameRecordTwice() {
        signed(records(true, USABLE, USABLE)).comesTo("dane_all_mx", "dane_tlsa_duplicate");
    }

    @Test
    void signaturesThatDoNotValidateDeferMail() {
        signed(records(true, USABLE)).signed(bogus()).comesTo("dane_bogus");
    }

    @Test
    void aLookupWithoutAnswerLeavesItOpen() {
        signed(records(true, USABLE)).signed(failed(DnsAnswer.Failure.TIMEOUT)).comesTo("dane_indeterminate");
    }

    @Test
    void whatIsKnownOfTheOthersIsSaidAllTheSame() {
        signed(records(true, USABLE)).signed(noData()).signed(bogus()).comesTo("dane_some_mx", "dane_bogus");
    }

    @Test
    void addressesThatDoNotValidateDeferMailToo() {
        host(bogus(), Optional.empty()).comesTo("dane_bogus");
    }

    @Test
    void aHostWithoutAddressIsPassedOver() {
        signed(records(true, USABLE)).host(noSuchName(), Optional.empty()).comesTo("dane_all_mx");
        assertThat(judge(observation()).dane().orElseThrow().hosts()).isEqualTo(1);
    }

    @Test
    void aFailedMxLookupLeavesItOpen() {
        var failed =
                Observations.working().mx(failed(DnsAnswer.Failure.TIMEOUT)).dane();
        assertThat(judge(failed.build()).dane().orElseThrow().outcome().code()).isEqualTo("dane_indeterminate");
        var bogus = Observations.working().mx(bogus()).dane();
        assertThat(judge(bogus.build()).dane().orElseThrow().outcome().code()).isEqualTo("dane_bogus");
    }

    @Test
    void moreHostsThanWereAskedForAreNotTakenForSecured() {
        signed(records(true, USABLE));
        var more = Observations.working()
                .mx(records(true, new RecordData.Mx(10, "mx0.example.com"), new RecordData.Mx(10, "mx1.example.com")))
                .mxHost("mx0.example.com", address(true), noData())
                .dane(observation().dane().orElseThrow().getFirst());
        assertThat(judge(more.build()).dane().orElseThrow().outcome().code()).isEqualTo("dane_indeterminate");
    }

    @Test
    void theFirstBaseDomainWithSignedRecordsDecides() {
        assertThat(behindAlias(noData(), records(true, USABLE))).isEqualTo("dane_all_mx");
        assertThat(behindAlias(records(true, tlsa(1, 1, 1, 32)), records(true, USABLE)))
                .isEqualTo("dane_tlsa_unusable");
        assertThat(behindAlias(records(false, USABLE), records(true, USABLE))).isEqualTo("dane_all_mx");
        assertThat(behindAlias(failed(DnsAnswer.Failure.TIMEOUT), records(true, USABLE)))
                .isEqualTo("dane_indeterminate");
    }

    private static String behindAlias(DnsAnswer expanded, DnsAnswer original) {
        var observation = Observations.working()
                .mx(records(true, new RecordData.Mx(10, "mx.example.com")))
                .mxHost("mx.example.com", address(true), noData())
                .dane(new DaneHost(
                        "mx.example.com",
                        Optional.empty(),
                        List.of(
                                new TlsaLookup("real.example.net", lookup(expanded)),
                                new TlsaLookup("mx.example.com", lookup(original)))));
        return judge(observation.build()).dane().orElseThrow().outcome().code();
    }

    @Test
    void anAliasWhoseLookupFailedLeavesItOpen() {
        var observation = Observations.working()
                .mx(mx("10 mx.example.com"))
                .mxHost("mx.example.com", found("192.0.2.1"), noData())
                .dane(new DaneHost(
                        "mx.example.com", Optional.of(lookup(failed(DnsAnswer.Failure.TIMEOUT))), List.of()));
        assertThat(judge(observation.build()).dane().orElseThrow().outcome().code())
                .isEqualTo("dane_indeterminate");
    }

    @Provide
    Arbitrary<List<Host>> anyHosts() {
        Arbitrary<RecordData> record = Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(0, 31, 32, 64))
                .as(DaneRulesTest::tlsa);
        Arbitrary<DnsAnswer> tlsa = Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.of(true, false),
                                record.list().ofMinSize(1).ofMaxSize(3))
                        .as((signed, records) -> records(signed, records.toArray(RecordData[]::new))),
                Arbitraries.of(noData(), noSuchName(), bogus(), failed(DnsAnswer.Failure.TIMEOUT)));
        Arbitrary<Host> signed = tlsa.map(answer -> new Host("", address(true), Optional.of(answer)));
        Arbitrary<Host> other = Arbitraries.of(address(false), noSuchName(), bogus())
                .map(answer -> new Host("", answer, Optional.empty()));
        return Arbitraries.oneOf(signed, other).list().ofMinSize(1).ofMaxSize(5).map(DaneRulesTest::named);
    }

    private static List<Host> named(List<Host> hosts) {
        List<Host> named = new ArrayList<>();
        for (Host host : hosts) {
            named.add(new Host("mx" + named.size() + ".example.com", host.address(), host.tlsa()));
        }
        return named;
    }

    @Property(tries = 200)
    void daneNeverChangesWhatIsSaidOfMtaSts(@ForAll("anyHosts") List<Host> any, @ForAll boolean signedMx) {
        Observation with = observation(any, signedMx);
        Judgement without = judge(with.withDane(Optional.empty()));
        Judgement judged = judge(with);
        assertThat(judged.primary()).isEqualTo(without.primary());
        assertThat(judged.status()).isEqualTo(without.status());
        assertThat(judged.statusStrict()).isEqualTo(without.statusStrict());
        assertThat(judged.findings().stream()
                        .filter(finding -> finding.outcome().stage() != Stage.DANE))
                .isEqualTo(without.findings());
    }

    @Property(tries = 200)
    void theOrderOfHostsAndRecordsDoesNotMatter(
            @ForAll("anyHosts") List<Host> any, @ForAll boolean signedMx, @ForAll Random random) {
        List<Host> shuffled = new ArrayList<>();
        for (Host host : any) {
            shuffled.add(new Host(host.name(), host.address(), host.tlsa().map(answer -> shuffled(answer, random))));
        }
        Collections.shuffle(shuffled, random);
        Judgement one = judge(observation(any, signedMx));
        Judgement other = judge(observation(shuffled, signedMx));
        assertThat(other.dane()).isEqualTo(one.dane());
        assertThat(codes(other)).isEqualTo(codes(one));
    }

    private static DnsAnswer shuffled(DnsAnswer answer, Random random) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return answer;
        }
        List<RecordData> records = new ArrayList<>(found.records());
        Collections.shuffle(records, random);
        return new DnsAnswer.Found(records, List.of(), 300, found.authenticated());
    }

    @Property(tries = 200)
    void theOutcomeIsAmongTheFindingsAndTheCountsFitIt(@ForAll("anyHosts") List<Host> any, @ForAll boolean signedMx) {
        Judgement judged = judge(observation(any, signedMx));
        Judgement.DaneFacts dane = judged.dane().orElseThrow();
        assertThat(codes(judged)).contains(dane.outcome().code());
        assertThat(dane.secured()).isBetween(0, dane.signed());
        assertThat(dane.signed()).isBetween(0, dane.hosts());
        boolean all = dane.outcome().code().equals("dane_all_mx");
        assertThat(all).isEqualTo(signedMx && dane.hosts() > 0 && dane.secured() == dane.hosts());
        assertThat(Arrays.asList("dane_all_mx", "dane_some_mx", "dane_mx_insecure", "dane_bogus", "dane_indeterminate"))
                .as("a secured host is never lost sight of")
                .satisfies(codes -> assertThat(dane.secured() == 0
                                || codes.contains(dane.outcome().code()))
                        .isTrue());
    }
}
