package org.stsurvey.scanner.judge.certificate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;

/// Signatures and keys that the libraries of senders refuse. No rule of RFC 8461.
///
/// The signature at the top of a path proves nothing, so that of an anchor or root does not count; that of a
/// self-signed leaf does, as it is all there is.
final class StrengthRules {

    /// NIST SP 800-131A: below it a key is disallowed even for old uses.
    private static final int MIN_MODULUS_BITS = 1024;
    /// CA/Browser Forum Baseline Requirements §6.1.5.
    private static final int GOOD_MODULUS_BITS = 2048;
    /// NIST SP 800-131A: 112 bits of strength.
    private static final int MIN_CURVE_BITS = 224;

    private StrengthRules() {}

    static List<CertificateFault> faults(Path path) {
        var broken = new LinkedHashMap<String, String>();
        var doubtful = new LinkedHashMap<String, String>();
        for (Certificate certificate : path.certificates()) {
            String name = path.nameOf(certificate) + ": ";
            var algorithm = certificate.signatureAlgorithm();
            if (SignatureAlgorithm.hasBrokenDigest(algorithm) && !isAnchor(path, certificate)) {
                broken.putIfAbsent("signature", name + SignatureAlgorithm.describe(algorithm));
            }
            var key = certificate.key();
            switch (key.family()) {
                case MODULUS -> {
                    if (key.bits() < MIN_MODULUS_BITS) {
                        broken.putIfAbsent("key", name + key.name());
                    } else if (key.bits() < GOOD_MODULUS_BITS) {
                        doubtful.putIfAbsent("key", name + key.name());
                    }
                }
                case CURVE -> {
                    if (key.bits() < MIN_CURVE_BITS) {
                        broken.putIfAbsent("key", name + key.name());
                    }
                }
                case OTHER -> {}
            }
        }
        var faults = new ArrayList<CertificateFault>();
        addUnlessEmpty(faults, Kind.WEAK_BREAKS, broken);
        addUnlessEmpty(faults, Kind.WEAK_WARNING, doubtful);
        return faults;
    }

    private static boolean isAnchor(Path path, Certificate certificate) {
        return path.end() instanceof Path.End.Anchor(var anchor) && anchor.equals(certificate);
    }

    private static void addUnlessEmpty(List<CertificateFault> faults, Kind kind, Map<String, String> detail) {
        if (!detail.isEmpty()) {
            faults.add(new CertificateFault(kind, detail));
        }
    }
}
