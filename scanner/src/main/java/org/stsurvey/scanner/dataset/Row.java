package org.stsurvey.scanner.dataset;

import java.util.Optional;
import org.stsurvey.inputs.DomainNames;
import org.stsurvey.inputs.PublicSuffix;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.observation.Observation;

/// One row of the dataset: what was seen of a domain, and the verdict on it.
///
/// @param registrableDomain public suffix plus one label; empty if the domain is itself a public suffix
public record Row(Observation observation, Judgement judgement, Optional<String> registrableDomain) {

    private static final PublicSuffixes SUFFIXES = PublicSuffixes.bundled();
    private static final DomainNames NAMES = new DomainNames();

    /// The last label of the domain.
    public String tld() {
        String domain = observation.target().domain();
        return domain.substring(domain.lastIndexOf('.') + 1);
    }

    /// The public suffix of the domain.
    public PublicSuffix publicSuffix() {
        return SUFFIXES.suffixOf(observation.target().domain());
    }

    /// The domain as its speakers write it; empty if that is no different.
    public Optional<String> domainUnicode() {
        return NAMES.display(observation.target().domain());
    }
}
