package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `lint` on single artefacts: text, JSON, corrections and exit status.
class LintCommandTest {

    private static final String RECORD = "v=STSv1; id=20260101T000000Z;";
    private static final String POLICY =
            "version: STSv1\r\nmode: enforce\r\nmx: mx1.example.com\r\nmax_age: 604800\r\n";

    @TempDir
    private Path folder;

    @Test
    void soundArtefactsLeaveOnlyTheVerdict() {
        LintRun run = LintRun.of(POLICY, "--record", RECORD, "--policy", "-", "--mx", "mx1.example.com");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().strip()).isEqualTo("verdict: strict valid, lenient valid, mx_all_covered");
    }

    @Test
    void aFaultIsShownWithPlaceRuleAndRemedy() {
        LintRun run = LintRun.of(POLICY.replace("mx1.example.com", "  mx1.example.com."), "--policy", "-");
        assertThat(run.status()).isEqualTo(10);
        assertThat(run.out())
                .startsWith("policy:3:7: breaks policy_mx_trailing_dot: ")
                .contains("(RFC 8461 §3.2)", "\n  seen: mx1.example.com.\n", "\n  do: ")
                .endsWith("verdict: strict invalid, lenient invalid\n");
    }

    @Test
    void theStrictReadingMayBeAlone() {
        LintRun run = LintRun.of(POLICY.replace("mode", "\r\nmode"), "--policy", "-");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("policy:2:1: warning policy_blank_line: ")
                .endsWith("verdict: strict invalid, lenient valid\n");
    }

    @Test
    void aRecordIsJudgedOnItsOwn() {
        LintRun run = LintRun.of("", "--record", "v=STSv1; id=2026-01-01;");
        assertThat(run.status()).isEqualTo(10);
        assertThat(run.out())
                .startsWith("record:1:10: breaks txt_id_invalid_chars: ")
                .contains("verdict: strict invalid");
    }

    @Test
    void severalRecordsAreOneAnswer() {
        LintRun run = LintRun.of("", "--record", RECORD, "--record", RECORD);
        assertThat(run.status()).isEqualTo(10);
        assertThat(run.out()).contains("breaks txt_multiple_records");
    }

    @Test
    void anEnforcedPolicyThatCoversNoMxBreaksMail() {
        LintRun run = LintRun.of(POLICY, "--policy", "-", "--mx", "other.example.net,10 third.example.net");
        assertThat(run.status()).isEqualTo(10);
        assertThat(run.out()).contains("mx: breaks_mail mx_none_covered").endsWith("mx_none_covered\n");
    }

    @Test
    void aFileIsNamedAndItsTextIsHarmless() throws Exception {
        Path file = Files.writeString(folder.resolve("mta-sts.txt"), POLICY + "\u001b]0;pwn\u0007\u202e: x\r\n");
        LintRun run = LintRun.of("", "--policy", file.toString());
        assertThat(run.out()).startsWith(file + ":5:1: ").contains("\\u{1b}]0;pwn\\u{7}\\u{202e}");
        assertThat(run.out().chars()).noneMatch(c -> c < ' ' && c != '\n').noneMatch(c -> c == 0x202e);
    }

    @Test
    void aFileThatIsTooLargeIsNotReadWhole() {
        LintRun run = LintRun.of("x".repeat(1_000_000), "--policy", "-");
        assertThat(run.status()).isEqualTo(10);
        assertThat(run.out()).contains("breaks http_body_too_large", "bytes=65537");
    }

    @Test
    void jsonHasTheShapeOfCheck() {
        JsonNode json = new JsonMapper()
                .readTree(LintRun.of(POLICY, "--record", RECORD, "--policy", "-", "--mx", "b.example", "--json")
                        .out());
        assertThat(json.get("domain").isNull()).isTrue();
        assertThat(json.get("outcome").asString()).isEqualTo("mx_none_covered");
        assertThat(json.get("deployment_status").asString()).isEqualTo("enforce_conflict");
        assertThat(json.get("valid_strict").booleanValue()).isTrue();
        assertThat(json.get("valid_lenient").booleanValue()).isTrue();
        assertThat(json.at("/record/id").asString()).isEqualTo("20260101T000000Z");
        assertThat(json.at("/policy/mode").asString()).isEqualTo("enforce");
        assertThat(json.at("/mx/uncovered/0").asString()).isEqualTo("b.example");
        assertThat(LintRun.codes(json)).contains("txt_ok", "policy_ok", "mx_none_covered");
    }

    @Test
    void aRecordAloneDoesNotTellTheDeployment() {
        JsonNode json = new JsonMapper()
                .readTree(LintRun.of("", "--record", RECORD, "--json").out());
        assertThat(json.get("outcome").asString()).isEqualTo("txt_ok");
        assertThat(json.get("deployment_status").isNull()).isTrue();
        assertThat(json.has("policy")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: STSv1\\nmode: enforce\\nmx: a.example\\nmx: b.example.\\nmax_age: 99999999\\n||"
                        + "version: STSv1\\r\\nmode: enforce\\r\\nmx: a.example\\r\\nmax_age: 31557600\\r\\n",
                "mode: Enforce\\nmx: a.example.\\n|A.example,*.b.example|"
                        + "version: STSv1\\r\\nmode: testing\\r\\nmx: *.b.example\\r\\nmx: a.example\\r\\nmax_age: 604800\\r\\n",
                "version: STSv1\\nmode: enforce\\nmx: *.a.example\\nmax_age: 86400|x.a.example,b.example|"
                        + "version: STSv1\\r\\nmode: enforce\\r\\nmx: *.a.example\\r\\nmx: b.example\\r\\nmax_age: 86400\\r\\n",
                "version: STSv1\\nmode: none\\nmax_age: 0||version: STSv1\\r\\nmode: none\\r\\nmax_age: 0\\r\\n",
            })
    void aPolicyIsCorrectedFromWhatIsValid(String faulty, String mx, String corrected) {
        LintRun run = mx == null
                ? LintRun.of(unescaped(faulty), "--policy", "-", "--fix")
                : LintRun.of(unescaped(faulty), "--policy", "-", "--fix", "--mx", mx);
        assertThat(run.out()).isEqualTo(unescaped(corrected));
        assertThat(run.err()).contains("verdict: ", "v=STSv1; id=20261115T120000Z;");
        assertThat(LintRun.of(run.out(), "--policy", "-").out()).endsWith("verdict: strict valid, lenient valid\n");
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    @Test
    void aRecordIsCorrectedWithAFreshId() {
        LintRun run = LintRun.of("", "--record", "v=STSv1; id=2026-01-01", "--fix");
        assertThat(run.status()).isEqualTo(10);
        assertThat(run.out().strip()).isEqualTo("v=STSv1; id=20261115T120000Z;");
        assertThat(LintRun.of("", "--record", run.out().strip()).status()).isZero();
    }

    @Test
    void aPolicyWithoutMxIsNotInvented() {
        LintRun run = LintRun.of("mode: enforce", "--policy", "-", "--fix");
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("name the MX hosts with --mx");
    }

    @Test
    void mxHostsAloneMakeAPolicy() {
        LintRun run = LintRun.of("", "--mx", "mx1.example.com", "--fix");
        assertThat(run.out())
                .isEqualTo("version: STSv1\r\nmode: testing\r\nmx: mx1.example.com\r\nmax_age: 604800\r\n");
    }

    @Test
    void correctionsAreInTheJsonToo() {
        JsonNode json = new JsonMapper()
                .readTree(LintRun.of(POLICY, "--policy", "-", "--json", "--fix").out());
        assertThat(json.at("/corrected/record").asString()).isEqualTo("v=STSv1; id=20261115T120000Z;");
        assertThat(json.at("/corrected/policy").asString()).isEqualTo(POLICY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lint|nothing to lint",
                "lint --mx a.example|--mx alone goes with --fix",
                "lint --jsonl --json|goes with no other option",
                "lint --record x --mx 1,2,3 4 5|is no MX record",
                "lint --policy a --polici b|--polici",
            })
    void wrongUseIsExplained(String line, String message) {
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setErr(new PrintWriter(err));
        assertThat(command.execute(line.split(" (?!4|5)"))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void aFileThatCannotBeReadIsUnusableInput() {
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setErr(new PrintWriter(err));
        assertThat(command.execute(
                        "lint", "--policy", folder.resolve("nobody.txt").toString()))
                .isEqualTo(3);
        assertThat(command.execute("lint", "--policy", folder.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("nobody.txt: there is no such file", "cannot be read");
    }
}
