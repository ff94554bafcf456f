package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stsurvey.scanner.observation.ByteString;

/// Policy files from public repositories, each with a verdict: `valid`, `fields-ok` (lenient only) or `invalid`.
class RealPoliciesTest {

    private static final Lint LINT = new Lint(Rulebooks.plain());

    @TestFactory
    Stream<DynamicTest> theVerdictOnEveryFileAgrees() {
        return Conformance.rows("real-policies/index.tsv").stream()
                .map(row -> DynamicTest.dynamicTest(row.get("file") + " " + row.get("notes"), () -> {
                    var file = Conformance.file("real-policies/" + row.get("file"));
                    var facts = LINT.policy(ByteString.copyOf(Files.readAllBytes(file)))
                            .facts();
                    var lenient = facts.validLenient() ? "fields-ok" : "invalid";
                    assertThat(facts.validStrict() ? "valid" : lenient).isEqualTo(row.get("verdict"));
                    assertThat(facts.lineEnding()).isEqualTo(row.get("line_ending"));
                }));
    }
}
