package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.RecordData;

/// What holds for any input whatever. The ABNF, once more as regular expressions, is the oracle for validity.
class ParserPropertiesTest {

    private static final Lint LINT = new Lint(Rulebooks.plain());

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,31}";
    private static final String RECORD_VALUE = "[!-:<>-~]+";
    private static final Pattern POLICY_RECORD =
            Pattern.compile("v=STSv1(?:[ \t]*;[ \t]*%s=%s)+(?:[ \t]*;[ \t]*)?".formatted(NAME, RECORD_VALUE));
    private static final Pattern FIRST_ID =
            Pattern.compile("^v=STSv1(?:(?![;\t ]id=).)*;[ \t]*id=([A-Za-z0-9]{1,32})(?![^; \t])");
    private static final Pattern POLICY_LINE = Pattern.compile(
            "(" + NAME + "):[ \t]*([!-~\u00a0-\uffff](?:[ -~\u00a0-\uffff]*[!-~\u00a0-\uffff])?)[ \t]*");
    private static final Pattern MX = Pattern.compile(
            "(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");

    @Property
    void noOctetsAreTooStrange(@ForAll byte[] octets) {
        judgeAll(octets);
    }

    @Property(tries = 3000)
    void noTextNearTheGrammarIsTooStrange(@ForAll("recordTexts") String record, @ForAll("policyTexts") String policy) {
        judgeAll(record.getBytes(StandardCharsets.UTF_8));
        judgeAll(policy.getBytes(StandardCharsets.UTF_8));
    }

    private static void judgeAll(byte[] octets) {
        var body = ByteString.copyOf(octets);
        var record = List.of(new RecordData.Txt(List.of(body)));
        var text = body.latin1();
        checkFindings(LINT.record(record).findings());
        checkFindings(LINT.tlsRpt(record).findings());
        checkFindings(LINT.policy(body, Optional.of(text)).findings());
        assertThat(LINT.matches(text, text)).isIn(true, false);
        assertThat(LINT.matches("*.example", text)).isIn(true, false);
    }

    /// Each outcome once, in the order of the registry.
    private static void checkFindings(List<Finding> findings) {
        var outcomes = findings.stream().map(Finding::outcome).toList();
        assertThat(new HashSet<>(outcomes)).hasSameSizeAs(outcomes);
        assertThat(outcomes).isSortedAccordingTo(Outcomes.order());
    }

    @Property(tries = 5000)
    void aRecordIsValidExactlyIfTheGrammarDerivesIt(@ForAll("recordTexts") String record) {
        var facts = LINT.record(List.of(Observations.record(record))).facts();
        var derived = POLICY_RECORD.matcher(record).matches();
        var firstId = FIRST_ID.matcher(record);
        var valid = derived && firstId.find();
        assertThat(facts.filter(Judgement.RecordFacts::valid).isPresent())
                .as(record)
                .isEqualTo(valid);
        if (valid) {
            assertThat(facts.orElseThrow().id()).hasValue(firstId.group(1));
        }
    }

    @Property(tries = 5000)
    void aFileIsStrictlyValidExactlyIfTheGrammarDerivesIt(@ForAll("policyTexts") String policy) {
        var facts = LINT.policy(ByteString.utf8(policy)).facts();
        assertThat(facts.validStrict()).as(policy).isEqualTo(isDerived(policy));
        if (facts.validStrict()) {
            assertThat(facts.validLenient()).isTrue();
        }
    }

    /// The grammar of RFC 8461 §3.2 with its required fields and ranges, the plain way.
    private static boolean isDerived(String policy) {
        if (policy.isEmpty()) {
            return false;
        }
        var version = Optional.<String>empty();
        var mode = Optional.<String>empty();
        var maxAge = Optional.<String>empty();
        var mx = 0;
        var body = policy.endsWith("\n")
                ? policy.substring(0, policy.length() - (policy.endsWith("\r\n") ? 2 : 1))
                : policy;
        for (var line : body.split("\r?\n", -1)) {
            var field = POLICY_LINE.matcher(line);
            if (!field.matches()) {
                return false;
            }
            var value = field.group(2);
            switch (field.group(1)) {
                case "version" -> version = version.or(() -> Optional.of(value));
                case "mode" -> mode = mode.or(() -> Optional.of(value));
                case "max_age" -> maxAge = maxAge.or(() -> Optional.of(value));
                case "mx" -> {
                    if (!MX.matcher(value).matches()) {
                        return false;
                    }
                    mx++;
                }
                default -> {}
            }
        }
        return version.equals(Optional.of("STSv1"))
                && mode.filter(List.of("testing", "enforce", "none")::contains).isPresent()
                && maxAge.filter(age -> age.matches("[0-9]{1,10}") && Long.parseLong(age) <= 31_557_600)
                        .isPresent()
                && (mx > 0 || mode.equals(Optional.of("none")));
    }

    @Property
    void anotherBadLineNeverMakesAFileBetter(@ForAll("policyTexts") String policy, @ForAll("policyLines") String line) {
        var before = LINT.policy(ByteString.utf8(policy)).facts();
        var after =
                LINT.policy(ByteString.utf8(policy + "\nx: \t\u0001\n" + line)).facts();
        assertThat(after.validStrict()).isFalse();
        assertThat(after.validLenient() && !before.validLenient()).isFalse();
    }

    @Property
    void aPatternMatchesAsTheRuleSays(@ForAll("names") String pattern, @ForAll("names") String host) {
        // RFC 1035 §5.1: a final dot stands for the root and is no part of the name as compared.
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        var dot = name.indexOf('.');
        var expected = pattern.startsWith("*.")
                ? dot > 0 && name.substring(dot + 1).equals(pattern.substring(2))
                : name.equals(pattern);
        assertThat(LINT.matches(pattern, host))
                .isEqualTo(expected && MX.matcher(pattern).matches());
    }

    @Provide
    Arbitrary<String> recordTexts() {
        var part = Arbitraries.of(
                "v=STSv1",
                "id=",
                "id=a1",
                "id=b-c",
                "a1",
                ";",
                "; ",
                " ;",
                " ",
                "\t",
                "x=1",
                "x=",
                "=",
                "y",
                "_z=1",
                "é",
                "v=STSv1;",
                "id=0123456789012345678901234567890123456789",
                "ID=a",
                "v=TLSRPTv1;",
                "rua=mailto:a@b",
                ",");
        return part.list().ofMaxSize(6).map(parts -> "v=STSv1" + (parts.isEmpty() ? "" : ";") + String.join("", parts));
    }

    @Provide
    Arbitrary<String> policyTexts() {
        var ending = Arbitraries.of("\r\n", "\r\n", "\n", "\n\n", "");
        var lines = policyLines().list().ofMaxSize(4);
        return lines.flatMap(extra -> ending.map(end ->
                List.of("version: STSv1", "mode: enforce", "max_age: 604800", "mx: a.example").stream()
                                .collect(Collectors.joining("\r\n", "", extra.isEmpty() ? end : "\r\n"))
                        + String.join(end.isEmpty() ? "\n" : end, extra)));
    }

    @Provide
    Arbitrary<String> policyLines() {
        return Arbitraries.of(
                "version: STSv2",
                "mode: none",
                "mode:",
                "max_age: 1",
                "mx: *.b.example",
                "mx: b.example.",
                "mx:",
                "mx: 10 b.example",
                "x: 1",
                "x:",
                "x: a\tb",
                "x: é",
                " x: 1",
                "x : 1",
                "junk",
                "",
                " ",
                "\t",
                "# c",
                "Mode: none",
                "x: a\u0001",
                "mx: b.example \t",
                "0123456789012345678901234567890123: 1",
                "\r",
                "x: \u007f");
    }

    @Provide
    Arbitrary<String> names() {
        var label = Arbitraries.of("a", "b", "mail", "*", "x-y", "-", "");
        return label.list().ofMinSize(1).ofMaxSize(4).map(labels -> String.join(".", labels));
    }
}
