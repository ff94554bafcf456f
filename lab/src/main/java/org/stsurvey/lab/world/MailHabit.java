package org.stsurvey.lab.world;

import java.util.List;

/// What a mail host does with whoever connects to it.
///
/// It cannot tell by which of its names it was looked for, so each habit has an address of its own.
public enum MailHabit {
    /// Offers STARTTLS and holds the handshake with the certificate of the name asked for.
    SOUND("", "ok"),
    NO_STARTTLS("mx_starttls_missing", "would_fail"),
    /// Does not know EHLO either.
    NO_EHLO("mx_starttls_missing", "would_fail"),
    REFUSES_STARTTLS("mx_starttls_missing", "would_fail"),
    GOES_ON_IN_THE_CLEAR("mx_tls_failed", "would_fail"),
    ALERTS("mx_tls_failed", "would_fail"),
    DEFERS_STARTTLS("mx_starttls_tempfail", "unknown"),
    CLOSES_AFTER_STARTTLS("mx_tls_interrupted", "unknown"),
    REJECTS_US("mx_smtp_banner_rejected", "unknown"),
    DEFERS_US("mx_smtp_tempfail", "unknown"),
    DEFERS_EHLO("mx_smtp_tempfail", "unknown"),
    REJECTS_EHLO("mx_smtp_ehlo_rejected", "unknown"),
    CLOSES_AT_ONCE("mx_smtp_closed", "unknown"),
    ANSWERS_WITHOUT_END("mx_smtp_protocol_error", "unknown"),
    SPEAKS_HTTP("mx_smtp_protocol_error", "unknown"),
    SILENT("mx_smtp_timeout", "unknown"),
    DRIPS("mx_smtp_timeout", "unknown"),
    /// Nothing listens there.
    REFUSING("mx_smtp_refused", "unknown");

    private final String code;
    private final String delivery;

    MailHabit(String code, String delivery) {
        this.code = code;
        this.delivery = delivery;
    }

    /// What a probe of it finds, a `mx_*` code; empty if nothing is wrong.
    String code() {
        return code;
    }

    /// What that comes to for a domain whose hosts are all like this.
    String delivery() {
        return delivery;
    }

    /// Where such hosts are.
    String address(Draw draw) {
        return switch (this) {
            case SOUND -> Loopback.mail(draw.below("mail address", Loopback.MAIL_ADDRESSES));
            case REFUSING -> Loopback.REFUSING;
            default -> address();
        };
    }

    /// The address of a habit that has a single one.
    public String address() {
        return "127.86.0." + (1 + List.of(values()).indexOf(this));
    }
}
