package org.stsurvey.scanner.judge.trend;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stsurvey.scanner.judge.DeploymentStatus;

/// What one run knows of a domain, as far as a comparison with another run needs it.
///
/// @param status the rollup under the lenient reading
/// @param outcome code of the primary outcome
/// @param recordValid a sender would go on to fetch the policy
/// @param id the id of the record, if there is one
/// @param policy the policy file as read; empty if none was
/// @param coverage code of the outcome of stage mx
/// @param mail where the mail goes; empty if nobody asked
/// @param certificateLapsed whether the policy host's certificate had expired; empty if none was seen
/// @param hosting who runs the policy host and where its aliases lead
/// @param policyLeft a policy file is served though there is no record
public record Sighting(
        DeploymentStatus status,
        String outcome,
        boolean recordValid,
        Optional<String> id,
        Optional<Policy> policy,
        String coverage,
        Optional<Mail> mail,
        Optional<Boolean> certificateLapsed,
        Hosting hosting,
        boolean policyLeft) {

    /// The fields of a policy, not its bytes: their order, repetitions and line ends do not matter.
    ///
    /// @param patterns the valid patterns
    public record Policy(String mode, OptionalLong maxAge, SortedSet<String> patterns) {
        public Policy {
            patterns = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(patterns));
        }
    }

    /// Where the mail of a domain goes.
    ///
    /// @param byMx by MX records that are no null MX
    /// @param hosts the hosts; without MX records, the domain itself where it has an address
    /// @param provider of the best host
    public record Mail(boolean byMx, SortedSet<String> hosts, Optional<String> provider) {
        public Mail {
            hosts = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(hosts));
        }
    }

    /// Who serves the policy.
    ///
    /// @param provider as the provider table names it
    /// @param hostTarget where the alias of the policy host ends; likewise `recordTarget`
    public record Hosting(Optional<String> provider, Optional<String> hostTarget, Optional<String> recordTarget) {

        /// Nothing is known.
        public static final Hosting UNKNOWN = new Hosting(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// What a status comes to where changes are concerned.
    enum State {
        ABSENT,
        INDETERMINATE,
        BROKEN,
        USABLE
    }

    State state() {
        return switch (status) {
            case ABSENT -> State.ABSENT;
            case INDETERMINATE -> State.INDETERMINATE;
            case RECORD_INVALID, POLICY_UNREACHABLE, POLICY_INVALID -> State.BROKEN;
            case VALID_NONE, VALID_TESTING, VALID_ENFORCE, ENFORCE_CONFLICT -> State.USABLE;
        };
    }

    boolean is(String... outcomes) {
        return List.of(outcomes).contains(outcome);
    }
}
