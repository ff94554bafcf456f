package org.stsurvey.lab.world;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.stsurvey.lab.world.Truth.Status;

/// What can happen to a domain from one month to the next: at most one event a month, which states what two
/// runs before and after it differ in, in the codes of `OUTCOMES.md` (j).
///
/// The rates are shares of the domains to which the event could happen, in a month. Those that everybody knows
/// from surveys (more publishers, testing turning to enforce) are about what surveys found, the others often
/// enough that a world of some hundred publishers sees them within half a year.
@SuppressWarnings("ImmutableEnumChecker") // its functions have no state, its collections do not change
enum Event {
    /// Publishes for the first time; how many do so is for [Laws] to say.
    BEGINS(0, Set.of(Condition.NOT_YET), _ -> true, _ -> {}, Condition.WORKS, "trend_new"),
    RETURNS(0.05, Set.of(Condition.GONE), _ -> true, d -> d.isPutRight(), Condition.WORKS, "trend_new"),

    TURNS_TO_ENFORCE(
            0.04,
            Set.of(Condition.WORKS),
            d -> d.isMode("testing"),
            d -> d.mode("enforce").nextId(),
            Condition.WORKS,
            "trend_mode_up"),
    TURNS_TO_ENFORCE_KEEPING_THE_ID(
            0.006,
            Set.of(Condition.WORKS),
            d -> d.isMode("testing"),
            d -> d.mode("enforce"),
            Condition.WORKS,
            "trend_mode_up",
            "trend_policy_changed_same_id"),
    FALLS_BACK_TO_TESTING(
            0.004,
            Set.of(Condition.WORKS),
            d -> d.isMode("enforce"),
            d -> d.mode("testing").nextId(),
            Condition.WORKS,
            "trend_mode_down"),
    RAISES_MAX_AGE(
            0.008,
            Set.of(Condition.WORKS),
            d -> d.maxAgeBeside(1).isPresent(),
            d -> d.maxAgeSeconds(d.maxAgeBeside(1).orElseThrow()).nextId(),
            Condition.WORKS,
            "trend_max_age_up"),
    RAISES_MAX_AGE_KEEPING_THE_ID(
            0.006,
            Set.of(Condition.WORKS),
            d -> d.maxAgeBeside(1).isPresent(),
            d -> d.maxAgeSeconds(d.maxAgeBeside(1).orElseThrow()),
            Condition.WORKS,
            "trend_max_age_up",
            "trend_policy_changed_same_id"),
    LOWERS_MAX_AGE(
            0.003,
            Set.of(Condition.WORKS),
            d -> d.maxAgeBeside(-1).isPresent(),
            d -> d.maxAgeSeconds(d.maxAgeBeside(-1).orElseThrow()).nextId(),
            Condition.WORKS,
            "trend_max_age_down"),
    CHANGES_ONLY_THE_ID(
            0.012,
            Set.of(Condition.WORKS),
            _ -> true,
            Deployment::nextId,
            Condition.WORKS,
            "trend_id_changed_same_policy"),
    MOVES_ITS_MAIL(
            0.006,
            Set.of(Condition.WORKS),
            Deployment::isMailAtProvider,
            d -> d.movesMail().listsItsMailHosts().nextId(),
            Condition.WORKS,
            "trend_mx_provider_changed"),
    MOVES_ITS_POLICY(
            0.005,
            Set.of(Condition.WORKS),
            Deployment::isHosted,
            Deployment::movesHosting,
            Condition.WORKS,
            "trend_host_provider_changed",
            "trend_cname_target_changed"),

    /// Says `none` before it goes, as RFC 8461 §8.3 wants it.
    TAKES_IT_BACK(
            0.004,
            Set.of(Condition.WORKS),
            d -> !d.isMode("none"),
            d -> d.mode("none").nextId(),
            Condition.TAKEN_BACK,
            "trend_mode_none_published"),
    REMOVES_WHAT_IT_TOOK_BACK(
            0.7, Set.of(Condition.TAKEN_BACK), _ -> true, Deployment::vanishes, Condition.GONE, "trend_removed_clean"),
    VANISHES(
            0.005,
            Set.of(Condition.WORKS),
            d -> !d.isMode("none"),
            Deployment::vanishes,
            Condition.GONE,
            "trend_removed_no_none_observed"),
    GIVES_UP(
            0.012,
            Set.of(Condition.FAULTY, Condition.POLICY_GONE),
            _ -> true,
            Deployment::vanishes,
            Condition.GONE,
            "trend_removed_no_none_observed"),

    LETS_THE_CERTIFICATE_LAPSE(
            0.012,
            Set.of(Condition.WORKS),
            _ -> true,
            d -> d.certificate(c -> c.expired(d.draw().between("lapsed for", 1, 27)))
                    .truth("tls_cert_expired", Status.POLICY_UNREACHABLE),
            Condition.LAPSED,
            "trend_cert_lapsed",
            "trend_broke"),
    RENEWS_THE_CERTIFICATE(
            0.5,
            Set.of(Condition.LAPSED),
            _ -> true,
            d -> d.certificateIsGood().works(),
            Condition.WORKS,
            "trend_fixed"),
    FORGETS_THE_POLICY_HOST(
            0.004,
            Set.of(Condition.WORKS),
            _ -> true,
            d -> d.policyHostIsThere(false).truth("host_nxdomain", Status.POLICY_UNREACHABLE),
            Condition.POLICY_GONE,
            "trend_policy_gone_txt_left",
            "trend_broke"),
    BRINGS_THE_POLICY_HOST_BACK(
            0.15,
            Set.of(Condition.POLICY_GONE),
            _ -> true,
            d -> d.policyHostIsThere(true).works(),
            Condition.WORKS,
            "trend_fixed"),
    MOVES_ITS_MAIL_AND_FORGETS_THE_POLICY(
            0.005,
            Set.of(Condition.WORKS),
            d -> d.isMode("enforce") && d.isMailAtProvider(),
            d -> d.movesMail().mxAlignment("mx_none_covered").truth("mx_none_covered", Status.ENFORCE_CONFLICT),
            Condition.OUTDATED,
            "trend_mx_moved_policy_stale",
            "trend_mx_provider_changed"),
    BRINGS_THE_POLICY_UP_TO_DATE(
            0.3,
            Set.of(Condition.OUTDATED),
            _ -> true,
            d -> d.listsItsMailHosts().nextId().works(),
            Condition.WORKS),
    IS_REPAIRED(
            0.03,
            Set.of(Condition.FAULTY),
            Deployment::hasMailHosts,
            Deployment::isPutRight,
            Condition.WORKS,
            "trend_fixed"),
    /// The root of its certificate enters the list of trusted ones; the domain itself does nothing.
    ROOT_BECOMES_TRUSTED(0, Set.of(Condition.FAULTY), _ -> true, Deployment::works, Condition.ODD, "trend_fixed"),

    /// For a month its name servers answer every question with SERVFAIL.
    FALLS_SILENT(
            0.005,
            Set.of(Condition.WORKS),
            _ -> true,
            AbsentScenarios::answersNothing,
            Condition.SILENT,
            "trend_indeterminate"),
    SPEAKS_AGAIN(
            1,
            Set.of(Condition.SILENT),
            _ -> true,
            d -> d.answersAgain().works(),
            Condition.WORKS,
            "trend_indeterminate");

    /// How a domain stands between two events.
    enum Condition {
        /// Has never published.
        NOT_YET,
        /// Everything works, in the plainest way.
        WORKS,
        /// Works or does not, by a scenario that nothing but time itself changes.
        ODD,
        /// Has the fault of the scenario that it was drawn with.
        FAULTY,
        LAPSED,
        POLICY_GONE,
        OUTDATED,
        TAKEN_BACK,
        SILENT,
        /// Has published once.
        GONE
    }

    private final double rate;
    private final Set<Condition> when;
    private final Predicate<Deployment> possible;
    private final Consumer<Deployment> change;
    private final Condition after;
    private final List<String> codes;

    Event(
            double rate,
            Set<Condition> when,
            Predicate<Deployment> possible,
            Consumer<Deployment> change,
            Condition after,
            String... codes) {
        this.rate = rate;
        this.when = when;
        this.possible = possible;
        this.change = change;
        this.after = after;
        this.codes = List.of(codes);
    }

    /// In a month, of the domains to which it could happen.
    double rate() {
        return rate;
    }

    boolean canHappen(Condition now, Deployment deployment) {
        return when.contains(now) && possible.test(deployment);
    }

    /// Changes the domain.
    ///
    /// @return how it stands then
    Condition happen(Deployment deployment) {
        change.accept(deployment);
        return after;
    }

    /// What two determinate runs before and after it show, as stated here; nothing where all is as it should
    /// be.
    List<String> codes() {
        return codes;
    }

    /// Its name in a file of transitions.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
