package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.ABSENT;
import static org.stsurvey.scanner.judge.SeverityRule.BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE;
import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;
import static org.stsurvey.scanner.judge.SeverityRule.OK;
import static org.stsurvey.scanner.judge.SeverityRule.WARNING;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The policy record at `_mta-sts.<domain>`, RFC 8461 §3.1.
public enum TxtOutcome implements Registered {
    TXT_OK(OK, "RFC 8461 §3.1", "Exactly one usable policy record, with a valid id.", ""),
    TXT_NXDOMAIN(
            ABSENT,
            "RFC 8461 §3.1",
            "The name _mta-sts does not exist below the domain: MTA-STS is not deployed.",
            "To deploy it, publish a TXT record \"v=STSv1; id=...\" at _mta-sts and serve a policy file."),
    TXT_NODATA(
            ABSENT,
            "RFC 8461 §3.1",
            "The name _mta-sts exists but has no TXT record: MTA-STS is not deployed.",
            "To deploy it, publish a TXT record \"v=STSv1; id=...\" at _mta-sts and serve a policy file."),
    TXT_UNRELATED_ONLY(
            ABSENT,
            "RFC 8461 §3.1",
            "There are TXT records at _mta-sts, but none of them is about MTA-STS, often because of a wildcard.",
            "To deploy it, publish a TXT record \"v=STSv1; id=...\" at _mta-sts itself."),
    TXT_SERVFAIL(
            INDETERMINATE,
            "RFC 8461 §3.1",
            "The resolver answered SERVFAIL for the policy record: nothing is known of it.",
            "Check the name servers and the DNSSEC signatures of the domain."),
    TXT_DNSSEC_BOGUS(
            INDETERMINATE,
            "RFC 4035 §5.5",
            "The policy record does not pass DNSSEC validation; validating senders cannot see it.",
            "Repair the DNSSEC chain of the domain: DS records, signatures, their dates."),
    TXT_DNS_ERROR(
            INDETERMINATE,
            "RFC 8461 §3.1",
            "The lookup of the policy record failed: refused, malformed, or broken over TCP.",
            "Check that all name servers of the domain answer, over UDP and over TCP."),
    TXT_TIMEOUT(
            INDETERMINATE,
            "RFC 8461 §3.1",
            "Nobody answered the question for the policy record in time.",
            "Check that all name servers of the domain are reachable."),
    TXT_CNAME_DANGLING(
            ABSENT,
            "RFC 8461 §8.2",
            "_mta-sts is a CNAME whose target has no TXT record, so no policy record is published.",
            "Remove the CNAME, or have the provider it points to publish the record again."),
    TXT_CNAME_LOOP(
            INDETERMINATE,
            "RFC 1034 §3.6.2",
            "The CNAME chain at _mta-sts leads back into itself or has more than 8 hops.",
            "Point the CNAME directly at the name that holds the TXT record."),
    TXT_NAME_TOO_LONG(
            ABSENT,
            "RFC 1035 §2.3.4",
            "With _mta-sts in front the name is longer than DNS allows, so no record can exist.",
            ""),
    TXT_MULTIPLE_RECORDS(
            BREAKS,
            "RFC 8461 §3.1",
            "More than one TXT record starts with \"v=STSv1;\": senders must act as if there were no policy.",
            "Delete all policy records but one."),
    TXT_VERSION_MISSING(
            BREAKS,
            "RFC 8461 §3.1",
            "The record has an id but no version: senders do not recognise it.",
            "Start the record with \"v=STSv1;\"."),
    TXT_VERSION_INVALID(
            BREAKS,
            "RFC 8461 §3.1",
            "The version is not exactly \"v=STSv1\", in this case and without spaces: senders discard the record.",
            "Write the version exactly as \"v=STSv1;\" at the very start of the record."),
    TXT_VERSION_NOT_FIRST(
            BREAKS,
            "RFC 8461 §3.1",
            "\"v=STSv1\" is there but not at the very start: a space, a quote or another field precedes it.",
            "Remove whatever stands in front of \"v=STSv1;\"."),
    TXT_MISSING_DELIMITER(
            BREAKS,
            "RFC 8461 §3.1",
            "There is no semicolon after \"v=STSv1\".",
            "Put a semicolon after the version: \"v=STSv1; id=...\"."),
    TXT_PREFIX_DISCARDED(
            BREAKS,
            "RFC 8461 §3.1",
            "There are several TXT records and none starts with \"v=STSv1;\", as a space stands before the semicolon.",
            "Remove the space before the first semicolon, and the TXT records that are not about MTA-STS."),
    TXT_SPACE_BEFORE_SEMICOLON(
            WARNING,
            "RFC 8461 §3.1",
            "A space stands between \"v=STSv1\" and its semicolon: the grammar allows it, some senders do not.",
            "Remove the space before the first semicolon."),
    TXT_NON_ASCII(
            BREAKS,
            "RFC 8461 §3.1",
            "The record contains a character outside US-ASCII, or a control character.",
            "Retype the record in plain ASCII; look for pasted quotes, dashes and no-break spaces."),
    TXT_ID_MISSING(
            BREAKS,
            "RFC 8461 §3.1",
            "The record has no id field, which is required.",
            "Add \"id=\" and 1 to 32 letters or digits; change it whenever the policy file changes."),
    TXT_ID_KEY_CASE(
            NOTICE,
            "RFC 8461 §3.1",
            "The id field's name is not in lower case: names are case-sensitive, so it is not an id.",
            "Write the field's name as \"id\"."),
    TXT_ID_EMPTY(
            BREAKS,
            "RFC 8461 §3.1",
            "The id is empty.",
            "Give it 1 to 32 letters or digits, for example a timestamp such as 20260101T000000Z."),
    TXT_ID_TOO_LONG(
            BREAKS,
            "RFC 8461 §3.1",
            "The id is longer than 32 characters.",
            "Shorten it to at most 32 letters or digits."),
    TXT_ID_INVALID_CHARS(
            BREAKS,
            "RFC 8461 §3.1",
            "The id contains something other than letters and digits; hyphens and dots are not allowed either.",
            "Use letters and digits only: 20260101a instead of 20260101-1."),
    TXT_SYNTAX_INVALID(
            BREAKS,
            "RFC 8461 §3.1",
            "A field of the record is not name=value as the grammar asks, or is empty: senders drop the record.",
            "Remove or repair the field; policy settings such as mode and mx belong into the policy file."),
    TXT_TRAILING_WHITESPACE(Entry.of(
                    BREAKS,
                    "RFC 8461 §3.1",
                    "White space follows the last field without a semicolon; the grammar forbids it, most senders let it pass.",
                    "Remove the white space at the end of the record.")
            .asTolerated()),
    TXT_DUPLICATE_FIELD(
            WARNING,
            "RFC 8461 §3.2",
            "A field occurs twice; only the first one counts, and not all senders agree on that.",
            "Keep each field once."),
    TXT_UNKNOWN_FIELD(
            NOTICE,
            "RFC 8461 §3.1",
            "The record has a field that the standard does not define; senders ignore it.",
            ""),
    TXT_EXTRA_DISCARDED(
            NOTICE,
            "RFC 8461 §3.1",
            "Beside the policy record there are other TXT records at _mta-sts; senders discard them, some stumble.",
            "Move the other TXT records elsewhere."),
    TXT_MULTI_STRING(
            NOTICE,
            "RFC 8461 §3.1",
            "The record is split into several strings; senders join them without a space.",
            ""),
    TXT_CNAME_DELEGATED(
            NOTICE, "RFC 8461 §8.2", "The policy record is delegated to somebody else through a CNAME.", ""),
    TXT_WILDCARD(
            NOTICE,
            "RFC 4592",
            "A random name beside _mta-sts has the same TXT records: a DNS wildcard answers.",
            "Publish the policy record at _mta-sts itself and limit the wildcard."),
    TXT_TTL_OVER_DAY(
            NOTICE,
            "RFC 8461 §8.1",
            "The record may be cached for longer than a day: a changed policy is noticed late.",
            "Lower the TTL to a day or less."),
    TXT_MISPLACED_NO_UNDERSCORE(
            NOTICE,
            "RFC 8461 §3.1",
            "A policy record is at mta-sts, without the underscore, where no sender looks.",
            "Move the TXT record to _mta-sts."),
    TXT_MISPLACED_MTA_STS_UNDERSCORE(
            NOTICE,
            "RFC 8461 §3.1",
            "A policy record is at _mta_sts, with two underscores, where no sender looks.",
            "Move the TXT record to _mta-sts, with a hyphen."),
    TXT_MISPLACED_APEX(
            NOTICE,
            "RFC 8461 §3.1",
            "A policy record is at the domain itself, where no sender looks.",
            "Move the TXT record to _mta-sts."),
    TXT_MISPLACED_DOUBLED(
            NOTICE,
            "RFC 8461 §3.1",
            "A policy record is at _mta-sts with the domain appended twice, where no sender looks.",
            "Enter only _mta-sts as the name in the DNS editor, which appends the domain itself."),
    TXT_POLICY_WITHOUT_RECORD(
            NOTICE,
            "RFC 8461 §3",
            "A valid policy file is served but there is no policy record, so no sender looks for it.",
            "Publish the TXT record at _mta-sts, or take the file down.");

    private final Entry entry;

    TxtOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this(Entry.of(severity, section, explanation, remedy));
    }

    TxtOutcome(Entry entry) {
        this.entry = entry;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.TXT;
    }
}
