package org.stsurvey.scanner.judge.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.Observations.failed;
import static org.stsurvey.scanner.judge.Observations.lookup;
import static org.stsurvey.scanner.judge.Observations.noData;
import static org.stsurvey.scanner.judge.Observations.noSuchName;
import static org.stsurvey.scanner.judge.Observations.rcode;
import static org.stsurvey.scanner.judge.Observations.record;
import static org.stsurvey.scanner.judge.Observations.txt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.scanner.judge.Circumstances;
import org.stsurvey.scanner.judge.Codes;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.ProviderTable;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.ExtendedError;
import org.stsurvey.scanner.observation.DnsAnswer.Failure;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.WildcardProbe;

/// The lookup of the policy record, RFC 8461 §3.1.
class RecordLookupTest {

    private static final String GOOD = "v=STSv1; id=a";

    @Test
    void onlyTheTwoNegativeAnswersSayThatThereIsNoRecord() {
        assertThat(codes(noSuchName())).containsExactly("txt_nxdomain");
        assertThat(codes(noData())).containsExactly("txt_nodata");
        assertThat(codes(failed(Failure.TIMEOUT))).containsExactly("txt_timeout");
        assertThat(codes(failed(Failure.NETWORK))).containsExactly("txt_dns_error");
        assertThat(codes(failed(Failure.MALFORMED))).containsExactly("txt_dns_error");
        assertThat(codes(failed(Failure.CNAME_LOOP))).containsExactly("txt_cname_loop");
        assertThat(codes(rcode(2))).containsExactly("txt_servfail");
        assertThat(codes(rcode(5))).containsExactly("txt_dns_error");
    }

    @Test
    void aNameTooLongToAskHasNoRecord() {
        assertThat(Codes.of(findings(Optional.empty(), Optional.empty()))).containsExactly("txt_name_too_long");
    }

    @Test
    void aDanglingCnameIsAnAbsentRecordAndNamesWhoWasLeft() {
        for (var answer :
                List.of(noSuchName("example-com._mta.mta-sts.tech"), noData("example-com._mta.mta-sts.tech"))) {
            var findings = findings(answer);
            assertThat(Codes.of(findings)).containsExactly("txt_cname_dangling");
            assertThat(findings.getFirst().detail())
                    .containsEntry("target", "example-com._mta.mta-sts.tech")
                    .containsEntry("opted_out_provider", "PowerDMARC");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9, 10, 11, 12})
    void aDnssecExtendedErrorMakesItBogus(int code) {
        assertThat(codes(servfail(Optional.of(new ExtendedError(code, "")), OptionalInt.empty())))
                .containsExactly("txt_dnssec_bogus");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 13, 22})
    void otherExtendedErrorsDoNot(int code) {
        assertThat(codes(servfail(Optional.of(new ExtendedError(code, "")), OptionalInt.empty())))
                .containsExactly("txt_servfail");
    }

    @Test
    void anAnswerWithCheckingDisabledMakesItBogus() {
        assertThat(codes(servfail(Optional.empty(), OptionalInt.of(0)))).containsExactly("txt_dnssec_bogus");
        assertThat(codes(servfail(Optional.empty(), OptionalInt.of(3)))).containsExactly("txt_dnssec_bogus");
        assertThat(codes(servfail(Optional.empty(), OptionalInt.of(2)))).containsExactly("txt_servfail");
    }

    @Test
    void aRecordBehindACnameIsDelegated() {
        var chain = List.of("a.example", "_mta-sts.mailhardener.com");
        var findings = findings(new DnsAnswer.Found(List.of(record(GOOD)), chain, 300, false));
        assertThat(Codes.of(findings)).containsExactly("txt_cname_delegated");
        assertThat(Codes.finding(findings, "txt_cname_delegated").detail())
                .isEqualTo(Map.of(
                        "cnames", "a.example _mta-sts.mailhardener.com",
                        "target", "_mta-sts.mailhardener.com",
                        "provider", "Mailhardener"));
    }

    @Test
    void anUnrelatedRecordBehindACnameIsJustUnrelated() {
        var found = new DnsAnswer.Found(List.of(record("x")), List.of("parking.example"), 90_000, false);
        assertThat(codes(found)).containsExactly("txt_unrelated_only");
    }

    @Test
    void aTtlOverADayIsNoted() {
        assertThat(codes(new DnsAnswer.Found(List.of(record(GOOD)), List.of(), 86_400, false)))
                .isEmpty();
        assertThat(codes(new DnsAnswer.Found(List.of(record(GOOD)), List.of(), 86_401, false)))
                .containsExactly("txt_ttl_over_day");
    }

    @Test
    void theSameRecordsAtARandomSiblingAreAWildcard() {
        assertThat(codesWithSibling(txt(GOOD, "x"), txt("x", GOOD))).contains("txt_wildcard");
        assertThat(codesWithSibling(txt(GOOD), txt("x"))).doesNotContain("txt_wildcard");
        assertThat(codesWithSibling(txt(GOOD), noSuchName())).doesNotContain("txt_wildcard");
    }

    @Test
    void aFailureKeepsWhatIsKnownOfIt() {
        var answer = servfail(Optional.of(new ExtendedError(7, "expired")), OptionalInt.empty());
        assertThat(findings(answer).getFirst().detail()).isEqualTo(Map.of("rcode", "2", "ede", "7 expired"));
    }

    private static DnsAnswer servfail(Optional<ExtendedError> error, OptionalInt unchecked) {
        return new DnsAnswer.Failed(Failure.RCODE, OptionalInt.of(2), error, unchecked, List.of());
    }

    private static Set<String> codesWithSibling(DnsAnswer answer, DnsAnswer sibling) {
        return Codes.of(findings(
                Optional.of(lookup(answer)), Optional.of(new WildcardProbe(lookup(sibling), Optional.empty()))));
    }

    private static Set<String> codes(DnsAnswer answer) {
        return Codes.of(findings(answer));
    }

    private static List<Finding> findings(DnsAnswer answer) {
        return findings(Optional.of(lookup(answer)), Optional.empty());
    }

    private static List<Finding> findings(Optional<DnsLookup> lookup, Optional<WildcardProbe> wildcard) {
        var remarks = new Remarks();
        new RecordLookup(remarks, ProviderTable.builtIn()).read(lookup, wildcard);
        return remarks.findings(Circumstances.NONE, false);
    }
}
