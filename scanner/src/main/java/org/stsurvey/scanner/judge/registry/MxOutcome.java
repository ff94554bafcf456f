package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.BREAKS_MAIL_IN_ENFORCE;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE;
import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;
import static org.stsurvey.scanner.judge.SeverityRule.OK;
import static org.stsurvey.scanner.judge.SeverityRule.WARNING;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The policy against the domain's MX hosts, RFC 8461 §4.1, §5 and §8.4.
public enum MxOutcome implements Registered {
    MX_ALL_COVERED(OK, "RFC 8461 §4.1", "The policy covers every MX host.", ""),
    MX_SOME_UNCOVERED(
            WARNING,
            "RFC 8461 §5",
            "The policy does not cover every MX host; senders skip the others.",
            "Add an mx line for each host in the MX records."),
    MX_NONE_COVERED(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 8461 §5",
            "The policy covers no MX host: in mode enforce, senders must not deliver.",
            "Set the mx lines to the hosts in the MX records, then change the id of the policy record."),
    MX_NULL(
            NOTICE,
            "RFC 7505 §3",
            "The domain says that it receives no mail (null MX), so the policy protects nothing.",
            ""),
    MX_HOST_UNRESOLVABLE(
            WARNING,
            "RFC 5321 §5.1",
            "An MX host has no address.",
            "Give the MX host an address, or remove it from the MX records."),
    MX_HOST_NON_PUBLIC(
            WARNING,
            "RFC 6890",
            "An MX host has only addresses that cannot be reached from the Internet.",
            "Give the MX host a public address, or remove it from the MX records."),
    MX_IMPLICIT(
            NOTICE,
            "RFC 5321 §5.1",
            "The domain has no MX record; its own address receives mail, so its own name must match the policy.",
            "Publish an MX record."),
    MX_ABSENT(
            NOTICE, "RFC 5321 §5.1", "The domain has neither an MX record nor an address: it cannot receive mail.", ""),
    MX_LOOKUP_INDETERMINATE(
            INDETERMINATE,
            "RFC 8461 §5",
            "The MX lookup failed, so the policy cannot be compared with it.",
            "Check the name servers of the domain."),
    MX_PATTERN_UNUSED(
            NOTICE,
            "RFC 8461 §4.1",
            "An mx line of the policy matches none of today's MX hosts.",
            "Remove the line if the host is gone for good."),
    MX_CERT_NAME_MISMATCH(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 8461 §4.2",
            "An MX host's certificate is not valid for its name.",
            "Get a certificate whose DNS names include the MX host."),
    MX_CERT_UNTRUSTED(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 8461 §4.2",
            "An MX host's certificate does not chain to a public root.",
            "Get the mail server's certificate from a public authority and send the full chain."),
    MX_CERT_EXPIRED(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 8461 §4.2",
            "An MX host's certificate has expired.",
            "Renew the certificate of the mail server."),
    MX_CERT_NOT_YET_VALID(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 5280 §4.1.2.5",
            "An MX host's certificate is not valid yet.",
            "Check the certificate's dates and the clock of the machine that requested it."),
    MX_CERT_CONSTRAINT(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 5280 §6.1",
            "An MX host's chain breaks a rule for certificates: wrong purpose, a name constraint, an unknown extension.",
            "Get a server certificate for this very purpose (serverAuth) from a public authority."),
    MX_CERT_WEAK(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 9155",
            "The key or signature of an MX host's certificate is too weak for today's TLS libraries.",
            "Get a certificate with RSA 2048, EC 256 or better, signed with SHA-256 or better."),
    MX_STARTTLS_MISSING(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 8461 §4.2",
            "An MX host does not offer STARTTLS.",
            "Enable STARTTLS on the mail server."),
    MX_TLS_FAILED(
            BREAKS_MAIL_IN_ENFORCE,
            "RFC 8461 §4.2",
            "An MX host offers STARTTLS, and then the TLS handshake fails.",
            "Check the TLS configuration of the mail server; the detail says what it answered."),
    MX_TLS_INTERRUPTED(
            INDETERMINATE, "RFC 8461 §4.2", "An MX host went silent or hung up during the TLS handshake.", ""),
    MX_SMTP_TIMEOUT(INDETERMINATE, "RFC 8461 §4.2", "An MX host did not answer the probe in time.", ""),
    MX_SMTP_REFUSED(INDETERMINATE, "RFC 8461 §4.2", "An MX host refused the probe's connection.", ""),
    MX_SMTP_UNREACHABLE(INDETERMINATE, "RFC 8461 §4.2", "There was no way to an MX host.", ""),
    MX_SMTP_CLOSED(
            INDETERMINATE, "RFC 5321 §3.8", "An MX host ended the connection before STARTTLS was agreed upon.", ""),
    MX_SMTP_PROTOCOL_ERROR(
            INDETERMINATE, "RFC 5321 §4.2", "An MX host answered the probe with something that is not SMTP.", ""),
    MX_SMTP_BANNER_REJECTED(INDETERMINATE, "RFC 5321 §3.1", "An MX host greeted the probe with a rejection.", ""),
    MX_SMTP_EHLO_REJECTED(
            INDETERMINATE, "RFC 5321 §4.1.1.1", "An MX host rejected the probe when it introduced itself.", ""),
    MX_SMTP_TEMPFAIL(INDETERMINATE, "RFC 5321 §4.2.1", "An MX host put the probe off with a temporary failure.", ""),
    MX_STARTTLS_TEMPFAIL(INDETERMINATE, "RFC 3207 §4", "An MX host answered STARTTLS with a temporary failure.", ""),
    MX_NOT_MEASURED(
            NOTICE,
            "RFC 8461 §4.2",
            "An MX host was not probed, or its silence does not count, for a reason on the side of the survey.",
            ""),
    MX_NOT_APPLICABLE(
            OK, "RFC 8461 §4", "There is no usable policy, or its mode is none: coverage does not matter.", "");

    private final Entry entry;

    MxOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    /// Whether only a probe of the MX hosts can find this.
    public boolean isOfProbe() {
        return switch (this) {
            case MX_ALL_COVERED,
                    MX_SOME_UNCOVERED,
                    MX_NONE_COVERED,
                    MX_NULL,
                    MX_HOST_UNRESOLVABLE,
                    MX_HOST_NON_PUBLIC,
                    MX_IMPLICIT,
                    MX_ABSENT,
                    MX_LOOKUP_INDETERMINATE,
                    MX_PATTERN_UNUSED,
                    MX_NOT_APPLICABLE -> false;
            case MX_CERT_NAME_MISMATCH,
                    MX_CERT_UNTRUSTED,
                    MX_CERT_EXPIRED,
                    MX_CERT_NOT_YET_VALID,
                    MX_CERT_CONSTRAINT,
                    MX_CERT_WEAK,
                    MX_STARTTLS_MISSING,
                    MX_TLS_FAILED,
                    MX_TLS_INTERRUPTED,
                    MX_SMTP_TIMEOUT,
                    MX_SMTP_REFUSED,
                    MX_SMTP_UNREACHABLE,
                    MX_SMTP_CLOSED,
                    MX_SMTP_PROTOCOL_ERROR,
                    MX_SMTP_BANNER_REJECTED,
                    MX_SMTP_EHLO_REJECTED,
                    MX_SMTP_TEMPFAIL,
                    MX_STARTTLS_TEMPFAIL,
                    MX_NOT_MEASURED -> true;
        };
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.MX;
    }
}
