package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.BREAKS_IF_NO_VALID_MX_ELSE_WARNING;
import static org.stsurvey.scanner.judge.SeverityRule.BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING;
import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;
import static org.stsurvey.scanner.judge.SeverityRule.OK;
import static org.stsurvey.scanner.judge.SeverityRule.WARNING;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The policy file, RFC 8461 §3.2.
public enum PolicyOutcome implements Registered {
    POLICY_OK(OK, "RFC 8461 §3.2", "The policy file is valid by the letter of the standard.", ""),
    POLICY_EMPTY(
            BREAKS,
            "RFC 8461 §3.2",
            "The policy file is empty, or contains only white space.",
            "Put a policy into the file, or remove the policy record."),
    POLICY_HTML(
            BREAKS,
            "RFC 8461 §3.2",
            "Instead of a policy file there is an HTML page, often an error page with status 200.",
            "Serve the plain policy file at /.well-known/mta-sts.txt."),
    POLICY_JSON(
            BREAKS,
            "RFC 8461 §3.2",
            "The policy is JSON, the format of a draft of 2016.",
            "Rewrite it as lines \"version: STSv1\", \"mode: ...\", \"mx: ...\", \"max_age: ...\"."),
    POLICY_ENCODING(
            BREAKS,
            "RFC 8461 §3.2",
            "The file is in UTF-16 or UTF-32; a policy is ASCII.",
            "Save the file as plain ASCII or UTF-8 without byte order mark."),
    POLICY_NOT_UTF8(
            BREAKS,
            "RFC 8461 §3.2",
            "The file contains bytes that are not valid UTF-8.",
            "Save the file as plain ASCII or UTF-8."),
    POLICY_BOM(
            BREAKS,
            "RFC 8461 §3.2",
            "The file begins with a byte order mark, so its first line is not a field.",
            "Save the file as UTF-8 without byte order mark (BOM)."),
    POLICY_EOL_CR(
            BREAKS,
            "RFC 8461 §3.2",
            "Lines end in a bare carriage return, so the whole file is one line.",
            "Save the file with CRLF (or LF) line endings."),
    POLICY_CONTROL_CHAR(
            BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING,
            "RFC 8461 §3.2",
            "The file contains a control character.",
            "Retype the line that contains it."),
    POLICY_LINE_SYNTAX(
            BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING,
            "RFC 8461 §3.2",
            "A line is not \"name: value\"; comments do not exist in a policy file.",
            "Remove the line, or write it as \"name: value\"."),
    POLICY_LEADING_WHITESPACE(
            BREAKS,
            "RFC 8461 §3.2",
            "A line starts with white space, so it is not a field.",
            "Start every line at its first column."),
    POLICY_SPACE_BEFORE_COLON(
            BREAKS,
            "RFC 8461 §3.2",
            "White space stands before the colon, so the line is not a field.",
            "Remove the white space before the colon."),
    POLICY_BLANK_LINE(Entry.of(
                    WARNING,
                    "RFC 8461 §3.2",
                    "The file has a blank line, which the grammar forbids; some senders drop the whole policy for it.",
                    "Remove blank lines, also a second line break at the end.")
            .asTolerated()),
    POLICY_SINGLE_LINE(
            BREAKS, "RFC 8461 §3.2", "Several fields stand on one line.", "Put each field on a line of its own."),
    POLICY_VERSION_MISSING(
            BREAKS,
            "RFC 8461 §3.2",
            "The required line \"version: STSv1\" is missing.",
            "Add \"version: STSv1\" as the first line."),
    POLICY_VERSION_INVALID(
            BREAKS,
            "RFC 8461 §3.2",
            "The version is not exactly \"STSv1\".",
            "Write \"version: STSv1\", in this case and without quotes."),
    POLICY_MODE_MISSING(
            BREAKS,
            "RFC 8461 §3.2",
            "The required mode is missing.",
            "Add \"mode: testing\", \"mode: enforce\" or \"mode: none\"."),
    POLICY_MODE_INVALID(
            BREAKS,
            "RFC 8461 §3.2",
            "The mode is none of testing, enforce and none, in lower case.",
            "Write \"mode: testing\", \"mode: enforce\" or \"mode: none\"."),
    POLICY_MAX_AGE_MISSING(
            BREAKS,
            "RFC 8461 §3.2",
            "The required max_age is missing.",
            "Add \"max_age: 604800\" (a week in seconds) or more."),
    POLICY_MAX_AGE_INVALID(
            BREAKS,
            "RFC 8461 §3.2",
            "max_age is not a plain number of seconds of 1 to 10 digits.",
            "Write the seconds as digits only, such as \"max_age: 604800\"."),
    POLICY_MAX_AGE_OUT_OF_RANGE(Entry.of(
                    WARNING,
                    "RFC 8461 §3.2",
                    "max_age is over the maximum of 31557600 seconds (a year); some senders drop the policy for it.",
                    "Lower max_age to 31557600 or less.")
            .asTolerated()),
    POLICY_MX_MISSING(
            BREAKS,
            "RFC 8461 §3.2",
            "There is no mx line, which the modes testing and enforce require.",
            "Add a line \"mx: host\" for each host in the domain's MX records."),
    POLICY_MX_EMPTY(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line names no host.",
            "Write the host after \"mx:\", or remove the line."),
    POLICY_MX_TRAILING_DOT(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line's host ends in a dot, which the grammar does not allow.",
            "Remove the final dot."),
    POLICY_MX_LEADING_DOT(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line's host starts with a dot.",
            "Write \"*.example.com\" to cover the hosts below example.com."),
    POLICY_MX_EMAIL(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line holds an e-mail address.",
            "Write the name of the MX host."),
    POLICY_MX_URL(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line holds a URL or a path.",
            "Write the bare name of the MX host."),
    POLICY_MX_PORT(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line has a port number.",
            "Remove the colon and the port."),
    POLICY_MX_LIST(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line holds more than one host, or an MX preference beside the host.",
            "Give each MX host an \"mx:\" line of its own, without its preference."),
    POLICY_MX_IP_LITERAL(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line holds an IP address.",
            "Write the name of the MX host as in the MX record."),
    POLICY_MX_UNDERSCORE(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line's host has an underscore, which a host name cannot have.",
            "Rename the MX host; no certificate can be valid for a name with an underscore."),
    POLICY_MX_U_LABEL(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line's host is written with non-ASCII letters.",
            "Write it in its A-label form (xn--...)."),
    POLICY_MX_WILDCARD_BARE(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line is a wildcard without a domain.",
            "Write \"*.example.com\" with the domain of the MX hosts."),
    POLICY_MX_WILDCARD_MISPLACED(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §4.1",
            "The wildcard of an mx line is not the complete left-most label.",
            "Use \"*\" only as the whole first label: \"*.example.com\"."),
    POLICY_MX_SYNTAX(
            BREAKS_IF_NO_VALID_MX_ELSE_WARNING,
            "RFC 8461 §3.2",
            "An mx line's host is not a domain name.",
            "Write the MX host's name: labels of letters, digits and inner hyphens, at most 63 characters each."),
    POLICY_MX_IPV4(
            WARNING,
            "RFC 8461 §4.1",
            "An mx line holds an IPv4 address, which can match no MX host's name.",
            "Write the name of the MX host as in the MX record."),
    POLICY_MX_POLICY_HOST(
            WARNING,
            "RFC 8461 §4.1",
            "An mx line names the policy host mta-sts, which is a web server, not the mail server.",
            "Write the names from the domain's MX records."),
    POLICY_MX_DUPLICATE(NOTICE, "RFC 8461 §3.2", "The same mx occurs more than once.", "Remove the repetition."),
    POLICY_DUPLICATE_FIELD(
            WARNING,
            "RFC 8461 §3.2",
            "A field other than mx occurs more than once; the first one counts, but some senders take the last.",
            "Keep each field once."),
    POLICY_FIELD_NAME_CASE(
            NOTICE,
            "RFC 8461 §3.2",
            "A field's name is not in lower case: names are case-sensitive, so senders do not see the field.",
            "Write the names version, mode, max_age and mx in lower case."),
    POLICY_UNKNOWN_FIELD(
            NOTICE,
            "RFC 8461 §3.2",
            "The file has a field that the standard does not define; senders ignore it.",
            "Check the name for a typo."),
    POLICY_NON_ASCII(
            NOTICE,
            "RFC 8461 §3.2",
            "An unknown field's value has characters outside ASCII, which is allowed there.",
            ""),
    POLICY_EOL_LF(NOTICE, "RFC 8461 §3.2", "Lines end in LF; the grammar allows it, the prose speaks of CRLF.", ""),
    POLICY_EOL_MIXED(NOTICE, "RFC 8461 §3.2", "Some lines end in CRLF and some in LF; the grammar allows it.", "");

    private final Entry entry;

    PolicyOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this(Entry.of(severity, section, explanation, remedy));
    }

    PolicyOutcome(Entry entry) {
        this.entry = entry;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.POLICY;
    }
}
