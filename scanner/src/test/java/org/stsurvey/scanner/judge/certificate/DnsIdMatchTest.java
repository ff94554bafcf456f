package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.HOST;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.altName;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.bareLeaf;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.kinds;
import static org.stsurvey.scanner.judge.certificate.Chains.trusting;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;

/// Only the dNSName entries say for whom a certificate is: RFC 8461 §3.3, RFC 9525 §6.3.
class DnsIdMatchTest {

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        "mta-sts.example.com, mta-sts.example.com",
        "MTA-STS.Example.COM, mta-sts.example.com",
        "mta-sts.example.com, MTA-STS.example.com",
        "mta-sts.xn--bcher-kva.example, mta-sts.xn--bcher-kva.example",
        "*.xn--bcher-kva.example, mta-sts.xn--bcher-kva.example",
        "*.example.com, mta-sts.example.com",
        "*.EXAMPLE.com, mta-sts.example.com",
        // RFC 9525 §6.3 does not ask how near to the root a wildcard is
        "*.com, mta-sts.com",
    })
    void matches(String presented, String host) {
        assertThat(DnsIdMatch.matches(presented, host)).isTrue();
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        "example.com, mta-sts.example.com",
        "mta-sts.example.com, example.com",
        "xmta-sts.example.com, mta-sts.example.com",
        "mta-sts.example.com., mta-sts.example.com",
        ".mta-sts.example.com, mta-sts.example.com",
        // a wildcard is a complete left-most label and stands for one
        "*.example.com, mta-sts.mail.example.com",
        "*.example.com, example.com",
        "*.com, mta-sts.example.com",
        "*, mta-sts.example.com",
        "*., mta-sts.example.com",
        "*.*.com, mta-sts.example.com",
        "m*.example.com, mta-sts.example.com",
        "*ts.example.com, mta-sts.example.com",
        "mta-*.example.com, mta-sts.example.com",
        "mta-sts.*.com, mta-sts.example.com",
        "mta-sts.*, mta-sts.example.com",
        "*.example.com., mta-sts.example.com",
        "**.example.com, mta-sts.example.com",
        // an entry that is no host name matches nothing, not even itself
        "mta_sts.example.com, mta_sts.example.com",
        "*.exam_ple.com, mta-sts.exam_ple.com",
        "-mta.example.com, -mta.example.com",
        "mta-.example.com, mta-.example.com",
        "mta-sts..com, mta-sts..com",
        "'', ''",
        "192.0.2.1, mta-sts.example.com",
        "mta-sts.b\u00fccher.example, mta-sts.xn--bcher-kva.example",
        "mta-sts.b\u00fccher.example, mta-sts.b\u00fccher.example",
        // the Kelvin sign is a K to those who fold all of Unicode
        "mta-sts.k.example, mta-sts.\u212a.example",
        "*.k.example, mta-sts.\u212a.example",
    })
    void doesNotMatch(String presented, String host) {
        assertThat(DnsIdMatch.matches(presented, host)).isFalse();
    }

    @Test
    void labelsAreOfAtMost63Octets() {
        String longest = "a".repeat(63);
        assertThat(DnsIdMatch.matches(longest + ".example", longest + ".example"))
                .isTrue();
        assertThat(DnsIdMatch.matches(longest + "a.example", longest + "a.example"))
                .isFalse();
    }

    @Test
    void nulDoesNotEndTheName() {
        assertThat(kinds(leaf().dns(HOST + "\0.evil.example").signedBy(ISSUER), ISSUER))
                .containsExactly(Kind.NAME_MISMATCH);
        assertThat(kinds(leaf().dns("evil.example\0." + HOST).signedBy(ISSUER), ISSUER))
                .containsExactly(Kind.NAME_MISMATCH);
    }

    @Test
    void aULabelInUtf8MatchesNothing() {
        byte[] name = "mta-sts.b\u00fccher.example".getBytes(StandardCharsets.UTF_8);
        var made = leaf().altNames(altName(2, name)).signedBy(ISSUER);
        assertThat(kindsFor("mta-sts.xn--bcher-kva.example", made)).containsExactly(Kind.NAME_MISMATCH);
    }

    @Test
    void oneEntryOfManyIsEnough() {
        assertThat(kinds(leaf().dns("a.example", "b.example", HOST).signedBy(ISSUER), ISSUER))
                .isEmpty();
    }

    @Test
    void aWildcardIsNoted() {
        var faults = Chains.faults(leaf().dns("*.example.com", "example.com").signedBy(ISSUER), ISSUER);
        assertThat(kinds(faults)).containsExactly(Kind.WILDCARD);
        assertThat(faults.getFirst().detail()).containsEntry("name", "*.example.com");
    }

    @Test
    void aWildcardBesideTheExactNameIsNotNoted() {
        assertThat(kinds(leaf().dns("*.example.com", HOST).signedBy(ISSUER), ISSUER))
                .isEmpty();
    }

    @Test
    void theCommonNameCountsForNothing() {
        var faults =
                Chains.faults(bareLeaf().subject("O=X, CN=MTA-STS.example.com").signedBy(ISSUER), ISSUER);
        assertThat(kinds(faults)).containsExactly(Kind.CN_ONLY);
        assertThat(faults.getFirst().detail()).containsEntry("cn", "MTA-STS.example.com");
        assertThat(kinds(bareLeaf().subject("CN=*.example.com").signedBy(ISSUER), ISSUER))
                .containsExactly(Kind.CN_ONLY);
    }

    @Test
    void theCommonNameIsIrrelevantBesideDnsNames() {
        assertThat(kinds(bareLeaf().subject("CN=" + HOST).dns("other.example").signedBy(ISSUER), ISSUER))
                .containsExactly(Kind.NAME_MISMATCH);
    }

    @Test
    void withoutDnsNamesAndWithAnotherCommonNameItIsAMismatch() {
        var faults = Chains.faults(bareLeaf().subject("CN=localhost").signedBy(ISSUER), ISSUER);
        assertThat(kinds(faults)).containsExactly(Kind.NAME_MISMATCH);
        assertThat(faults.getFirst().detail()).containsEntry("names_total", "0");
        assertThat(kinds(bareLeaf().subject("O=Nobody").signedBy(ISSUER), ISSUER))
                .containsExactly(Kind.NAME_MISMATCH);
        assertThat(kinds(bareLeaf().subject("").signedBy(ISSUER), ISSUER)).containsExactly(Kind.NAME_MISMATCH);
    }

    @Test
    void otherFormsOfNamesDoNotMatch() {
        byte[] host = HOST.getBytes(StandardCharsets.US_ASCII);
        ASN1Encodable address = altName(7, new byte[] {(byte) 192, 0, 2, 1});
        for (var name : List.of(address, altName(1, host), altName(6, host), altName(7, host))) {
            var made = bareLeaf().subject("CN=x").altNames(name).signedBy(ISSUER);
            assertThat(kinds(made, ISSUER)).containsExactly(Kind.NAME_MISMATCH);
        }
        var onlyAddress = bareLeaf().subject("CN=192.0.2.1").altNames(address).signedBy(ISSUER);
        assertThat(kindsFor("192.0.2.1", onlyAddress)).containsExactly(Kind.CN_ONLY);
    }

    @Test
    void namesOfOtherFormsThatCannotBeReadDoNotHideTheDnsName() {
        byte[] junk = {1, 2, 3};
        var made = leaf().altNames(
                        altName(7, junk), altName(6, junk), altName(2, HOST.getBytes(StandardCharsets.US_ASCII)))
                .signedBy(ISSUER);
        assertThat(kinds(made, ISSUER)).isEmpty();
    }

    @Test
    void aMismatchTellsWhatIsCovered() {
        assertThat(mismatchDetail("mta-sts.mail.example.com", "*.example.com"))
                .containsEntry("wildcard_one_level_short", "true")
                .containsEntry("covers_apex", "true")
                .containsEntry("covers_www", "false")
                .containsEntry("names", "*.example.com");
        assertThat(mismatchDetail(HOST, "example.com", "www.example.com"))
                .containsEntry("wildcard_one_level_short", "false")
                .containsEntry("covers_apex", "true")
                .containsEntry("covers_www", "true")
                .containsEntry("names_total", "2");
        assertThat(mismatchDetail(HOST, "hosting.example"))
                .containsEntry("covers_apex", "false")
                .containsEntry("covers_www", "false");
    }

    @Test
    void aMismatchShowsTheFirstFewNamesOnly() {
        var names = IntStream.range(0, 100).mapToObj(i -> "n" + i + ".example").toArray(String[]::new);
        assertThat(mismatchDetail(HOST, names))
                .containsEntry("names", "n0.example n1.example n2.example n3.example n4.example")
                .containsEntry("names_total", "100");
    }

    private static Map<String, String> mismatchDetail(String host, String... names) {
        var faults = faultsFor(host, leaf().dns(names).signedBy(ISSUER));
        assertThat(kinds(faults)).containsExactly(Kind.NAME_MISMATCH);
        return faults.getFirst().detail();
    }

    private static List<Kind> kindsFor(String host, Made made) {
        return kinds(faultsFor(host, made));
    }

    private static List<CertificateFault> faultsFor(String host, Made made) {
        return new ChainRules(trusting(ROOT), Intermediates.none()).faults(Chains.ders(made, ISSUER), host, NOW);
    }
}
