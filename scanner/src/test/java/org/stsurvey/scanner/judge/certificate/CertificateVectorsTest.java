package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.PRIVATE_ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stsurvey.scanner.judge.Codes;
import org.stsurvey.scanner.judge.Conformance;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.TlsHandshake;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The shared conformance vectors that describe a certificate chain: the chain is made, sent and judged.
class CertificateVectorsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> everyDescribedChainAgrees() {
        return Conformance.rows("vectors.tsv").stream()
                .filter(row -> row.get("kind").equals("tls") && row.get("input").contains("\"chain\""))
                .map(row -> DynamicTest.dynamicTest(row.get("id") + " " + row.get("input"), () -> check(row)));
    }

    private static void check(Conformance.Row row) {
        var input = JSON.readTree(row.get("input"));
        var host = input.get("host").asString();
        var rules = new ChainRules(Chains.trusting(ROOT), Chains.knowing(ISSUER));
        var result = new Lint(Rulebook.of(rules, name -> Optional.empty())).fetch(attempt(chain(input)), host, NOW);
        assertThat(result.outcome().code()).isEqualTo(row.get("expected_primary"));
        Set<String> others = new TreeSet<>(Codes.of(result.findings()));
        others.remove(result.outcome().code());
        var expected = row.get("expected_other_findings");
        assertThat(others).isEqualTo(expected.isEmpty() ? Set.of() : new TreeSet<>(List.of(expected.split(","))));
    }

    private static FetchAttempt attempt(List<Made> chain) {
        var handshake = new TlsHandshake("TLSv1.3", "TLS_AES_128_GCM_SHA256", Chains.ders(chain.toArray(Made[]::new)));
        return new FetchAttempt(
                Observations.address("198.35.26.96"),
                FetchAttempt.Stage.BODY,
                FetchAttempt.End.COMPLETE,
                OptionalInt.empty(),
                Optional.of(handshake),
                Optional.of(Observations.reply(200, "")),
                "",
                Duration.ZERO);
    }

    private static List<Made> chain(JsonNode input) {
        var leaf = leaf(input);
        return switch (input.get("chain").asString()) {
            case "trusted" -> List.of(leaf.signedBy(ISSUER), ISSUER);
            case "private root sent" -> List.of(leaf.signedBy(PRIVATE_ROOT), PRIVATE_ROOT);
            case "self-signed leaf" -> List.of(leaf.selfSigned());
            case "leaf only, no AIA" ->
                List.of(leaf.signedBy(
                        CertificateMaker.authority("Unknown Issuer").signedBy(ROOT)));
            case String other -> throw new AssertionError("chain " + other);
        };
    }

    private static CertificateMaker leaf(JsonNode input) {
        var leaf = CertificateMaker.bareLeaf().purposes(KeyPurposeId.id_kp_serverAuth);
        leaf.subject("CN=" + (input.has("cn") ? input.get("cn").asString() : "whoever.example"));
        var names = StreamSupport.stream(input.get("san").spliterator(), false)
                .map(JsonNode::asString)
                .toArray(String[]::new);
        if (names.length > 0) {
            leaf.dns(names);
        }
        var from = input.has("notBefore") ? shifted(input.get("notBefore").asString()) : NOW.minus(Duration.ofDays(30));
        var to = input.has("notAfter") ? shifted(input.get("notAfter").asString()) : NOW.plus(Duration.ofDays(60));
        return leaf.lasting(from, to);
    }

    /// `+1d` or `-5d` from now.
    private static Instant shifted(String text) {
        return NOW.plus(Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1))));
    }
}
