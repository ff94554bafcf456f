package org.stsurvey.scanner.judge.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.Observations.address;
import static org.stsurvey.scanner.judge.Observations.addresses;
import static org.stsurvey.scanner.judge.Observations.failed;
import static org.stsurvey.scanner.judge.Observations.found;
import static org.stsurvey.scanner.judge.Observations.foundBehind;
import static org.stsurvey.scanner.judge.Observations.lookup;
import static org.stsurvey.scanner.judge.Observations.noData;
import static org.stsurvey.scanner.judge.Observations.noSuchName;
import static org.stsurvey.scanner.judge.Observations.rcode;
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
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.ProviderTable;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.ExtendedError;
import org.stsurvey.scanner.observation.DnsAnswer.Failure;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observation.WildcardProbe;

/// The addresses of the policy host, RFC 8461 §3.2 and §3.3.
class PolicyHostLookupTest {

    private static final String PUBLIC = "198.35.26.96";
    private static final String PUBLIC_6 = "2620:0:863:ed1a::1";

    @Test
    void bothFamiliesAreNeededForAVerdict() {
        assertThat(codes(noSuchName(), noSuchName())).containsExactly("host_nxdomain");
        assertThat(codes(noData(), noData())).containsExactly("host_nodata");
        assertThat(codes(noData(), noSuchName())).containsExactly("host_nodata");
        assertThat(codes(failed(Failure.TIMEOUT), noData())).containsExactly("host_timeout");
        assertThat(codes(noData(), failed(Failure.TIMEOUT))).containsExactly("host_timeout");
        assertThat(codes(failed(Failure.TIMEOUT), noSuchName())).containsExactly("host_nxdomain");
        assertThat(codes(rcode(2), rcode(2))).containsExactly("host_servfail");
        assertThat(codes(rcode(5), noData())).containsExactly("host_dns_error");
        assertThat(codes(failed(Failure.CNAME_LOOP), noData())).containsExactly("host_cname_loop");
        assertThat(codes(bogus(), bogus())).containsExactly("host_dnssec_bogus");
    }

    @Test
    void oneAddressIsEnoughWhateverBecameOfTheOtherFamily() {
        for (var other : List.of(noData(), noSuchName(), failed(Failure.TIMEOUT), rcode(2))) {
            assertThat(codes(found(PUBLIC), other)).isEmpty();
        }
        assertThat(codes(failed(Failure.TIMEOUT), found(PUBLIC_6))).containsExactly("host_ipv6_only");
    }

    @Test
    void aCnameWithNothingBehindItDangles() {
        var findings = findings(noSuchName("x._mta.mta-sts.tech"), noSuchName("x._mta.mta-sts.tech"));
        assertThat(Codes.of(findings)).containsExactly("host_cname_dangling");
        assertThat(findings.getFirst().detail())
                .containsEntry("target", "x._mta.mta-sts.tech")
                .containsEntry("provider", "PowerDMARC");
        assertThat(codes(noData("a", "b"), failed(Failure.TIMEOUT))).containsExactly("host_timeout");
        assertThat(codes(noData("a", "b"), noData("a", "b"))).containsExactly("host_cname_dangling");
    }

    @Test
    void aKnownProviderIsNamed() {
        var findings = findings(foundBehind(List.of("someone.github.io"), PUBLIC), noData());
        assertThat(Codes.of(findings)).containsExactly("host_third_party");
        assertThat(findings.getFirst().detail()).containsEntry("provider", "GitHub Pages");
    }

    @Test
    void addressesThatNobodyCanReachDoNotCount() {
        assertThat(codes(found("10.0.0.1", "192.168.1.1"), noData())).containsExactly("host_non_public_address");
        assertThat(codes(found("10.0.0.1", PUBLIC), noData())).containsExactly("host_some_non_public");
        assertThat(codes(noData(), found("fd00::1"))).containsExactly("host_non_public_address");
        assertThat(codes(found("10.0.0.1"), found(PUBLIC_6))).containsExactly("host_some_non_public");
    }

    @Test
    void theFirstAddressThatIsNotPublicIsNamedWithItsPurpose() {
        var findings = findings(found(PUBLIC, "10.0.0.1", "127.0.0.1"), noData());
        assertThat(findings.getFirst().detail())
                .isEqualTo(Map.of("address", "10.0.0.1", "purpose", "private use, RFC 1918", "non_public", "2 of 3"));
    }

    @Test
    void theChainIsTheLongerOfTheTwo() {
        var findings = findings(noData("a.example"), noData("a.example", "x.github.io"));
        assertThat(findings.getFirst().detail())
                .containsEntry("target", "x.github.io")
                .containsEntry("provider", "GitHub Pages");
    }

    @Test
    void whatTheDiallerRefusedCountsAndNotTheKindOfAddress() {
        var lab = fetch(List.of("127.0.0.1"));
        assertThat(codes(addressesOf("127.0.0.1"), Optional.of(lab))).isEmpty();
        var refused = new PolicyFetch(List.of(), List.of(address("10.0.0.1")));
        assertThat(codes(addressesOf("10.0.0.1"), Optional.of(refused))).containsExactly("host_non_public_address");
    }

    @Test
    void anIpv6HostThatWasNotDialledLackedAVantage() {
        var lookups = addresses(noData(), found(PUBLIC_6));
        assertThat(codes(lookups, Optional.of(fetch(List.of()))))
                .containsExactlyInAnyOrder("host_ipv6_only", "tcp_no_ipv6_vantage");
        assertThat(codes(lookups, Optional.of(fetch(List.of(PUBLIC_6))))).containsExactly("host_ipv6_only");
    }

    @Test
    void theSameAddressAtARandomSiblingIsAWildcard() {
        assertThat(codesWithSibling(found(PUBLIC))).containsExactly("host_wildcard_dns");
        assertThat(codesWithSibling(found("198.35.26.97"))).isEmpty();
        assertThat(codesWithSibling(noSuchName())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mta-sts.foo_bar.example", "mta-sts.-foo.example", "mta-sts.foo-.example", "mta-sts..x"})
    void aNameThatNoCertificateCanBeForIsReported(String host) {
        assertThat(nameCodes(host)).containsExactly("host_name_not_ldh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mta-sts.example.com", "mta-sts.xn--fa-hia.de", "mta-sts.1a.example"})
    void aHostNameIsNot(String host) {
        assertThat(nameCodes(host)).isEmpty();
    }

    private static DnsAnswer bogus() {
        return new DnsAnswer.Failed(
                Failure.RCODE,
                OptionalInt.of(2),
                Optional.of(new ExtendedError(6, "bogus")),
                OptionalInt.empty(),
                List.of());
    }

    private static PolicyFetch fetch(List<String> dialled) {
        return new PolicyFetch(
                dialled.stream()
                        .map(address -> Observations.ended(address, FetchAttempt.Stage.TCP, FetchAttempt.End.REFUSED))
                        .toList(),
                List.of());
    }

    private static AddressLookups addressesOf(String... literals) {
        return addresses(found(literals), noData());
    }

    private static Set<String> nameCodes(String host) {
        var remarks = new Remarks();
        new PolicyHostLookup(remarks, ProviderTable.builtIn()).name(host);
        return Codes.of(remarks.findings(Circumstances.NONE, false));
    }

    private static Set<String> codesWithSibling(DnsAnswer sibling) {
        var probe = new WildcardProbe(lookup(txt("x")), Optional.of(lookup(sibling)));
        var remarks = new Remarks();
        new PolicyHostLookup(remarks, ProviderTable.builtIn())
                .addresses(addressesOf(PUBLIC), Optional.empty(), Optional.of(probe));
        return Codes.of(remarks.findings(Circumstances.NONE, false));
    }

    private static Set<String> codes(DnsAnswer a, DnsAnswer aaaa) {
        return Codes.of(findings(a, aaaa));
    }

    private static List<Finding> findings(DnsAnswer a, DnsAnswer aaaa) {
        var remarks = new Remarks();
        new PolicyHostLookup(remarks, ProviderTable.builtIn())
                .addresses(addresses(a, aaaa), Optional.empty(), Optional.empty());
        return remarks.findings(Circumstances.NONE, false);
    }

    private static Set<String> codes(AddressLookups lookups, Optional<PolicyFetch> fetch) {
        var remarks = new Remarks();
        new PolicyHostLookup(remarks, ProviderTable.builtIn()).addresses(lookups, fetch, Optional.empty());
        return Codes.of(remarks.findings(Circumstances.NONE, false));
    }
}
