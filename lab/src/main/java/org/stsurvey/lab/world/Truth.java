package org.stsurvey.lab.world;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What is true of one domain, in the codes of `OUTCOMES.md`, as stated by the author of its scenario.
///
/// @param outcome the primary code of a single pass
/// @param deploymentStatus the roll-up under the lenient reading, of a single pass: what a retest would turn
///     into a failure (`*_then_breaks`) is still `indeterminate` here
/// @param mode `enforce`, `testing` or `none`, only where a sender without a cache ends up with a usable policy
/// @param maxAgeSeconds as written in the policy, only where `mode` is present
/// @param recordId the id, only where the record is valid
/// @param mxAlignment a `mx_*` code, only where `mode` is present
/// @param tlsRpt a `tlsrpt_*` code
/// @param published whether a record is seen, valid or not
/// @param reception how it receives mail, as far as the DNS says: `mx`, `null_mx`, `implicit_mx`, `none`,
///     `no_such_domain`, `unknown`
/// @param delivery what senders that enforce the policy come to, as a probe of the MX hosts finds: `ok`,
///     `would_fail`, `unknown`; only where a policy in testing or enforce is in force and there are MX hosts
/// @param mxProbe the one `mx_*` code that such a probe finds, only where it finds one
/// @param dane a `dane_*` code, only where a record is seen and there are MX hosts, or it is not known whether
public record Truth(
        String outcome,
        Status deploymentStatus,
        Optional<String> mode,
        OptionalLong maxAgeSeconds,
        Optional<String> recordId,
        Optional<String> mxAlignment,
        String tlsRpt,
        boolean published,
        String reception,
        Optional<String> delivery,
        Optional<String> mxProbe,
        Optional<String> dane) {

    /// The roll-up `deployment_status` of OUTCOMES.md §0.
    public enum Status {
        ABSENT,
        INDETERMINATE,
        RECORD_INVALID,
        POLICY_UNREACHABLE,
        POLICY_INVALID,
        VALID_NONE,
        VALID_TESTING,
        VALID_ENFORCE,
        ENFORCE_CONFLICT;

        /// The word used in data.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether there is a record, and for a fault of the domain senders have no policy. A domain whose
        /// policy refuses mail has one.
        public boolean broken() {
            return switch (this) {
                case RECORD_INVALID, POLICY_UNREACHABLE, POLICY_INVALID -> true;
                case ABSENT, INDETERMINATE, VALID_NONE, VALID_TESTING, VALID_ENFORCE, ENFORCE_CONFLICT -> false;
            };
        }

        /// Whether a sender that follows RFC 8461 would end up with a policy.
        public boolean usable() {
            return switch (this) {
                case VALID_NONE, VALID_TESTING, VALID_ENFORCE, ENFORCE_CONFLICT -> true;
                case ABSENT, INDETERMINATE, RECORD_INVALID, POLICY_UNREACHABLE, POLICY_INVALID -> false;
            };
        }
    }

    /// The names of the columns that [#columns] fills.
    public static final List<String> COLUMNS = List.of(
            "outcome",
            "deployment_status",
            "mode",
            "max_age",
            "record_id",
            "mx_alignment",
            "tlsrpt",
            "published",
            "reception",
            "delivery",
            "mx_probe",
            "dane");

    /// The cells of a truth file; what is not stated is an empty cell.
    public List<String> columns() {
        String maxAge = maxAgeSeconds.isPresent() ? Long.toString(maxAgeSeconds.getAsLong()) : "";
        return List.of(
                outcome,
                deploymentStatus.code(),
                mode.orElse(""),
                maxAge,
                recordId.orElse(""),
                mxAlignment.orElse(""),
                tlsRpt,
                Boolean.toString(published),
                reception,
                delivery.orElse(""),
                mxProbe.orElse(""),
                dane.orElse(""));
    }
}
