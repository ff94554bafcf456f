package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE;
import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;
import static org.stsurvey.scanner.judge.SeverityRule.WARNING;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// DANE for SMTP beside MTA-STS, RFC 7672.
public enum DaneOutcome implements Registered {
    DANE_ALL_MX(NOTICE, "RFC 7672 §2.2", "Every MX host is secured by DANE.", ""),
    DANE_HOST_INSECURE(
            WARNING,
            "RFC 7672 §2.2.2",
            "An MX host's address is not signed with DNSSEC, so its TLSA records do not count.",
            "Sign the zone of the MX host."),
    DANE_SOME_MX(
            WARNING,
            "RFC 7672 §2.2",
            "Some MX hosts are secured by DANE, others are not.",
            "Publish TLSA records for the other MX hosts too."),
    DANE_TLSA_INSECURE(
            WARNING,
            "RFC 7672 §2.2",
            "TLSA records exist but are not signed with DNSSEC, so senders ignore them.",
            "Sign the zone that holds the TLSA records."),
    DANE_MX_INSECURE(
            NOTICE,
            "RFC 7672 §2.2.1",
            "The MX records are not signed with DNSSEC though an MX host has signed TLSA records.",
            "Sign the domain's own zone as well."),
    DANE_TLSA_UNUSABLE(
            WARNING,
            "RFC 7672 §3.1.3",
            "The TLSA records cannot be used for SMTP: wrong usage, selector, matching type or length.",
            "Publish TLSA 3 1 1 (or 2 1 1) records."),
    DANE_TLSA_DUPLICATE(
            WARNING, "RFC 6698 §2", "The same TLSA record occurs more than once.", "Remove the repetition."),
    DANE_BOGUS(
            INDETERMINATE,
            "RFC 7672 §2.1.2",
            "The TLSA lookup fails DNSSEC validation: DANE senders defer mail.",
            "Repair the DNSSEC chain of the MX host's zone."),
    DANE_NONE(NOTICE, "RFC 7672 §2.2", "No MX host has TLSA records.", ""),
    DANE_INDETERMINATE(INDETERMINATE, "RFC 7672 §2.1.2", "The DANE lookups did not get an answer.", "");

    private final Entry entry;

    DaneOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.DANE;
    }
}
