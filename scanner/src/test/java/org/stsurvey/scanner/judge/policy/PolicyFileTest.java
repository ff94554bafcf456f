package org.stsurvey.scanner.judge.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stsurvey.scanner.judge.Codes;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judgement.PolicyFacts;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.observation.ByteString;

/// The policy file, RFC 8461 §3.2.
class PolicyFileTest {

    private static final Lint LINT = new Lint(Rulebooks.plain());
    private static final String VERSION = "version: STSv1\r\n";
    private static final String MODE = "mode: enforce\r\n";
    private static final String MX = "mx: a.example.com\r\n";
    private static final String AGE = "max_age: 604800\r\n";
    private static final String GOOD = VERSION + MODE + MX + AGE;

    @TestFactory
    Stream<DynamicTest> filesThatTheGrammarDerivesAreValid() {
        return Stream.of(
                good(GOOD),
                // fields in any order, the last terminator optional, white space behind the colon and the value
                good(AGE + MX + MODE + VERSION),
                good(VERSION + MODE + MX + "max_age: 604800"),
                good("version:STSv1\r\nmode:\t enforce \t\r\nmx:a.example.com\r\nmax_age:   604800  "),
                // sts-policy-term = LF / CRLF
                good(GOOD.replace("\r", ""), "policy_eol_lf"),
                good(VERSION + MODE + MX + "max_age: 604800\n", "policy_eol_mixed"),
                // sts-policy-max-age-value = 1*10(DIGIT), at most 31557600, no minimum
                good(GOOD.replace("604800", "31557600")),
                good(GOOD.replace("604800", "0000604800")),
                good(GOOD.replace("604800", "0"), "quirk_max_age_zero"),
                good(GOOD.replace("604800", "86399"), "quirk_max_age_below_day"),
                good(GOOD.replace("604800", "86400")),
                good(GOOD.replace("enforce", "testing"), "mode_testing"),
                // "required at least once, except when mode is 'none'"
                good(GOOD.replace("enforce", "none"), "mode_none"),
                good(VERSION + "mode: none\r\n" + AGE, "mode_none"),
                // sts-policy-extension
                good(GOOD + "x-1.a_b: any thing: at all\r\n", "policy_unknown_field"),
                good(GOOD + "a1234567890123456789012345678901: 1\r\n", "policy_unknown_field"),
                good(GOOD + "x: caf\u00c3\u00a9\r\n", "policy_non_ascii", "policy_unknown_field"),
                good(GOOD + "Mode: none\r\n", "policy_unknown_field"),
                // "all entries except for the first SHALL be ignored"
                good(GOOD + "mode: junk\r\n", "policy_duplicate_field"),
                good(GOOD + VERSION + AGE, "policy_duplicate_field"),
                good(GOOD + "x: 1\r\nx: 2\r\n", "policy_duplicate_field", "policy_unknown_field"),
                good(GOOD + MX, "policy_mx_duplicate"),
                good(GOOD + "mx: A.EXAMPLE.com\r\n", "policy_mx_duplicate"),
                good(GOOD + "mx: 192.0.2.1\r\n", "policy_mx_ipv4"),
                good(GOOD + "mx: mta-sts.example.com\r\n", "policy_mx_policy_host"),
                good(GOOD + "mx: *.example.com\r\n", "quirk_mx_wildcard"),
                good(GOOD + "mx: *.com\r\n", "quirk_mx_wildcard", "quirk_mx_wildcard_tld"));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoPolicyAtAllIsNamedAsThat() {
        return Stream.of(
                bad("policy_empty", ""),
                bad("policy_empty", " \t\r\n\r\n"),
                bad("policy_empty", "\u00ef\u00bb\u00bf\r\n"),
                bad("policy_html", "<!DOCTYPE html>\n<html>"),
                bad("policy_html", "\r\n  <html>"),
                bad("policy_json", "{\"version\": \"STSv1\"}"),
                bad("policy_json", " {}"),
                bad(
                        "policy_control_char",
                        "\u0000\u0001\u0002\u0003",
                        "policy_line_syntax",
                        "policy_version_missing",
                        "policy_mode_missing",
                        "policy_max_age_missing",
                        "policy_mx_missing"),
                bad(
                        "policy_control_char",
                        "\u0000\u0000\u0000\u0000",
                        "policy_line_syntax",
                        "policy_version_missing",
                        "policy_mode_missing",
                        "policy_max_age_missing",
                        "policy_mx_missing"),
                bad(
                        "policy_control_char",
                        "ab\u0000\u0000",
                        "policy_line_syntax",
                        "policy_version_missing",
                        "policy_mode_missing",
                        "policy_max_age_missing",
                        "policy_mx_missing"),
                bad("policy_encoding", "\u00ff\u00fev\u0000e\u0000"),
                bad("policy_encoding", "\u00fe\u00ff\u0000v\u0000e"),
                bad("policy_encoding", "v\u0000e\u0000r\u0000"),
                bad("policy_encoding", "\u0000v\u0000e\u0000r"),
                bad("policy_encoding", "\u0000\u0000\u00fe\u00ff\u0000\u0000\u0000v"));
    }

    @TestFactory
    Stream<DynamicTest> faultsThatNoReadingToleratesBreak() {
        return Stream.of(
                // what is required
                bad("policy_version_missing", MODE + MX + AGE),
                bad("policy_mode_missing", VERSION + MX + AGE),
                bad("policy_max_age_missing", VERSION + MODE + MX),
                bad("policy_mx_missing", VERSION + MODE + AGE),
                bad("policy_mx_missing", VERSION + "mode: testing\r\n" + AGE, "mode_testing"),
                bad("policy_mx_missing", VERSION + MODE + AGE + "nmx: a.example.com\r\n", "policy_unknown_field"),
                // names are case-sensitive
                bad(
                        "policy_mode_missing",
                        VERSION + "Mode: enforce\r\n" + MX + AGE,
                        "policy_field_name_case",
                        "policy_unknown_field"),
                bad(
                        "policy_mx_missing",
                        VERSION + MODE + "MX: a.example.com\r\n" + AGE,
                        "policy_field_name_case",
                        "policy_unknown_field"),
                // values
                bad("policy_version_invalid", GOOD.replace("STSv1", "STSv2")),
                bad("policy_version_invalid", GOOD.replace("STSv1", "stsv1")),
                bad("policy_version_invalid", GOOD.replace("STSv1", "\"STSv1\"")),
                bad("policy_version_invalid", GOOD.replace(" STSv1", "")),
                bad("policy_mode_invalid", GOOD.replace("enforce", "Enforce")),
                bad("policy_mode_invalid", GOOD.replace("enforce", "report")),
                bad("policy_mode_invalid", GOOD.replace("enforce", "enforce # now")),
                bad("policy_mode_invalid", "mode: junk\r\n" + GOOD, "policy_duplicate_field"),
                bad("policy_max_age_invalid", GOOD.replace("604800", "+604800")),
                bad("policy_max_age_invalid", GOOD.replace("604800", "-1")),
                bad("policy_max_age_invalid", GOOD.replace("604800", "1w")),
                bad("policy_max_age_invalid", GOOD.replace("604800", "1.5")),
                bad("policy_max_age_invalid", GOOD.replace("604800", "604 800")),
                bad("policy_max_age_invalid", GOOD.replace("604800", "")),
                bad("policy_max_age_invalid", GOOD.replace("604800", "00000604800")),
                bad("policy_max_age_invalid", GOOD.replace("604800", "\u00d9\u00a1")),
                // sts-policy-field-delim = ":" *WSP
                bad("policy_space_before_colon", GOOD.replace("mode:", "mode :"), "policy_mode_missing"),
                bad("policy_leading_whitespace", GOOD.replace("mode:", " mode:"), "policy_mode_missing"),
                bad("policy_leading_whitespace", GOOD + "\tx: folded\r\n"),
                bad("policy_line_syntax", GOOD.replace("mode:", "mode"), "policy_mode_missing"),
                // the first octet must be a field's
                bad("policy_bom", "\u00ef\u00bb\u00bf" + GOOD, "policy_version_missing"),
                bad("policy_not_utf8", GOOD + "x: caf\u00e9\r\n"),
                bad("policy_not_utf8", GOOD + "x: \u00c0\u0080\r\n"),
                bad(
                        "policy_eol_cr",
                        GOOD.replace("\n", ""),
                        "policy_version_invalid",
                        "policy_mode_missing",
                        "policy_max_age_missing",
                        "policy_mx_missing"),
                bad(
                        "policy_single_line",
                        GOOD.replace("enforce\r\n", "enforce \tmx: b.example\r\n"),
                        "policy_mode_invalid"),
                bad(
                        "policy_single_line",
                        "version: STSv1,mode: testing,mx: a.example.com",
                        "policy_version_invalid",
                        "policy_mode_missing",
                        "policy_max_age_missing",
                        "policy_mx_missing"),
                bad(
                        "policy_single_line",
                        "version: STSv1\\nmode: testing\\nmax_age: 1",
                        "policy_version_invalid",
                        "policy_mode_missing",
                        "policy_max_age_missing",
                        "policy_mx_missing"),
                // no field stands behind these
                bad("policy_mode_invalid", GOOD.replace("enforce", "enforce amx: b.example")),
                bad("policy_mode_invalid", GOOD.replace("enforce", "mode:")),
                bad("policy_mode_invalid", GOOD.replace("enforce", "enforce/mx: b.example")),
                bad(
                        "policy_single_line",
                        "version: STSv1 mode: testing mx: a.example.com max_age: 604800",
                        "policy_version_invalid",
                        "policy_mode_missing",
                        "policy_max_age_missing",
                        "policy_mx_missing"));
    }

    @TestFactory
    Stream<DynamicTest> toleratedDeviationsAreStrictlyInvalidOnly() {
        return Stream.of(
                lenient("policy_blank_line", "\r\n" + GOOD),
                lenient("policy_blank_line", VERSION + " \t\r\n" + MODE + MX + AGE),
                lenient("policy_blank_line", GOOD + "\r\n"),
                lenient("policy_blank_line", GOOD + "  "),
                lenient("policy_max_age_out_of_range", GOOD.replace("604800", "31557601")),
                lenient("policy_max_age_out_of_range", GOOD.replace("604800", "9999999999")),
                lenient("policy_line_syntax", GOOD + "# a comment\r\n"),
                lenient("policy_line_syntax", GOOD + "# a: comment\r\n"),
                lenient("policy_line_syntax", GOOD + "junk\r\n"),
                lenient("policy_line_syntax", GOOD + "junk \r\n"),
                lenient("policy_line_syntax", GOOD + "ju nk : 1\r\n"),
                lenient("policy_line_syntax", GOOD + "x:\r\n"),
                lenient("policy_line_syntax", GOOD + "x: a\tb\r\n"),
                lenient("policy_line_syntax", GOOD + "mode:\r\n", "policy_duplicate_field"),
                lenient("policy_line_syntax", GOOD + "_x: 1\r\n"),
                lenient("policy_line_syntax", GOOD + ": 1\r\n"),
                lenient("policy_line_syntax", GOOD + "caf\u00c3\u00a9: 1\r\n"),
                lenient("policy_line_syntax", GOOD + "a12345678901234567890123456789012: 1\r\n"),
                lenient("policy_control_char", GOOD + "x: a\u0000b\r\n"),
                lenient("policy_control_char", GOOD + "x: a\u007fb\r\n"),
                lenient("policy_control_char", GOOD + "x: a\rb\r\n"),
                lenient("policy_mx_trailing_dot", GOOD + "mx: b.example.com.\r\n"));
    }

    @Test
    void aToleratedDeviationBreaksWhereThePolicyIsNotUsableForIt() {
        assertThat(severity(GOOD + "junk\r\n", "policy_line_syntax")).isEqualTo(Severity.WARNING);
        assertThat(severity(GOOD.replace("mode:", "mode"), "policy_line_syntax"))
                .isEqualTo(Severity.BREAKS);
        assertThat(severity(GOOD + "x: a\u0000b\r\n", "policy_control_char")).isEqualTo(Severity.WARNING);
        assertThat(severity(GOOD.replace("enforce", "enforce\u0000"), "policy_control_char"))
                .isEqualTo(Severity.BREAKS);
        assertThat(severity(GOOD + "mx: *\r\n", "policy_mx_wildcard_bare")).isEqualTo(Severity.WARNING);
        assertThat(severity(GOOD.replace("a.example.com", "*"), "policy_mx_wildcard_bare"))
                .isEqualTo(Severity.BREAKS);
    }

    @Test
    void everyValueThatCanBeReadIsRead() {
        var facts = LINT.policy(
                        octets(VERSION + "mode: junk\r\nmx: B.example.com\r\nmx: *\r\nmx: a.example.com\r\n" + AGE))
                .facts();
        assertThat(facts.version()).hasValue("STSv1");
        assertThat(facts.mode()).isEmpty();
        assertThat(facts.maxAgeSeconds()).hasValue(604_800);
        assertThat(facts.mx()).containsExactly("b.example.com", "a.example.com");
        assertThat(facts.lineEnding()).isEqualTo("crlf");
    }

    @Test
    void lineEndingsAreToldApart() {
        assertThat(ending(GOOD)).isEqualTo("crlf");
        assertThat(ending(GOOD.replace("\r", ""))).isEqualTo("lf");
        assertThat(ending(GOOD.replace("\n", ""))).isEqualTo("cr");
        assertThat(ending(GOOD + "x: 1\n")).isEqualTo("mixed");
        assertThat(ending("version: STSv1")).isEqualTo("none");
        assertThat(ending("version: STSv1\r\n")).isEqualTo("crlf");
        assertThat(ending("version: STSv1\n")).isEqualTo("lf");
        assertThat(ending("version: STSv1\r")).isEqualTo("cr");
        assertThat(ending("")).isEqualTo("none");
    }

    @Test
    void aFaultSaysWhereItStands() {
        var detail = Codes.finding(findings(GOOD + "x: a\tb\r\njunk\r\n"), "policy_line_syntax")
                .detail();
        assertThat(detail)
                .containsEntry("line", "5")
                .containsEntry("column", "4")
                .containsEntry("count", "2")
                .containsEntry("also_at", "6:1");
        assertThat(Codes.finding(findings(GOOD + "x: \u00e9\r\n"), "policy_not_utf8")
                        .detail())
                .containsEntry("line", "5")
                .containsEntry("column", "4");
    }

    @Test
    void detailsAreExact() {
        assertThat(Codes.finding(findings(GOOD + "x: a\u001fb\r\n"), "policy_control_char")
                        .detail())
                .isEqualTo(Map.of("line", "5", "column", "5", "octet", "0x1F"));
        assertThat(Codes.finding(findings(GOOD.replace("mode:", "mode \t:")), "policy_space_before_colon")
                        .detail())
                .containsEntry("line", "2")
                .containsEntry("column", "5");
        assertThat(Codes.finding(findings("\r\n <a>"), "policy_html").detail())
                .isEqualTo(Map.of("line", "2", "column", "2"));
        assertThat(Codes.finding(findings(GOOD.replace("mode: ", "mode:  \t") + "mode: none"), "policy_duplicate_field")
                        .detail())
                .isEqualTo(Map.of("line", "5", "column", "7", "name", "mode"));
    }

    @Test
    void aTypoSaysWhatWasMeant() {
        var detail = Codes.finding(findings(GOOD + "max-age: 1\r\n"), "policy_unknown_field")
                .detail();
        assertThat(detail).containsEntry("name", "max-age").containsEntry("meant", "max_age");
    }

    @Test
    void anRtfDocumentIsReadAsTextAndNotTakenForJson() {
        var codes = Codes.of(findings("{\\rtf1\\ansi\n\\f0 version: STSv1\\\nmode: enforce\\\n}"));
        assertThat(codes).doesNotContain("policy_json").contains("policy_line_syntax", "policy_mode_invalid");
    }

    @Test
    void aFileOverTheLimitIsNotRead() {
        var result = LINT.policy(octets(GOOD + "x: " + "a".repeat(Lint.MAX_POLICY_BYTES)));
        assertThat(result.outcome().code()).isEqualTo("http_body_too_large");
        assertThat(result.facts().validLenient()).isFalse();

        var padding = Lint.MAX_POLICY_BYTES - GOOD.length() - "x: ".length();
        var atTheLimit = LINT.policy(octets(GOOD + "x: " + "a".repeat(padding)));
        assertThat(atTheLimit.outcome().code()).isEqualTo("policy_ok");
    }

    private static Severity severity(String body, String code) {
        return Codes.finding(findings(body), code).severity();
    }

    private static List<Finding> findings(String body) {
        return LINT.policy(octets(body)).findings();
    }

    private static String ending(String body) {
        return LINT.policy(octets(body)).facts().lineEnding();
    }

    private static ByteString octets(String text) {
        return ByteString.copyOf(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static DynamicTest good(String body, String... others) {
        return judged("policy_ok", body, Set.of(others), true, true);
    }

    private static DynamicTest bad(String primary, String body, String... others) {
        return judged(primary, body, with(primary, others), false, false);
    }

    private static DynamicTest lenient(String primary, String body, String... others) {
        return judged(primary, body, with(primary, others), false, true);
    }

    private static Set<String> with(String primary, String... others) {
        var codes = new TreeSet<>(List.of(others));
        codes.add(primary);
        return codes;
    }

    private static DynamicTest judged(String primary, String body, Set<String> codes, boolean strict, boolean lenient) {
        var name = primary + " " + body.replace("\r", "\\r").replace("\n", "\\n");
        return DynamicTest.dynamicTest(name, () -> {
            var result = LINT.policy(octets(body));
            PolicyFacts facts = result.facts();
            assertThat(result.outcome().code()).isEqualTo(primary);
            assertThat(Codes.of(result.findings())).isEqualTo(codes);
            assertThat(facts.validStrict()).isEqualTo(strict);
            assertThat(facts.validLenient()).isEqualTo(lenient);
        });
    }
}
