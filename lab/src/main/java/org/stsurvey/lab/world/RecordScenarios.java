package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.stsurvey.lab.world.Truth.Status;

/// Records that a sender must not use (RFC 8461 §3.1), before a policy that would be fine.
final class RecordScenarios {
    /// Digits of East Asian typography, in UTF-8, each octet as one character.
    private static final String FULL_WIDTH_2026 =
            new String("\uff12\uff10\uff12\uff16".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    private RecordScenarios() {}

    static List<Scenario> all() {
        return List.of(
                broken("txt-id-with-hyphen", 5, "txt_id_invalid_chars", "v=STSv1; id=20260101-1;"),
                broken("txt-id-with-dots", 1, "txt_id_invalid_chars", "v=STSv1; id=2026.01.01"),
                broken("txt-id-with-space", 0.5, "txt_id_invalid_chars", "v=STSv1; id=2026 01 01"),
                broken("txt-id-missing", 2, "txt_id_missing", "v=STSv1"),
                broken("txt-id-key-case", 0.5, "txt_id_missing", "v=STSv1; ID={id};"),
                broken("txt-id-empty", 0.5, "txt_id_empty", "v=STSv1; id=;"),
                broken("txt-id-too-long", 0.3, "txt_id_too_long", "v=STSv1; id=123456789012345678901234567890123"),
                broken("txt-multiple-records", 1, "txt_multiple_records", "v=STSv1; id=1;", "v=STSv1; id=2;"),
                scenario(
                        "txt-version-missing",
                        Group.OTHER_FAULT,
                        0.3,
                        d -> d.records("id={id};")
                                .truth("txt_version_missing", Status.RECORD_INVALID)
                                .withoutMark()),
                broken("txt-version-2", 0.3, "txt_version_invalid", "v=STSv2; id={id};"),
                broken("txt-version-lower-case", 0.5, "txt_version_invalid", "v=stsv1; id={id};"),
                broken("txt-version-spaced", 0.2, "txt_version_invalid", "v = STSv1; id={id}"),
                broken("txt-version-after-space", 0.3, "txt_version_not_first", " v=STSv1; id={id};"),
                broken("txt-version-last", 0.2, "txt_version_not_first", "id={id}; v=STSv1"),
                broken("txt-version-quoted", 0.3, "txt_version_not_first", "\"v=STSv1; id={id}\""),
                broken("txt-missing-delimiter", 0.5, "txt_missing_delimiter", "v=STSv1 id={id}"),
                broken("txt-comma-delimiter", 0.2, "txt_missing_delimiter", "v=STSv1, id={id}"),
                broken("txt-prefix-discarded", 0.2, "txt_prefix_discarded", "v=STSv1 ; id={id}", "v=spf1 -all"),
                broken(
                        "txt-policy-in-record",
                        0.4,
                        "txt_syntax_invalid",
                        "v=STSv1; id={id}; mx: a.example; mode: testing"),
                broken("txt-empty-field", 0.3, "txt_syntax_invalid", "v=STSv1; id={id};;"),
                broken("txt-non-ascii", 0.2, "txt_non_ascii", "v=STSv1; id=" + FULL_WIDTH_2026));
    }

    private static Scenario broken(String name, double weight, String outcome, String... records) {
        return scenario(name, Group.OTHER_FAULT, weight, d -> d.records(records).truth(outcome, Status.RECORD_INVALID));
    }
}
