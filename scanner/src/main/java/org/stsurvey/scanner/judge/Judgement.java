package org.stsurvey.scanner.judge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stsurvey.scanner.judge.mx.MxVerdict;

/// The verdict on one observation under one rulebook.
///
/// @param primary the one outcome that the row is counted under
/// @param status the rollup under the lenient reading
/// @param statusStrict the rollup under the strict reading
/// @param published a TXT record that contains `STSv`, in any case, was seen
/// @param reception how the domain receives mail
/// @param findings all outcomes found, in stage order
/// @param record the policy record as read; empty if none was found
/// @param policy the policy file as read; empty if no body was received with status 200
/// @param certificate the leaf certificate of the policy host; empty if none was received or it cannot be
///     parsed
/// @param alignment policy against MX; empty if there is no policy to align
/// @param tlsRpt the TLS reporting record
/// @param policyHostProvider the provider that the policy host's or record's CNAME chain names
/// @param mxProvider the provider that the best MX names
/// @param delivery whether a sender that enforces the policy could deliver; empty where no policy asks for
///     anything, or there is no MX host to deliver to
/// @param mxVerdicts the MX hosts that were probed, in the order of the observation; empty if they were not
/// @param dane DANE of the MX hosts; empty if it was not asked for
public record Judgement(
        Outcome primary,
        DeploymentStatus status,
        DeploymentStatus statusStrict,
        boolean published,
        MailReception reception,
        List<Finding> findings,
        Optional<RecordFacts> record,
        Optional<PolicyFacts> policy,
        Optional<CertificateFacts> certificate,
        Optional<Alignment> alignment,
        TlsRptFacts tlsRpt,
        Optional<String> policyHostProvider,
        Optional<String> mxProvider,
        Optional<Delivery> delivery,
        Optional<List<MxVerdict>> mxVerdicts,
        Optional<DaneFacts> dane) {

    public Judgement {
        findings = List.copyOf(findings);
        mxVerdicts = mxVerdicts.map(List::copyOf);
    }

    /// A judgement where neither MX hosts were probed nor DANE was asked for.
    public Judgement(
            Outcome primary,
            DeploymentStatus status,
            DeploymentStatus statusStrict,
            boolean published,
            MailReception reception,
            List<Finding> findings,
            Optional<RecordFacts> record,
            Optional<PolicyFacts> policy,
            Optional<CertificateFacts> certificate,
            Optional<Alignment> alignment,
            TlsRptFacts tlsRpt,
            Optional<String> policyHostProvider,
            Optional<String> mxProvider) {
        this(
                primary,
                status,
                statusStrict,
                published,
                reception,
                findings,
                record,
                policy,
                certificate,
                alignment,
                tlsRpt,
                policyHostProvider,
                mxProvider,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The policy record as read.
    ///
    /// @param id the first id, whatever its faults; empty if there is none
    /// @param idStyle how the id is made: `timestamp`, `epoch`, `date`, `hex`, `other`; empty without a valid
    ///     id
    /// @param valid a sender would go on to fetch the policy
    public record RecordFacts(Optional<String> id, Optional<String> idStyle, boolean valid) {}

    /// The policy file as read.
    ///
    /// @param mode only if valid
    /// @param maxAgeSeconds only if it is a number of at most 10 digits
    /// @param mx the patterns that are valid, lower case, in order, without repetitions
    /// @param lineEnding `crlf`, `lf`, `cr`, `mixed` or `none`
    public record PolicyFacts(
            Optional<String> version,
            Optional<String> mode,
            OptionalLong maxAgeSeconds,
            List<String> mx,
            String lineEnding,
            boolean validStrict,
            boolean validLenient) {
        public PolicyFacts {
            mx = List.copyOf(mx);
        }
    }

    /// The policy host's leaf certificate.
    ///
    /// @param issuer the issuer's organisation, else its common name; untrusted text
    /// @param daysLeft whole days from the observation to `notAfter`, negative once expired
    /// @param key algorithm and size, such as `RSA 2048` or `EC 256`
    public record CertificateFacts(String issuer, Instant notBefore, Instant notAfter, long daysLeft, String key) {}

    /// The policy's patterns against the MX hosts, RFC 8461 §4.1.
    ///
    /// @param outcome `mx_all_covered`, `mx_some_uncovered`, `mx_none_covered`, `mx_null`, `mx_implicit`,
    ///     `mx_absent`, `mx_lookup_indeterminate` or `mx_not_applicable`
    /// @param uncovered the MX hosts that no pattern matches
    public record Alignment(Outcome outcome, List<String> uncovered, OptionalInt hosts) {
        public Alignment {
            uncovered = List.copyOf(uncovered);
        }
    }

    /// DANE of the MX hosts, RFC 7672.
    ///
    /// @param outcome the outcome of stage `dane` that all hosts come to
    /// @param mxAuthenticated the MX records are signed
    /// @param hosts the MX hosts that were asked for and have an address, or of which that is not known
    /// @param signed of these, hosts whose addresses are signed, or whose own alias is
    /// @param secured of these, hosts with usable, signed TLSA records
    public record DaneFacts(Outcome outcome, boolean mxAuthenticated, int hosts, int signed, int secured) {}

    /// The TLS reporting record, RFC 8460 §3.
    ///
    /// @param outcome the primary outcome of stage `tlsrpt`
    /// @param rua the URIs that are valid and supported
    public record TlsRptFacts(Outcome outcome, List<String> rua) {
        public TlsRptFacts {
            rua = List.copyOf(rua);
        }
    }
}
