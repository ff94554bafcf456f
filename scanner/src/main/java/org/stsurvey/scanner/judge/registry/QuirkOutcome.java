package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// Peculiarities of valid deployments, never failures.
public enum QuirkOutcome implements Registered {
    MODE_TESTING(
            NOTICE,
            "RFC 8461 §5",
            "The policy is in mode testing: senders report failures but deliver all the same.",
            "Switch to mode enforce once the reports are clean."),
    MODE_NONE(NOTICE, "RFC 8461 §8.3", "The policy is in mode none: the domain opts out, or is on its way out.", ""),
    QUIRK_MX_WILDCARD(NOTICE, "RFC 8461 §4.1", "The policy has a wildcard mx, which covers exactly one label.", ""),
    QUIRK_MX_WILDCARD_TLD(
            NOTICE,
            "RFC 8461 §4.1",
            "A wildcard mx covers all names directly below a top-level domain.",
            "Name the MX hosts, or a wildcard below a domain of your own or your provider's."),
    QUIRK_MAX_AGE_ZERO(
            NOTICE,
            "RFC 8461 §3.2",
            "max_age is 0: senders may not cache the policy, so it protects from hardly anything.",
            "Raise max_age to weeks once the policy is settled."),
    QUIRK_MAX_AGE_BELOW_DAY(
            NOTICE,
            "RFC 8461 §3.2",
            "max_age is below a day; the standard expects weeks or more.",
            "Raise max_age to weeks once the policy is settled."),
    QUIRK_MAX_AGE_BELOW_2W_ENFORCE(
            NOTICE,
            "RFC 8461 §3.2",
            "An enforced policy has a max_age below two weeks, the minimum that some national guides ask for.",
            "Raise max_age to 1209600 or more."),
    QUIRK_ID_STYLE(
            NOTICE,
            "RFC 8461 §3.1",
            "How the id is made: a timestamp, an epoch, a date, hexadecimal or other. Any style is fine.",
            "");

    private final Entry entry;

    QuirkOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.QUIRK;
    }
}
