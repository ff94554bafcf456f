package org.stsurvey.scanner.dataset;

import java.util.Optional;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.observation.Observation;

/// One row of the dataset: what was seen of a domain, and the verdict on it.
///
/// @param registrableDomain public suffix plus one label; empty if the domain is itself a public suffix
public record Row(Observation observation, Judgement judgement, Optional<String> registrableDomain) {

    /// The last label of the domain.
    public String tld() {
        String domain = observation.target().domain();
        return domain.substring(domain.lastIndexOf('.') + 1);
    }
}
