package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.PRIVATE_ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.RULES;
import static org.stsurvey.scanner.judge.certificate.Chains.ders;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;
import org.stsurvey.scanner.observation.ByteString;

/// `tls_cert_revoked`: who may say that a certificate is revoked, and what is passed over.
class StapledResponseTest {

    private static final Made LEAF = leaf().signedBy(ISSUER);
    private static final Instant REVOKED_AT = NOW.minus(Duration.ofDays(3));
    private static final CertificateStatus REVOKED = revoked(CRLReason.keyCompromise);

    private static CertificateStatus revoked(int reason) {
        return new RevokedStatus(Date.from(REVOKED_AT), reason);
    }

    /// A response of one certificate's issuer.
    private static final class Response {
        private Made of = LEAF;
        private Made issuer = ISSUER;
        private Made signer = ISSUER;
        private Optional<Made> sent = Optional.empty();
        private CertificateStatus status = REVOKED;
        private AlgorithmIdentifier digest = CertificateID.HASH_SHA1;
        private Instant nextUpdate = NOW.plus(Duration.ofDays(4));
        private int responseStatus = OCSPRespBuilder.SUCCESSFUL;

        ByteString made() throws Exception {
            var id = new CertificateID(
                    new BcDigestCalculatorProvider().get(digest),
                    holder(issuer),
                    holder(of).getSerialNumber());
            var basic = new BasicOCSPRespBuilder(new RespID(signer.subject()))
                    .addResponse(id, status, Date.from(NOW.minus(Duration.ofDays(1))), Date.from(nextUpdate))
                    .build(
                            new JcaContentSignerBuilder("SHA256withECDSA")
                                    .build(signer.keys().getPrivate()),
                            sent.isEmpty() ? null : new X509CertificateHolder[] {holder(sent.get())},
                            Date.from(NOW));
            return ByteString.copyOf(new OCSPRespBuilder()
                    .build(responseStatus, responseStatus == OCSPRespBuilder.SUCCESSFUL ? basic : null)
                    .getEncoded());
        }
    }

    private static X509CertificateHolder holder(Made made) throws Exception {
        return new X509CertificateHolder(made.der().toArray());
    }

    private static Optional<CertificateFault> revocation(Response response) throws Exception {
        return RULES.revocation(ders(LEAF, ISSUER), response.made(), NOW);
    }

    @Test
    void theIssuerSaysThatItIsRevokedSinceWhenAndWhy() throws Exception {
        assertThat(revocation(new Response())).hasValueSatisfying(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.REVOKED);
            assertThat(fault.detail())
                    .containsOnly(entry("revoked_at", REVOKED_AT.toString()), entry("reason", "keyCompromise"));
        });
    }

    @Test
    void goodAndUnknownSayNothing() throws Exception {
        var response = new Response();
        response.status = CertificateStatus.GOOD;
        assertThat(revocation(response)).isEmpty();
        response.status = new UnknownStatus();
        assertThat(revocation(response)).isEmpty();
    }

    @Test
    void withoutAReasonNoneIsGiven() throws Exception {
        var response = new Response();
        response.status = new RevokedStatus(Date.from(REVOKED_AT));
        assertThat(revocation(response))
                .hasValueSatisfying(fault -> assertThat(fault.detail()).containsOnlyKeys("revoked_at"));
    }

    @Test
    void otherDigestsNameTheIssuerToo() throws Exception {
        var response = new Response();
        response.digest = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        assertThat(revocation(response)).isPresent();
    }

    @Test
    void anotherCertificateOfTheIssuerIsNotMeant() throws Exception {
        var response = new Response();
        response.of = leaf().signedBy(ISSUER);
        assertThat(revocation(response)).isEmpty();
    }

    @Test
    void theSameNumberOfAnotherIssuerIsNotMeant() throws Exception {
        var response = new Response();
        response.issuer = ROOT;
        assertThat(revocation(response)).isEmpty();
    }

    @Test
    void aStrangerMayNotSaySo() throws Exception {
        var response = new Response();
        response.signer = PRIVATE_ROOT;
        assertThat(revocation(response)).isEmpty();
        response.sent = Optional.of(PRIVATE_ROOT);
        assertThat(revocation(response)).isEmpty();
    }

    @Test
    void aResponderThatTheIssuerCertifiedForItMay() throws Exception {
        var response = new Response();
        response.signer = CertificateMaker.bareAuthority("Responder")
                .purposes(KeyPurposeId.id_kp_OCSPSigning)
                .signedBy(ISSUER);
        response.sent = Optional.of(response.signer);
        assertThat(revocation(response)).isPresent();
    }

    @Test
    void anotherCertificateOfTheIssuerDoesNotMakeAResponder() throws Exception {
        var response = new Response();
        response.signer = leaf().signedBy(ISSUER);
        response.sent = Optional.of(response.signer);
        assertThat(revocation(response)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, true, true", "-1, true, false", "1, false, true", "-1, false, true"})
    void onlyAHoldIsLiftedByTime(int daysLeft, boolean hold, boolean counts) throws Exception {
        var response = new Response();
        response.status = revoked(hold ? CRLReason.certificateHold : CRLReason.superseded);
        response.nextUpdate = NOW.plus(Duration.ofDays(daysLeft));
        assertThat(revocation(response).isPresent()).isEqualTo(counts);
    }

    @Test
    void whatIsRevokedLaterIsNotYet() throws Exception {
        assertThat(RULES.revocation(ders(LEAF, ISSUER), new Response().made(), REVOKED_AT.minusSeconds(1)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {OCSPRespBuilder.TRY_LATER, OCSPRespBuilder.UNAUTHORIZED, OCSPRespBuilder.INTERNAL_ERROR})
    void aResponderThatDoesNotAnswerSaysNothing(int status) throws Exception {
        var response = new Response();
        response.responseStatus = status;
        assertThat(revocation(response)).isEmpty();
    }

    @Test
    void withoutTheIssuerNobodyVouchesForTheResponse() throws Exception {
        var stranger = leaf().signedBy(CertificateMaker.authority("Unsent").signedBy(ROOT));
        assertThat(RULES.revocation(ders(stranger), new Response().made(), NOW)).isEmpty();
    }

    @Test
    void theFaultsOfTheChainDoNotKeepItFromBeingSaid() throws Exception {
        var expired = leaf().expired(Duration.ofDays(2)).signedBy(ISSUER);
        var response = new Response();
        response.of = expired;
        assertThat(RULES.revocation(ders(expired, ISSUER), response.made(), NOW))
                .isPresent();
    }

    @Test
    void junkSaysNothingAndThrowsNothing() throws Exception {
        byte[] sound = new Response().made().toArray();
        Random random = new Random(6960);
        for (int i = 0; i < 1_000; i++) {
            byte[] mutated = sound.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(mutated.length) : mutated.length;
            var fault = RULES.revocation(ders(LEAF, ISSUER), ByteString.copyOf(Arrays.copyOf(mutated, length)), NOW);
            if (length < sound.length) {
                assertThat(fault).isEmpty();
            }
        }
    }
}
