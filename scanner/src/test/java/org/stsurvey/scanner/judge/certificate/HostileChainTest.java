package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.HOST;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.authority;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.ellipticKeys;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.kinds;
import static org.stsurvey.scanner.judge.certificate.Chains.trusting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;
import org.stsurvey.scanner.observation.ByteString;

/// Nothing that a server sends takes the rules long.
class HostileChainTest {

    /// Far above what any case takes, far below what an unbounded search would.
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void tenThousandNamesAreMatched() {
        var names = new ArrayList<>(
                IntStream.range(0, 9_999).mapToObj(i -> Integer.toString(i, 36)).toList());
        names.add(HOST);
        var made = leaf().dns(names.toArray(String[]::new)).signedBy(ROOT);
        assertThat(made.der().size()).isLessThan(65_536);
        assertQuick(() -> assertThat(kinds(made)).isEmpty());
    }

    @Test
    void manyNamesUnderManyConstraintsAreGivenUp() {
        var issuer = constrained(700);
        var names =
                IntStream.range(0, 4_000).mapToObj(i -> Integer.toString(i, 36)).toArray(String[]::new);
        var made = leaf().dns(names).signedBy(issuer);
        assertQuick(() -> {
            var faults = Chains.faults(made, issuer);
            assertThat(kinds(faults)).containsExactly(Kind.NAME_MISMATCH, Kind.CONSTRAINT);
            assertThat(faults.getLast().detail().get("name_constraints")).endsWith("too many names to compare");
        });
    }

    /// Three authorities with three certificates each, every one signed by all: the paths are many.
    @Test
    void authoritiesThatAllSignEachOtherAreGivenUp() {
        var authorities = IntStream.range(0, 3)
                .mapToObj(
                        i -> authority("Clique").keys(ellipticKeys("secp384r1")).selfSigned())
                .toList();
        var chain = new ArrayList<Made>();
        chain.add(leaf().signedBy(authorities.getFirst()));
        for (Made subject : authorities) {
            for (Made signer : authorities) {
                chain.add(authority("Clique").keys(subject.keys()).signedBy(signer));
            }
        }
        assertQuick(() -> assertThat(kinds(chain.toArray(Made[]::new))).first().isIn(Kind.UNTRUSTED_ROOT));
    }

    @Test
    void aCliqueOfNineAuthoritiesIsGivenUp() {
        var keys =
                IntStream.range(0, 9).mapToObj(_ -> ellipticKeys("secp384r1")).toList();
        var chain = new ArrayList<Made>();
        for (int i = 0; i < 9; i++) {
            var signer = authority("Clique").keys(keys.get((i + 1) % 9)).selfSigned();
            chain.add(authority("Clique").keys(keys.get(i)).signedBy(signer));
        }
        chain.addFirst(leaf().signedBy(chain.getFirst()));
        assertQuick(() -> assertThat(kinds(chain.toArray(Made[]::new))).containsExactly(Kind.UNKNOWN_ISSUER));
    }

    @Test
    void longNamesAndDeepNestingAreRead() {
        var name = new X500NameBuilder()
                .addRDN(BCStyle.DESCRIPTION, new DERUTF8String("x ".repeat(30_000)))
                .build();
        var made = leaf().subject(name).signedBy(ROOT);
        assertQuick(() -> assertThat(kinds(made)).isEmpty());
        byte[] nested = new byte[60_000];
        for (int i = 0; i < nested.length; i += 4) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x82;
            nested[i + 2] = (byte) ((nested.length - i - 4) >> 8);
            nested[i + 3] = (byte) (nested.length - i - 4);
        }
        var rules = new ChainRules(trusting(ROOT), Intermediates.none());
        assertQuick(() -> assertThat(kinds(rules.faults(List.of(ByteString.copyOf(nested)), HOST, NOW)))
                .containsExactly(Kind.CONSTRAINT));
    }

    static Made constrained(int zones) {
        var subtrees = IntStream.range(0, zones)
                .mapToObj(i -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, "z" + i + ".example")))
                .toArray(GeneralSubtree[]::new);
        return authority("Constrained")
                .extension(Extension.nameConstraints, true, new NameConstraints(subtrees, subtrees))
                .signedBy(ROOT);
    }

    private static void assertQuick(Runnable task) {
        assertThatCode(task::run).doesNotThrowAnyException();
        long begin = System.nanoTime();
        task.run();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
    }
}
