package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.HOST;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.rsaKeys;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observation.ByteString;

/// Nothing that a server sends makes the rules throw.
class MutatedCertificateTest {

    private static final List<ByteString> SEEDS = List.of(
            leaf().signedBy(ISSUER).der(),
            leaf().keys(rsaKeys(2048))
                    .signature("SHA256withECDSA")
                    .signedBy(ISSUER)
                    .der(),
            leaf().keys(rsaKeys(2048))
                    .signature("SHA256withRSAandMGF1")
                    .selfSigned()
                    .der(),
            HostileChainTest.constrained(3).der(),
            ISSUER.der());

    private static void judge(List<ByteString> chain) {
        assertThat(Chains.RULES.faults(chain, HOST, NOW)).doesNotContainNull();
        assertThat(Chains.RULES.leafFacts(chain, NOW)).isNotNull();
    }

    @Property
    void randomOctetsAreJudged(@ForAll @Size(max = 4) List<byte[]> chain) {
        judge(chain.stream().map(ByteString::copyOf).toList());
    }

    /// Octets of a real certificate replaced, inserted, deleted; in the leaf and in what follows it.
    @Property(tries = 2_000)
    void mutatedCertificatesAreJudged(@ForAll @IntRange(min = 0, max = 4) int seed, @ForAll long mutation) {
        var random = new Random(mutation);
        var mutant = mutate(SEEDS.get(seed), random);
        judge(random.nextBoolean() ? List.of(mutant, ISSUER.der()) : List.of(SEEDS.getFirst(), mutant));
    }

    private static ByteString mutate(ByteString original, Random random) {
        byte[] octets = original.toArray();
        var mutant = new ByteArrayOutputStream();
        int changes = 1 + random.nextInt(4);
        var places = random.ints(changes, 0, octets.length).boxed().toList();
        for (int i = 0; i < octets.length; i++) {
            if (!places.contains(i)) {
                mutant.write(octets[i]);
            } else {
                switch (random.nextInt(4)) {
                    case 0 -> mutant.write(octets[i] ^ (1 << random.nextInt(8)));
                    case 1 -> mutant.write(random.nextInt(256));
                    case 2 -> mutant.writeBytes(new byte[] {octets[i], (byte) random.nextInt(256)});
                    default -> {}
                }
            }
        }
        return ByteString.copyOf(mutant.toByteArray());
    }

    @Test
    void everyTruncationIsJudged() {
        for (ByteString seed : SEEDS) {
            byte[] octets = seed.toArray();
            for (int length = 0; length < octets.length; length++) {
                judge(List.of(ByteString.copyOf(octets, 0, length)));
            }
        }
    }
}
