package org.stsurvey.cli;

import java.time.Duration;
import java.util.Optional;
import org.stsurvey.scanner.observe.smtp.MxProbes;
import org.stsurvey.scanner.observe.smtp.SmtpSettings;

/// How MX hosts are probed, where they are.
///
/// @param test a host that is known to answer on the port, to find out whether the network lets us through
/// @param proofPatience how long a host that cannot be connected to waits for another that can: only then is it the
///     host's fault
record ProbeSettings(SmtpSettings smtp, Optional<String> test, Duration proofPatience) {

    /// As a scan probes them.
    ProbeSettings(SmtpSettings smtp, Optional<String> test) {
        this(smtp, test, MxProbes.PROOF_PATIENCE);
    }

    /// The same for whoever probes the hosts of one domain, where there is no other to wait for.
    ProbeSettings ofOneDomain() {
        return new ProbeSettings(smtp, test, Duration.ZERO);
    }
}
