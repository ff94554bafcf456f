package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.ABSENT;
import static org.stsurvey.scanner.judge.SeverityRule.BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE;
import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;
import static org.stsurvey.scanner.judge.SeverityRule.OK;
import static org.stsurvey.scanner.judge.SeverityRule.WARNING;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The TLS reporting record at `_smtp._tls.<domain>`, RFC 8460 §3.
public enum TlsRptOutcome implements Registered {
    TLSRPT_OK(OK, "RFC 8460 §3", "A valid TLS reporting record.", ""),
    TLSRPT_NONE(
            ABSENT,
            "RFC 8460 §3",
            "The domain has no TLS reporting record.",
            "Publish \"v=TLSRPTv1; rua=mailto:...\" as TXT at _smtp._tls to be told of failures."),
    TLSRPT_UNRELATED_ONLY(
            ABSENT,
            "RFC 8460 §3",
            "There are TXT records at _smtp._tls, but none is about TLS reporting.",
            "Publish \"v=TLSRPTv1; rua=mailto:...\" as TXT at _smtp._tls itself."),
    TLSRPT_DNS_INDETERMINATE(
            INDETERMINATE,
            "RFC 8460 §3",
            "The lookup of the TLS reporting record failed.",
            "Check the name servers of the domain."),
    TLSRPT_MULTIPLE_RECORDS(
            BREAKS,
            "RFC 8460 §3",
            "More than one record starts with \"v=TLSRPTv1;\": senders must act as if there were none.",
            "Delete all reporting records but one; a single rua can list several addresses."),
    TLSRPT_VERSION_INVALID(
            BREAKS,
            "RFC 8460 §3",
            "The record does not start with exactly \"v=TLSRPTv1;\".",
            "Start the record with \"v=TLSRPTv1;\", in this case and without spaces."),
    TLSRPT_RUA_MISSING(
            BREAKS,
            "RFC 8460 §3",
            "The record has no rua field, so nobody knows where to send reports.",
            "Add \"rua=mailto:...\" or \"rua=https://...\"."),
    TLSRPT_RUA_EMPTY(
            BREAKS,
            "RFC 8460 §3",
            "The rua field is empty.",
            "Write the address after \"rua=\": \"rua=mailto:reports@example.com\"."),
    TLSRPT_RUA_INVALID(
            BREAKS,
            "RFC 8460 §3",
            "An address in rua is not a usable URI.",
            "Write \"mailto:\" and an address, or \"https://\" and a host; separate several by commas."),
    TLSRPT_RUA_UNENCODED(
            BREAKS,
            "RFC 8460 §3",
            "An address in rua has an exclamation mark, which must be percent-encoded; size limits do not exist here.",
            "Remove \"!10m\" and the like, or write %21 for the exclamation mark."),
    TLSRPT_RUA_SCHEME_UNSUPPORTED(
            WARNING,
            "RFC 8460 §3",
            "An address in rua is neither mailto nor https; senders cannot deliver to it.",
            "Use \"mailto:\" or \"https://\"."),
    TLSRPT_SYNTAX_INVALID(
            BREAKS,
            "RFC 8460 §3",
            "A field of the record is not name=value as the grammar asks, or is empty.",
            "Remove or repair the field."),
    TLSRPT_TRAILING_WHITESPACE(
            BREAKS,
            "RFC 8460 §3",
            "White space follows the last field without a semicolon; the grammar forbids it.",
            "Remove the white space at the end of the record."),
    TLSRPT_NON_ASCII(
            BREAKS,
            "RFC 8460 §3",
            "The record contains a character outside US-ASCII, or a control character.",
            "Retype the record in plain ASCII; write international domains as xn--... ."),
    TLSRPT_DUPLICATE_RUA(
            NOTICE,
            "RFC 8460 §3",
            "The record has more than one rua field; the grammar allows it, some senders read only one.",
            "List all addresses in one rua, separated by commas."),
    TLSRPT_UNKNOWN_FIELD(
            NOTICE, "RFC 8460 §3", "The record has a field that the standard does not define; senders ignore it.", ""),
    TLSRPT_SPACE_BEFORE_SEMICOLON(
            NOTICE,
            "RFC 8460 §3",
            "A space stands between \"v=TLSRPTv1\" and its semicolon: the grammar allows it, some senders do not.",
            "Remove the space before the first semicolon."),
    TLSRPT_EXTRA_DISCARDED(
            NOTICE,
            "RFC 8460 §3",
            "Beside the reporting record there are other TXT records at _smtp._tls; senders discard them.",
            "Move the other TXT records elsewhere."),
    TESTING_WITHOUT_TLSRPT(
            WARNING,
            "RFC 8461 §5",
            "The policy is in mode testing, but without TLS reporting nobody tells the domain what would fail.",
            "Publish a TLS reporting record at _smtp._tls.");

    private final Entry entry;

    TlsRptOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.TLSRPT;
    }
}
