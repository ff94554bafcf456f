package org.stsurvey.scanner.judge;

import java.util.Optional;
import java.util.function.Function;
import org.stsurvey.scanner.judge.registry.Outcomes;

/// All that a judgement depends on besides the observation; the same rulebook gives the same judgement.
///
/// @param registryVersion the version of the registry of outcomes
/// @param certificates the rules for certificate chains, with their trust anchors
/// @param registrableDomain the public suffix plus one label of a name; empty for a public suffix
/// @param providers who runs policy hosts and MX hosts
public record Rulebook(
        String registryVersion,
        CertificateRules certificates,
        Function<String, Optional<String>> registrableDomain,
        ProviderTable providers) {

    /// The rulebook of this version with its own provider table.
    public static Rulebook of(CertificateRules certificates, Function<String, Optional<String>> registrableDomain) {
        return new Rulebook(Outcomes.VERSION, certificates, registrableDomain, ProviderTable.builtIn());
    }
}
