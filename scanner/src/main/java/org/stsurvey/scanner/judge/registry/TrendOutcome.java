package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.BREAKS_MAIL_IN_ENFORCE;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE;
import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;
import static org.stsurvey.scanner.judge.SeverityRule.OK;
import static org.stsurvey.scanner.judge.SeverityRule.WARNING;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// What only two runs together can show.
public enum TrendOutcome implements Registered {
    TREND_POLICY_CHANGED_SAME_ID(
            WARNING,
            "RFC 8461 §3.1",
            "The policy changed but the id did not: senders with a cached policy do not notice.",
            "Change the id of the policy record whenever the policy file changes."),
    TREND_ID_CHANGED_SAME_POLICY(
            NOTICE,
            "RFC 8461 §3.1",
            "The id changed but the policy did not; senders fetch it again, which does no harm.",
            ""),
    TREND_REMOVED_CLEAN(
            OK, "RFC 8461 §8.3", "MTA-STS was removed after mode none had been published, as it should be.", ""),
    TREND_REMOVED_NO_NONE_OBSERVED(
            WARNING,
            "RFC 8461 §8.3",
            "MTA-STS was removed and mode none was not observed before; senders may still apply the cached policy.",
            "Publish mode none with a small max_age, wait out the old max_age, then remove it."),
    TREND_TXT_REMOVED_POLICY_LEFT(
            WARNING,
            "RFC 8461 §8.3",
            "The policy record was removed but the policy file is still served.",
            "Remove both, or publish the record again."),
    TREND_POLICY_GONE_TXT_LEFT(
            WARNING,
            "RFC 8461 §8.3",
            "The policy file is gone but the policy record is still there.",
            "Remove both, or serve the file again."),
    TREND_MODE_UP(NOTICE, "RFC 8461 §5", "The mode became stricter than in the previous run.", ""),
    TREND_MODE_DOWN(NOTICE, "RFC 8461 §5", "The mode became laxer than in the previous run.", ""),
    TREND_MODE_NONE_PUBLISHED(
            NOTICE, "RFC 8461 §8.3", "The domain published mode none since the previous run: it is opting out.", ""),
    TREND_TESTING_STREAK_N(
            WARNING,
            "RFC 8461 §5",
            "The policy has been in mode testing for many runs in a row.",
            "Switch to mode enforce once the reports are clean."),
    TREND_MAX_AGE_UP(NOTICE, "RFC 8461 §3.2", "max_age was raised since the previous run.", ""),
    TREND_MAX_AGE_DOWN(NOTICE, "RFC 8461 §3.2", "max_age was lowered since the previous run.", ""),
    TREND_MX_MOVED_POLICY_STALE(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 8461 §8.4",
            "The MX hosts changed and the policy did not follow: it no longer covers them.",
            "Set the mx lines to today's MX hosts, then change the id of the policy record."),
    TREND_HOST_PROVIDER_CHANGED(NOTICE, "RFC 8461 §8.2", "The policy host moved to another provider.", ""),
    TREND_MX_PROVIDER_CHANGED(NOTICE, "RFC 8461 §8.4", "The mail moved to another provider.", ""),
    TREND_CNAME_TARGET_CHANGED(
            NOTICE,
            "RFC 8461 §8.2",
            "The CNAME of the policy host or record points elsewhere than in the previous run.",
            ""),
    TREND_CERT_LAPSED(
            WARNING,
            "RFC 8461 §3.3",
            "The policy host's certificate expired since the previous run.",
            "Renew it, and repair the automatic renewal."),
    TREND_BROKE(
            WARNING,
            "RFC 8461 §3.3",
            "The deployment worked in the previous run and is broken now.",
            "See the finding that broke it."),
    TREND_FIXED(OK, "RFC 8461 §3.3", "The deployment was broken in the previous run and works now.", ""),
    TREND_STILL_BROKEN(
            WARNING,
            "RFC 8461 §3.3",
            "The deployment was broken in the previous run and still is.",
            "See the finding that breaks it."),
    TREND_UNCHANGED(
            OK,
            "RFC 8461 §3.1",
            "Nothing changed since the previous run that calls for attention; a policy changed together with its id is no fault.",
            ""),
    TREND_NEW(OK, "RFC 8461 §3", "MTA-STS is deployed now and was not in the previous run.", ""),
    TREND_ABSENT(NOTICE, "RFC 8461 §3", "MTA-STS is deployed neither now nor in the previous run.", ""),
    TREND_INDETERMINATE(
            INDETERMINATE, "RFC 8461 §3.3", "One of the two runs is not determinate, so they cannot be compared.", "");

    private final Entry entry;

    TrendOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.TREND;
    }
}
