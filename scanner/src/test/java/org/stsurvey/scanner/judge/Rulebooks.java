package org.stsurvey.scanner.judge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.judge.certificate.CertificateFault;
import org.stsurvey.scanner.observation.ByteString;

/// Rulebooks for tests.
public final class Rulebooks {

    private Rulebooks() {}

    /// Certificates never have faults; the registrable domain is the last two labels.
    public static Rulebook plain() {
        return withCertificateFaults(List.of());
    }

    public static Rulebook withCertificateFaults(List<CertificateFault> faults) {
        return Rulebook.of(new FixedCertificateRules(faults), Rulebooks::lastTwoLabels);
    }

    private static Optional<String> lastTwoLabels(String name) {
        var last = name.lastIndexOf('.');
        return last < 0 ? Optional.empty() : Optional.of(name.substring(name.lastIndexOf('.', last - 1) + 1));
    }

    private record FixedCertificateRules(List<CertificateFault> faults) implements CertificateRules {

        @Override
        public List<CertificateFault> faults(List<ByteString> chainDer, String host, Instant at) {
            return faults;
        }

        @Override
        public Optional<CertificateFault> revocation(List<ByteString> chainDer, ByteString stapled, Instant at) {
            return Optional.empty();
        }

        @Override
        public Optional<Judgement.CertificateFacts> leafFacts(List<ByteString> chainDer, Instant at) {
            return Optional.empty();
        }
    }
}
