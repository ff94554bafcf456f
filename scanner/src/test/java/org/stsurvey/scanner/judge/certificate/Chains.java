package org.stsurvey.scanner.judge.certificate;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;
import org.stsurvey.scanner.observation.ByteString;

/// A small world of authorities, and short ways to judge chains in it.
final class Chains {

    static final Made ROOT = CertificateMaker.root("Good Root");
    static final Made ISSUER = CertificateMaker.authority("Good Issuer").signedBy(ROOT);
    static final Made PRIVATE_ROOT = CertificateMaker.root("Private Root");

    /// A sender that trusts [#ROOT] and knows no intermediates.
    static final ChainRules RULES = new ChainRules(trusting(ROOT), Intermediates.none());

    private Chains() {}

    static TrustAnchors trusting(Made... roots) {
        return TrustAnchors.fromPem(pem(roots), "roots.pem");
    }

    static Intermediates knowing(Made... intermediates) {
        return Intermediates.fromPem(pem(intermediates), "intermediates.pem");
    }

    static String pem(Made... certificates) {
        return Arrays.stream(certificates)
                .map(made -> "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(made.der().toArray())
                        + "\n-----END CERTIFICATE-----\n")
                .collect(joining());
    }

    /// The faults of a chain by [#RULES].
    static List<CertificateFault> faults(Made... chain) {
        return faults(RULES, chain);
    }

    static List<CertificateFault> faults(ChainRules rules, Made... chain) {
        return rules.faults(ders(chain), CertificateMaker.HOST, CertificateMaker.NOW);
    }

    static List<Kind> kinds(Made... chain) {
        return kinds(faults(chain));
    }

    static List<Kind> kinds(ChainRules rules, Made... chain) {
        return kinds(faults(rules, chain));
    }

    static List<Kind> kinds(List<CertificateFault> faults) {
        return faults.stream().map(CertificateFault::kind).toList();
    }

    static List<ByteString> ders(Made... chain) {
        return Stream.of(chain).map(Made::der).toList();
    }
}
