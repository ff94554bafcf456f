package org.stsurvey.scanner.judge.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stsurvey.scanner.judge.Codes;
import org.stsurvey.scanner.judge.Judgement.RecordFacts;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.RecordData;

/// The policy record, RFC 8461 §3.1.
class PolicyRecordTest {

    private static final Lint LINT = new Lint(Rulebooks.plain());

    @TestFactory
    Stream<DynamicTest> recordsThatTheGrammarDerivesAreValid() {
        return Stream.of(
                // sts-text-record = sts-version 1*(sts-field-delim sts-field) [sts-field-delim]
                good("v=STSv1; id=20160831085700Z;"),
                good("v=STSv1;id=a"),
                good("v=STSv1; id=a; "),
                good("v=STSv1;\t id=a\t ;\t"),
                // sts-id = %s"id=" 1*32(ALPHA / DIGIT)
                good("v=STSv1; id=A"),
                good("v=STSv1; id=12345678901234567890123456789012"),
                // sts-field = sts-id / sts-extension, in any order
                good("v=STSv1; ext=1; id=a", "txt_unknown_field"),
                good("v=STSv1; id=a; a1234567890123456789012345678901=1", "txt_unknown_field"),
                good("v=STSv1; id=a; A_b-c.d=!:<>~", "txt_unknown_field"),
                good("v=STSv1; id=a; V=1", "txt_unknown_field"),
                good("v=STSv1; id=a; ID=b", "txt_unknown_field"),
                // sts-field-delim = *WSP ";" *WSP, also the first one
                good("v=STSv1 ;id=a", "txt_space_before_semicolon"),
                good("v=STSv1\t;id=a", "txt_space_before_semicolon"),
                // §3.2: "all entries except for the first SHALL be ignored"
                good("v=STSv1; id=a; id=b", "txt_duplicate_field"),
                good("v=STSv1; id=a; id=b-c", "txt_duplicate_field"),
                good("v=STSv1; id=a; v=STSv2", "txt_duplicate_field"),
                good("v=STSv1; id=a; x=1; x=2", "txt_duplicate_field", "txt_unknown_field"));
    }

    @TestFactory
    Stream<DynamicTest> everythingElseHasItsOwnFault() {
        return Stream.of(
                // "MUST begin with the sts-version field"; the value is case-sensitive
                bad("v=STSv2; id=a", "txt_version_invalid"),
                bad("v=STSv10; id=a", "txt_version_invalid"),
                bad("v=STSv1.1; id=a", "txt_version_invalid"),
                bad("v=STSv1-draft; id=a", "txt_version_invalid"),
                bad("v=STSv1_0", "txt_version_invalid"),
                bad("v=STSv1id=a", "txt_version_invalid"),
                bad("v=stsv1; id=a", "txt_version_invalid"),
                bad("V=STSv1; id=a", "txt_version_invalid"),
                bad("v= STSv1; id=a", "txt_version_invalid"),
                bad("STSv1; id=a", "txt_version_invalid"),
                bad("id=a; v=STSv12", "txt_version_invalid"),
                bad("id=20260101", "txt_version_missing"),
                bad(" v=STSv1; id=a", "txt_version_not_first"),
                bad("id=a; v=STSv1", "txt_version_not_first"),
                bad("\"v=STSv1; id=a\"", "txt_version_not_first"),
                bad("v=v=STSv1; id=a", "txt_version_not_first"),
                // sts-field-delim is required
                bad("v=STSv1 id=a", "txt_missing_delimiter"),
                bad("v=STSv1,id=a", "txt_missing_delimiter"),
                bad("v=STSv1. id=a", "txt_missing_delimiter"),
                bad("v=STSv1-", "txt_missing_delimiter"),
                bad("v=STSv1\\; id=a", "txt_missing_delimiter"),
                // "Note that sts-id record is required."
                bad("v=STSv1", "txt_id_missing"),
                bad("v=STSv1;", "txt_id_missing"),
                bad("v=STSv1; ext=1", "txt_id_missing", "txt_unknown_field"),
                bad("v=STSv1; ID=a", "txt_id_missing", "txt_id_key_case", "txt_unknown_field"),
                bad("v=STSv1; id = a", "txt_id_missing", "txt_syntax_invalid"),
                bad("v=STSv1 ", "txt_id_missing", "txt_trailing_whitespace"),
                bad("v=STSv1; id=", "txt_id_empty"),
                bad("v=STSv1; id=; id=a", "txt_id_empty", "txt_duplicate_field"),
                bad("v=STSv1; id=123456789012345678901234567890123", "txt_id_too_long"),
                bad("v=STSv1; id=20260101-1", "txt_id_invalid_chars"),
                bad("v=STSv1; id= a", "txt_id_invalid_chars"),
                bad("v=STSv1; id=a b", "txt_id_invalid_chars"),
                bad("v=STSv1; id=\"a\"", "txt_id_invalid_chars"),
                bad("v=STSv1; id=12345678901234567890123456789012-", "txt_id_invalid_chars"),
                // sts-extension = sts-ext-name "=" sts-ext-value; sts-ext-value excludes "=", ";", SP and
                // controls
                bad("v=STSv1; id=a;;", "txt_syntax_invalid"),
                bad("v=STSv1;; id=a", "txt_syntax_invalid"),
                bad("v=STSv1; id=a; foo", "txt_syntax_invalid"),
                bad("v=STSv1; id=a; x=", "txt_syntax_invalid"),
                bad("v=STSv1; id=a; =x", "txt_syntax_invalid"),
                bad("v=STSv1; id=a; x==", "txt_syntax_invalid"),
                bad("v=STSv1; id=a; x=a b", "txt_syntax_invalid"),
                bad("v=STSv1; id=a; _x=1", "txt_syntax_invalid"),
                bad("v=STSv1; id=a; id=", "txt_syntax_invalid", "txt_duplicate_field"),
                bad("v=STSv1; id=a; id=b c", "txt_syntax_invalid", "txt_duplicate_field"),
                bad("v=STSv1; id=a; a12345678901234567890123456789012=1", "txt_syntax_invalid"),
                bad("v=STSv1; id=a; mx: a.com; mode: testing", "txt_syntax_invalid"),
                // trailing white space belongs to a delimiter
                bad("v=STSv1; id=a ", "txt_trailing_whitespace"),
                bad("v=STSv1; id=a\t", "txt_trailing_whitespace"),
                // "MUST be US-ASCII"
                bad("v=STSv1; id=ä", "txt_non_ascii", "txt_id_invalid_chars"),
                bad("v=STSv1; id=a\u0000", "txt_non_ascii", "txt_id_invalid_chars"),
                bad("v=STSv1; id=a; x=ä", "txt_non_ascii", "txt_syntax_invalid"),
                bad("“v=STSv1; id=a”", "txt_version_not_first", "txt_non_ascii"));
    }

    @TestFactory
    Stream<DynamicTest> amongSeveralRecordsTheOneWithTheExactPrefixCounts() {
        return Stream.of(
                // "records that do not begin with 'v=STSv1;' are discarded"
                set("txt_ok", List.of("v=STSv1; id=a", "v=spf1 -all"), "txt_extra_discarded"),
                set("txt_ok", List.of("v=STSv1 ; id=b", "v=STSv1; id=a"), "txt_extra_discarded"),
                set("txt_ok", List.of("v=STSv1; id=a", "v=STSv2; id=b"), "txt_extra_discarded"),
                set("txt_id_empty", List.of("v=STSv1; id=", "v=spf1 -all"), "txt_extra_discarded"),
                // "If the number of resulting records is not one"
                set("txt_multiple_records", List.of("v=STSv1; id=a", "v=STSv1; id=a")),
                set("txt_multiple_records", List.of("v=STSv1; id=a", "v=STSv1;", "x")),
                set("txt_prefix_discarded", List.of("v=STSv1 ; id=a", "v=spf1 -all")),
                set("txt_prefix_discarded", List.of("v=STSv1 ; id=a", "v=STSv1 ; id=b")),
                set("txt_version_invalid", List.of("v=spf1 -all", "v=STSv2; id=a")),
                set("txt_unrelated_only", List.of("v=spf1 -all")),
                set("txt_unrelated_only", List.of("v=STS1; id=a")),
                set("txt_unrelated_only", List.of("")),
                set("txt_nodata", List.of()));
    }

    @Test
    void stringsAreJoinedWithoutSpaces() {
        var result = LINT.record(List.of(Observations.record("v=STS", "v1; id", "=a1")));
        assertThat(result.facts()).hasValue(new RecordFacts(optional("a1"), optional("other"), true));
        assertThat(Codes.of(result.findings())).containsExactly("txt_multi_string");

        var glued = LINT.record(List.of(Observations.record("v=STSv1", "id=a1")));
        assertThat(Codes.of(glued.findings())).containsExactly("txt_multi_string", "txt_version_invalid");
    }

    @Test
    void theFirstIdIsKeptWhateverIsWrong() {
        assertThat(facts("v=STSv1; id=a-b; id=c").id()).hasValue("a-b");
        assertThat(facts("v=STSv2; xid=b; id=c").id()).hasValue("c");
        assertThat(facts("id=20260101").id()).hasValue("20260101");
        assertThat(facts("v=STSv1").id()).isEmpty();
        assertThat(facts("v=STSv1; id=a-b").idStyle()).isEmpty();
    }

    @Test
    void aFaultSaysWhereItStands() {
        var findings = LINT.record(List.of(Observations.record("v=STSv1; id=a; foo; bar")))
                .findings();
        assertThat(Codes.finding(findings, "txt_syntax_invalid").detail())
                .containsEntry("column", "16")
                .containsEntry("seen", "foo")
                .containsEntry("count", "2");
    }

    @Test
    void countsAndPlacesAreExact() {
        assertThat(detail("txt_extra_discarded", "v=STSv1; id=a", "x", "y")).isEqualTo(Map.of("discarded", "2"));
        assertThat(detail("txt_multiple_records", "v=STSv1; id=a", "v=STSv1; id=b", "x"))
                .isEqualTo(Map.of("records", "2"));
        assertThat(detail("txt_unrelated_only", "x", "y")).isEqualTo(Map.of("records", "2"));
        assertThat(detail("txt_version_missing", "id=a")).isEqualTo(Map.of("column", "1"));
        assertThat(detail("txt_version_invalid", "v=STSv2; id=0123456789abcdef"))
                .isEqualTo(Map.of("seen", "v=STSv2; id=01234567"));
        assertThat(detail("txt_space_before_semicolon", "v=STSv1 ; id=a")).isEqualTo(Map.of("column", "8"));
        assertThat(detail("txt_prefix_discarded", "v=STSv1 ; id=a", "x")).isEqualTo(Map.of("column", "8"));
        assertThat(detail("txt_non_ascii", "v=STSv1; id=a; x=\u0001")).containsEntry("column", "18");
        assertThat(detail("txt_trailing_whitespace", "v=STSv1; id=a  ")).containsEntry("column", "14");
        assertThat(detail("txt_trailing_whitespace", "v=STSv1 ")).containsEntry("column", "8");
        assertThat(detail("txt_id_empty", "v=STSv1;\t id=")).containsEntry("column", "11");
        assertThat(detail("txt_syntax_invalid", "v=STSv1; id=a; ;")).containsEntry("column", "16");
    }

    private static Map<String, String> detail(String code, String... records) {
        var findings = LINT.record(Stream.of(records).map(Observations::record).toList())
                .findings();
        return Codes.finding(findings, code).detail();
    }

    @Test
    void octetsAreOctets() {
        var octets = new byte[] {'v', '=', 'S', 'T', 'S', 'v', '1', ';', 'i', 'd', '=', (byte) 0xff};
        var record = new RecordData.Txt(List.of(ByteString.copyOf(octets)));
        assertThat(LINT.record(List.of(record)).outcome().code()).isEqualTo("txt_non_ascii");
    }

    private static RecordFacts facts(String record) {
        return LINT.record(List.of(Observations.record(record))).facts().orElseThrow();
    }

    private static Optional<String> optional(String text) {
        return Optional.of(text);
    }

    private static DynamicTest good(String record, String... others) {
        return judged("txt_ok", List.of(record), Set.of(others));
    }

    private static DynamicTest bad(String record, String primary, String... others) {
        var codes = new TreeSet<>(List.of(others));
        codes.add(primary);
        return judged(primary, List.of(record), codes);
    }

    private static DynamicTest set(String primary, List<String> records, String... others) {
        var codes = new TreeSet<>(List.of(others));
        if (!primary.equals("txt_ok")) {
            codes.add(primary);
        }
        return judged(primary, records, codes);
    }

    private static DynamicTest judged(String primary, List<String> records, Set<String> codes) {
        return DynamicTest.dynamicTest(primary + " " + records, () -> {
            var result = LINT.record(records.stream().map(Observations::record).toList());
            assertThat(result.outcome().code()).isEqualTo(primary);
            assertThat(Codes.of(result.findings())).isEqualTo(codes);
            assertThat(result.facts().filter(RecordFacts::valid).isPresent()).isEqualTo(primary.equals("txt_ok"));
        });
    }
}
