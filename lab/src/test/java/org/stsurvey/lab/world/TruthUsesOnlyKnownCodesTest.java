package org.stsurvey.lab.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TruthUsesOnlyKnownCodesTest {
    private static final Path CODES = Path.of("..", "..", "shared", "conformance", "codes.tsv");

    private static Set<Truth> truths() throws IOException {
        return World.of(
                        new Population.Generated(4_000),
                        new Laws(1, Adoption.everywhere(0.5), true, 0),
                        new Loopback(128, true))
                .residents()
                .map(Resident::truth)
                .collect(Collectors.toSet());
    }

    @Test
    void codesAreThoseOfTheConformanceTable() throws IOException {
        assumeTrue(Files.exists(CODES), "there is no " + CODES.toAbsolutePath().normalize());
        Set<String> known = Files.readAllLines(CODES).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf('\t')))
                .collect(Collectors.toSet());
        for (Truth truth : truths()) {
            assertThat(known).contains(truth.tlsRpt());
            truth.mxAlignment().ifPresent(code -> assertThat(known).contains(code));
            if (!truth.outcome().equals("ok")) {
                assertThat(known).contains(truth.outcome());
            }
        }
    }

    @Test
    void atLeastAHundredOutcomesOccur() throws IOException {
        assertThat(truths().stream().map(Truth::outcome).distinct()).hasSizeGreaterThan(90);
    }

    @Test
    void onlyUsablePoliciesHaveAModeAndAnAlignment() throws IOException {
        for (Truth truth : truths()) {
            boolean usable = truth.deploymentStatus().usable();
            assertThat(truth.mode().isPresent()).isEqualTo(usable);
            assertThat(truth.maxAgeSeconds().isPresent()).isEqualTo(usable);
            assertThat(truth.mxAlignment().isPresent()).isEqualTo(usable);
            assertThat(usable && truth.recordId().isEmpty()).isFalse();
        }
    }

    @Test
    void outcomesAndStatusesGoTogether() throws IOException {
        for (Truth truth : truths()) {
            String stage = truth.outcome().replaceFirst("_.*", "");
            assertThat(
                            switch (truth.deploymentStatus()) {
                                case RECORD_INVALID, ABSENT -> stage.equals("txt");
                                case POLICY_UNREACHABLE ->
                                    Set.of("host", "tcp", "tls", "http").contains(stage);
                                case POLICY_INVALID -> stage.equals("policy");
                                case ENFORCE_CONFLICT -> truth.outcome().equals("mx_none_covered");
                                case VALID_ENFORCE, VALID_TESTING, VALID_NONE ->
                                    Set.of("ok", "mx_lookup_indeterminate").contains(truth.outcome());
                                case INDETERMINATE -> !truth.outcome().equals("ok");
                            })
                    .as("%s", truth)
                    .isTrue();
        }
    }
}
