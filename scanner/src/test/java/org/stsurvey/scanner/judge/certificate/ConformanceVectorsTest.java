package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.PRIVATE_ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The shared conformance cases on certificates, where the shared folder is present.
class ConformanceVectorsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TestFactory
    List<DynamicTest> certificateCases() throws IOException {
        var vectors = Stream.of("../../shared", "../../../shared")
                .map(folder -> Path.of(folder, "conformance", "vectors.tsv"))
                .filter(Files::exists)
                .findFirst();
        assumeTrue(vectors.isPresent(), "no ../shared/conformance/vectors.tsv beside the repository");
        return Files.readAllLines(vectors.get()).stream()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields[2].equals("tls") && fields[3].contains("\"host\""))
                .map(fields -> DynamicTest.dynamicTest(
                        fields[0] + " " + fields[3], () -> judge(JSON.readTree(fields[3]), fields[5], fields[6])))
                .toList();
    }

    private static void judge(JsonNode input, String primary, String others) {
        var rules = new ChainRules(Chains.trusting(ROOT), Intermediates.none());
        var found = rules.faults(Chains.ders(chain(input)), input.get("host").asString(), NOW).stream()
                .map(fault -> "tls_cert_" + fault.kind().name().toLowerCase(Locale.ROOT))
                .filter(code -> !code.equals("tls_cert_wildcard"))
                .toList();
        if (primary.equals("tls_ok")) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).first().isEqualTo(primary);
            assertThat(found)
                    .containsAll(Stream.of(others.split("[ ,]+"))
                            .filter(code -> !code.isEmpty())
                            .toList());
        }
    }

    private static Made[] chain(JsonNode input) {
        var leaf = CertificateMaker.bareLeaf()
                .subject("CN=" + input.path("cn").asString("x"))
                .purposes(KeyPurposeId.id_kp_serverAuth)
                .lasting(
                        NOW.plus(days(input.path("notBefore").asString("-90d"))),
                        NOW.plus(days(input.path("notAfter").asString("+90d"))));
        var names = input.get("san").valueStream().map(JsonNode::asString).toArray(String[]::new);
        if (names.length > 0) {
            leaf.dns(names);
        }
        String chain = input.get("chain").asString();
        return switch (chain) {
            case "trusted" -> new Made[] {leaf.signedBy(ISSUER), ISSUER};
            case "private root sent" -> new Made[] {leaf.signedBy(PRIVATE_ROOT), PRIVATE_ROOT};
            case "leaf only, no AIA" -> new Made[] {leaf.signedBy(ISSUER)};
            case "self-signed leaf" -> new Made[] {leaf.selfSigned()};
            default -> throw new IllegalArgumentException("chain \"" + chain + "\" is not known to this test");
        };
    }

    private static Duration days(String relative) {
        return Duration.ofDays(Long.parseLong(relative.replace("d", "")));
    }
}
