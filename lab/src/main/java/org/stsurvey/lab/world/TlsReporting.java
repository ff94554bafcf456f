package org.stsurvey.lab.world;

import java.util.List;

/// What a domain has at `_smtp._tls` (RFC 8460 §3), with the code that says so.
///
/// @param weight  how often it occurs among the domains that publish something there
/// @param records its TXT records, where `{d}` is the domain
record TlsReporting(String code, double weight, List<String> records) {
    /// Longer names leave no room for `_smtp._tls.` within the 253 characters of a name.
    static final int LONGEST_DOMAIN = 253 - "_smtp._tls.".length();

    static final TlsReporting NONE = new TlsReporting("tlsrpt_none", 0, List.of());

    static final List<TlsReporting> ALL = List.of(
            published("tlsrpt_ok", 70, "v=TLSRPTv1; rua=mailto:tlsrpt@{d}"),
            published("tlsrpt_ok", 15, "v=TLSRPTv1; rua=mailto:reports@tlsrpt.example,https://tlsrpt.example/v1"),
            published("tlsrpt_ok", 5, "v=TLSRPTv1;rua=mailto:tls@{d};"),
            published("tlsrpt_multiple_records", 1, "v=TLSRPTv1; rua=mailto:a@{d}", "v=TLSRPTv1; rua=mailto:b@{d}"),
            published("tlsrpt_unrelated_only", 1, "v=spf1 -all"),
            published("tlsrpt_version_invalid", 1, "v=TLSRPTv2; rua=mailto:tlsrpt@{d}"),
            published("tlsrpt_version_invalid", 1, "v=tlsrptv1; rua=mailto:tlsrpt@{d}"),
            published("tlsrpt_rua_missing", 1, "v=TLSRPTv1;"),
            published("tlsrpt_rua_empty", 0.5, "v=TLSRPTv1; rua="),
            published("tlsrpt_rua_invalid", 1.5, "v=TLSRPTv1; rua=tlsrpt@{d}"),
            published("tlsrpt_rua_unencoded", 0.5, "v=TLSRPTv1; rua=mailto:tlsrpt@{d}!10m"),
            published("tlsrpt_rua_scheme_unsupported", 0.5, "v=TLSRPTv1; rua=ftp://{d}/reports"),
            published("tlsrpt_syntax_invalid", 0.5, "v=TLSRPTv1; rua=mailto:tlsrpt@{d};;"));

    private static final Lottery<TlsReporting> LOTTERY = new Lottery<>(ALL, TlsReporting::weight);

    /// What a publisher of MTA-STS has there.
    static TlsReporting ofPublisher(Draw draw) {
        return draw.chance("tls reporting", 0.72) ? published(draw) : NONE;
    }

    /// What any other domain has there.
    static TlsReporting ofOther(Draw draw) {
        return draw.chance("tls reporting", 0.012) ? published(draw) : NONE;
    }

    void publish(Zone.Builder zone, String domain) {
        for (String text : records) {
            zone.txt("_smtp._tls." + domain, text.replace("{d}", domain));
        }
    }

    private static TlsReporting published(Draw draw) {
        return draw.pick("tls reporting record", LOTTERY);
    }

    private static TlsReporting published(String code, double weight, String... records) {
        return new TlsReporting(code, weight, List.of(records));
    }
}
