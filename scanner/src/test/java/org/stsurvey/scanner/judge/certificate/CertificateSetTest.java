package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.PRIVATE_ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.pem;
import static org.stsurvey.scanner.judge.certificate.Chains.trusting;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Roots and intermediates are kept with a run, and are the same set in whatever order they are given.
class CertificateSetTest {

    @Test
    void theRootsOfTheJdkCanAllBeRead() {
        var anchors = TrustAnchors.jdkDefault();
        assertThat(anchors.certificates().size()).isGreaterThan(50);
        assertThat(TrustAnchors.fromPem(anchors.certificates().toPem(), "_roots.pem")
                        .certificates()
                        .sha256())
                .isEqualTo(anchors.certificates().sha256());
    }

    @Test
    void orderAndRepetitionDoNotChangeTheIdentity() {
        var set = trusting(ROOT, PRIVATE_ROOT).certificates();
        assertThat(trusting(PRIVATE_ROOT, ROOT, PRIVATE_ROOT).certificates().sha256())
                .isEqualTo(set.sha256());
        assertThat(trusting(PRIVATE_ROOT, ROOT).certificates().toPem()).isEqualTo(set.toPem());
        assertThat(trusting(ROOT).certificates().sha256()).isNotEqualTo(set.sha256());
        assertThat(set.size()).isEqualTo(2);
    }

    @Test
    void theIdentityIsTheDigestOfThePemText() {
        var set = trusting(ROOT, PRIVATE_ROOT).certificates();
        assertThat(set.sha256()).isEqualTo(Sha256.of(set.toPem().getBytes(StandardCharsets.US_ASCII)));
        assertThat(set.toPem().lines()).allMatch(line -> line.length() <= 64);
        assertThat(set.toPem()).endsWith("-----END CERTIFICATE-----\n").doesNotContain("\r");
    }

    @Test
    void noIntermediatesIsASetToo() {
        assertThat(Intermediates.none().certificates().size()).isZero();
        assertThat(Intermediates.none().certificates().sha256())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Intermediates.fromPem("", "intermediates.pem").certificates().sha256())
                .isEqualTo(Intermediates.none().certificates().sha256());
    }

    @Test
    void otherTextAndOtherBlocksAreReadOver() {
        String text = "## Mozilla\r\n" + pem(ROOT).replace("\n", "\r\n") + "Private Root\n===\n" + pem(PRIVATE_ROOT)
                + "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n";
        assertThat(TrustAnchors.fromPem(text, "bundle.pem").certificates().sha256())
                .isEqualTo(trusting(ROOT, PRIVATE_ROOT).certificates().sha256());
    }

    @Test
    void aFileWithoutRootsIsRefused() {
        assertThatThrownBy(() -> TrustAnchors.fromPem("hello\n", "roots.txt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("roots.txt: there is no \"-----BEGIN CERTIFICATE-----\" in it; name a PEM file of root"
                        + " certificates");
    }

    @Test
    void aDamagedFileIsRefusedWithTheLine() {
        String good = pem(ISSUER);
        long lines = good.lines().count();
        assertThatThrownBy(() -> Intermediates.fromPem(
                        good + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "known.pem"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "known.pem line %d: this is not an X.509 certificate (octet 0: expected element 0x30);"
                                + " remove it or take the file anew",
                        lines + 1);
        assertThatThrownBy(() -> Intermediates.fromPem(
                        "-----BEGIN CERTIFICATE-----\n***\n-----END CERTIFICATE-----\n", "known.pem"))
                .hasMessageStartingWith("known.pem line 1: this is not an X.509 certificate (");
        String cut = good.substring(0, good.length() - 30);
        assertThatThrownBy(() -> Intermediates.fromPem(cut, "known.pem"))
                .hasMessage("known.pem line 1: \"-----BEGIN CERTIFICATE-----\" has no \"-----END CERTIFICATE-----\";"
                        + " the file is damaged, take it anew");
        assertThatThrownBy(() -> Intermediates.fromPem(cut + "\n" + good, "known.pem"))
                .hasMessageStartingWith("known.pem line 1: \"-----BEGIN CERTIFICATE-----\" has no ");
    }
}
