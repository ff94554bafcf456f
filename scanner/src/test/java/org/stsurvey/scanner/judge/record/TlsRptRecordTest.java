package org.stsurvey.scanner.judge.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stsurvey.scanner.judge.Codes;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.Severity;

/// The TLS reporting record, RFC 8460 §3.
class TlsRptRecordTest {

    private static final Lint LINT = new Lint(Rulebooks.plain());
    private static final String URI = "mailto:a@example.com";

    @TestFactory
    Stream<DynamicTest> recordsThatTheGrammarDerivesAreValid() {
        return Stream.of(
                // tlsrpt-record = tlsrpt-version 1*(field-delim tlsrpt-field) [field-delim]
                good("v=TLSRPTv1;rua=mailto:a@example.com", List.of(URI)),
                good("v=TLSRPTv1; rua=mailto:a@example.com; ", List.of(URI)),
                good("v=TLSRPTv1; rua=MAILTO:a@example.com", List.of("MAILTO:a@example.com")),
                good(
                        "v=TLSRPTv1; rua=mailto:a%21b@example.com?subject=x",
                        List.of("mailto:a%21b@example.com?subject=x")),
                good("v=TLSRPTv1; rua=https://t.example/%00%0a%A0", List.of("https://t.example/%00%0a%A0")),
                good("v=TLSRPTv1; rua=https://[2001:db8::1]:8443/t", List.of("https://[2001:db8::1]:8443/t")),
                // tlsrpt-rua = %s"rua=" tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri)
                good("v=TLSRPTv1; rua=mailto:a@example.com \t,\t https://t.example", List.of(URI, "https://t.example")),
                good(
                        "v=TLSRPTv1; rua=mailto:a@example.com; rua=https://t.example",
                        List.of(URI, "https://t.example"),
                        "tlsrpt_duplicate_rua"),
                good("v=TLSRPTv1 ; rua=mailto:a@example.com", List.of(URI), "tlsrpt_space_before_semicolon"),
                good("v=TLSRPTv1; x=1; rua=mailto:a@example.com", List.of(URI), "tlsrpt_unknown_field"),
                // an unsupported scheme beside a supported one
                good("v=TLSRPTv1; rua=ftp://x/,mailto:a@example.com", List.of(URI), "tlsrpt_rua_scheme_unsupported"));
    }

    @TestFactory
    Stream<DynamicTest> everythingElseHasItsOwnFault() {
        return Stream.of(
                bad("tlsrpt_version_invalid", "v=TLSRPTv2; rua=" + URI, List.of()),
                bad("tlsrpt_version_invalid", "v=TLSRPTv10; rua=" + URI, List.of()),
                bad("tlsrpt_version_invalid", "v=TLSRPTv1.1; rua=" + URI, List.of()),
                bad("tlsrpt_version_invalid", "v=TLSRPT1; rua=" + URI, List.of()),
                bad("tlsrpt_version_invalid", "tlsrpt", List.of()),
                bad("tlsrpt_unrelated_only", "v=STSv1; id=a", List.of()),
                bad("tlsrpt_version_invalid", "V=TLSRPTv1; rua=" + URI, List.of()),
                bad("tlsrpt_version_invalid", " v=TLSRPTv1; rua=" + URI, List.of()),
                bad("tlsrpt_version_invalid", "rua=" + URI, List.of()),
                bad("tlsrpt_syntax_invalid", "v=TLSRPTv1 rua=" + URI, List.of()),
                bad("tlsrpt_unrelated_only", "v=spf1 -all", List.of()),
                // "Note that the tlsrpt-rua record is required."
                bad("tlsrpt_rua_missing", "v=TLSRPTv1", List.of()),
                bad("tlsrpt_rua_missing", "v=TLSRPTv1;", List.of()),
                bad("tlsrpt_rua_missing", "v=TLSRPTv1; RUA=" + URI, List.of(), "tlsrpt_unknown_field"),
                bad("tlsrpt_rua_empty", "v=TLSRPTv1; rua=", List.of()),
                // tlsrpt-uri = URI
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=a@example.com", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=mailto:", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=mailto:@example.com", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=mailto:a@", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=mailto:a@b@example.com", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=mailto:a@example..com", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=mailto:a@.example", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=mailto:?to=a@example.com", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=https:t.example", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=https://", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=https:///path", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=https://:443/", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=https://t.example/%zz", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=https://t.example/%0", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=https://t.example/%0g", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=:a@example.com", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=1ftp://x", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=f_tp://x", List.of()),
                bad("tlsrpt_rua_scheme_unsupported", "v=TLSRPTv1; rua=a+b-c.d://x", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=https://t.example/<x>", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=ftp:", List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua= " + URI, List.of()),
                bad("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=" + URI + ",", List.of(URI)),
                bad("tlsrpt_rua_unencoded", "v=TLSRPTv1; rua=" + URI + "!10m", List.of()),
                // "Two URI schemes are supported"
                bad("tlsrpt_rua_scheme_unsupported", "v=TLSRPTv1; rua=http://t.example", List.of()),
                bad("tlsrpt_syntax_invalid", "v=TLSRPTv1; rua=" + URI + ";;", List.of(URI)),
                bad("tlsrpt_syntax_invalid", "v=TLSRPTv1; rua=" + URI + "; x", List.of(URI)),
                bad("tlsrpt_syntax_invalid", "v=TLSRPTv1; rua=" + URI + "; x=a b", List.of(URI)),
                bad("tlsrpt_trailing_whitespace", "v=TLSRPTv1; rua=" + URI + " ", List.of(URI)),
                bad("tlsrpt_non_ascii", "v=TLSRPTv1; rua=mailto:ä@example.com", List.of("mailto:ä@example.com")));
    }

    @TestFactory
    Stream<DynamicTest> amongSeveralRecordsTheOneWithTheExactPrefixCounts() {
        return Stream.of(
                // "If the number of resulting records is not one, senders MUST assume [it is not implemented]"
                set("tlsrpt_multiple_records", List.of("v=TLSRPTv1; rua=" + URI, "v=TLSRPTv1; rua=" + URI)),
                set("tlsrpt_ok", List.of("x", "v=TLSRPTv1; rua=" + URI), "tlsrpt_extra_discarded"),
                set("tlsrpt_version_invalid", List.of("v=TLSRPTv1 ; rua=" + URI, "x")),
                set("tlsrpt_unrelated_only", List.of("x", "y")),
                set("tlsrpt_none", List.of()));
    }

    @Test
    void countsAndPlacesAreExact() {
        assertThat(detail("tlsrpt_extra_discarded", "v=TLSRPTv1; rua=" + URI, "x", "y"))
                .isEqualTo(Map.of("discarded", "2"));
        assertThat(detail("tlsrpt_trailing_whitespace", "v=TLSRPTv1; rua=" + URI + " "))
                .isEqualTo(Map.of("column", "37"));
        assertThat(detail("tlsrpt_rua_invalid", "v=TLSRPTv1; rua=" + URI + ", x,y"))
                .isEqualTo(Map.of("column", "39", "seen", "x", "count", "2"));
        assertThat(detail("tlsrpt_space_before_semicolon", "v=TLSRPTv1\t; rua=" + URI))
                .isEqualTo(Map.of("column", "11"));
        assertThat(detail("tlsrpt_syntax_invalid", "v=TLSRPTv1, rua=" + URI)).containsEntry("column", "11");
    }

    private static Map<String, String> detail(String code, String... records) {
        var findings = LINT.tlsRpt(Stream.of(records).map(Observations::record).toList())
                .findings();
        return Codes.finding(findings, code).detail();
    }

    @Test
    void stringsAreJoinedWithoutSpaces() {
        var result = LINT.tlsRpt(List.of(Observations.record("v=TLSRPTv1; r", "ua=mailto:a@", "example.com")));
        assertThat(result.facts().rua()).containsExactly(URI);
    }

    @Test
    void anUnsupportedSchemeBreaksOnlyWhereNothingElseIsLeft() {
        assertThat(severity("v=TLSRPTv1; rua=ftp://x/," + URI)).isEqualTo(Severity.WARNING);
        assertThat(severity("v=TLSRPTv1; rua=ftp://x/")).isEqualTo(Severity.BREAKS);
    }

    private static Severity severity(String record) {
        var findings = LINT.tlsRpt(List.of(Observations.record(record))).findings();
        return Codes.finding(findings, "tlsrpt_rua_scheme_unsupported").severity();
    }

    private static DynamicTest good(String record, List<String> rua, String... others) {
        return judged("tlsrpt_ok", List.of(record), rua, others);
    }

    private static DynamicTest bad(String primary, String record, List<String> rua, String... others) {
        return judged(primary, List.of(record), rua, others);
    }

    private static DynamicTest set(String primary, List<String> records, String... others) {
        var rua = primary.equals("tlsrpt_ok") ? List.of(URI) : List.<String>of();
        return judged(primary, records, rua, others);
    }

    private static DynamicTest judged(String primary, List<String> records, List<String> rua, String... others) {
        return DynamicTest.dynamicTest(primary + " " + records, () -> {
            var result = LINT.tlsRpt(records.stream().map(Observations::record).toList());
            var codes = new TreeSet<>(List.of(others));
            if (!primary.equals("tlsrpt_ok")) {
                codes.add(primary);
            }
            assertThat(result.outcome().code()).isEqualTo(primary);
            assertThat(result.facts().outcome().code()).isEqualTo(primary);
            assertThat(Codes.of(result.findings())).isEqualTo(codes);
            assertThat(result.facts().rua()).isEqualTo(rua);
        });
    }
}
