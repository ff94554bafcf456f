package org.stsurvey.inputs;

import java.util.Locale;

/// Why a line names no domain. The codes stand in `_rejects.csv` and are stable.
public enum RejectReason {
    LINE_TOO_LONG("line", "is longer than what is read of a line"),
    NOT_UTF8("line", "is not UTF-8"),
    MISSING_FIELD("line", "has fewer fields than the lines before it"),
    BAD_RANK("rank", "is not a whole number"),
    ZONE_SYNTAX("line", "is no record of a zone (RFC 1035 §5.1)"),
    ZONE_DIRECTIVE("directive", "stands for records that are not in this file; expand the zone first"),
    EMPTY_NAME("name", "is empty"),
    URL("name", "is a URL; a domain name stands alone"),
    IP_LITERAL("name", "is an IP address"),
    SINGLE_LABEL("name", "is a single label; a domain has at least two"),
    NUMERIC_TOP_LEVEL("name", "ends in a number, and no top-level domain is one (RFC 3696 §2)"),
    EMPTY_LABEL("name", "has an empty label"),
    LABEL_TOO_LONG("label", "is longer than 63 octets (RFC 1035 §2.3.4)"),
    NAME_TOO_LONG("name", "is longer than 253 octets (RFC 1035 §2.3.4)"),
    ILLEGAL_CHARACTER("character", "is not a letter, digit, hyphen or underscore"),
    NOT_IDNA("name", "is no internationalised domain name (UTS 46)"),
    PUBLIC_SUFFIX(
            "name",
            "is itself a public suffix under which others register, and the unit of this run is what they register");

    private final String subject;
    private final String rule;

    RejectReason(String subject, String rule) {
        this.subject = subject;
        this.rule = rule;
    }

    /// The stable snake_case code.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The reason in words, such as `rank is not a whole number`.
    public String explanation() {
        return subject + " " + rule;
    }

    /// Whether nothing of the line could be read.
    boolean isOfWholeLine() {
        return this == LINE_TOO_LONG || this == NOT_UTF8;
    }

    /// The reason in words with a value that is an excerpt already.
    String explainShown(String excerpt) {
        return subject + " \"" + excerpt + "\" " + rule;
    }

    /// The reason in words with the value that broke the rule, such as `rank "abc" is not a whole number`.
    String explain(String value) {
        return explainShown(Excerpt.of(value));
    }
}
