package org.stsurvey.scanner.observation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an MX host showed on its port 25, up to the end of the TLS handshake.
///
/// A host that many domains share is asked once for all of them, so this may be older or younger than the rest
/// of an observation.
///
/// @param host the MX host, lower case, without final dot
/// @param probedAt when the probe began, microsecond precision; dates of certificates are judged at this
///     instant
/// @param attempts what was tried, in the order made; empty where nothing was dialled
/// @param omission why nothing that counts was found out, if that was our own doing or choice
public record MxProbe(String host, Instant probedAt, List<SmtpAttempt> attempts, Optional<Omission> omission) {

    public MxProbe {
        attempts = List.copyOf(attempts);
    }

    /// The attempt that tells how the probe went: the last one that got past TCP, else the last one.
    public Optional<SmtpAttempt> deciding() {
        return attempts.reversed().stream()
                .filter(attempt -> attempt.step() != SmtpAttempt.Step.TCP)
                .findFirst()
                .or(() -> attempts.reversed().stream().findFirst());
    }

    /// Whether the host was found out about, so that nobody need ask it again.
    public boolean isConclusive() {
        return omission.isEmpty()
                && deciding().filter(SmtpAttempt::isConclusive).isPresent();
    }

    /// Why an MX host was not asked, or its answer does not count.
    public enum Omission {
        /// It has no address.
        NO_ADDRESS,
        /// Its addresses could not be looked up.
        LOOKUP_FAILED,
        /// It has only addresses that are not public.
        NON_PUBLIC,
        /// Who owns its addresses asked not to be connected to.
        EXCLUDED,
        /// It can only be reached over a network that this machine does not have.
        NO_VANTAGE,
        /// One of our own gates kept it waiting too long.
        DEFERRED,
        /// Outgoing connections to port 25 are blocked where we are.
        PORT_BLOCKED,
        /// It could not be connected to, and neither could any other host so far: that may be our own network.
        PORT_UNPROVEN,
        /// The scanner's code failed.
        INTERNAL_ERROR
    }
}
