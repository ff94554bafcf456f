package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.stsurvey.lab.world.Truth.Status;

/// Policy files that are served well and say nothing that a sender could use (RFC 8461 §3.2).
final class PolicyScenarios {
    private PolicyScenarios() {}

    static List<Scenario> all() {
        return Stream.of(files(), fields(), patterns()).flatMap(List::stream).toList();
    }

    private static List<Scenario> files() {
        return List.of(
                policy("policy-empty", 2, "policy_empty", _ -> ""),
                policy("policy-only-blanks", 0.2, "policy_empty", _ -> " \r\n\r\n"),
                policy("policy-html", 4, "policy_html", _ -> "<!DOCTYPE html><html><body>Not found</body></html>\n"),
                policy("policy-json", 0.3, "policy_json", _ -> "{\"version\": \"STSv1\", \"mode\": \"enforce\"}\n"),
                policy("policy-utf-16", 0.2, "policy_encoding", p -> latin("\ufeff" + p, StandardCharsets.UTF_16LE)),
                policy("policy-not-utf8", 0.1, "policy_not_utf8", p -> p + "x-note: caf\u00e9\r\n"),
                policy("policy-bom", 1, "policy_bom", p -> "\u00ef\u00bb\u00bf" + p),
                policy("policy-eol-cr", 0.2, "policy_eol_cr", p -> p.replace("\r\n", "\r")),
                policy("policy-single-line", 1, "policy_single_line", p -> p.replace("\r\n", " ")),
                policy("policy-indented", 0.3, "policy_leading_whitespace", p -> p.replace("mode:", "  mode:")),
                policy(
                        "policy-space-before-colon",
                        0.3,
                        "policy_space_before_colon",
                        p -> p.replace("mode:", "mode :")),
                policy("policy-no-colon", 0.2, "policy_line_syntax", p -> p.replace("mode:", "mode")));
    }

    private static List<Scenario> fields() {
        return List.of(
                policy(
                        "policy-version-missing",
                        0.5,
                        "policy_version_missing",
                        p -> p.replace("version: STSv1\r\n", "")),
                policy("policy-version-2", 0.2, "policy_version_invalid", p -> p.replace("STSv1", "STSv2")),
                policy("policy-version-lower-case", 0.3, "policy_version_invalid", p -> p.replace("STSv1", "stsv1")),
                policy("policy-mode-missing", 0.5, "policy_mode_missing", p -> p.replaceAll("mode:[^\r]*\r\n", "")),
                policy("policy-mode-field-case", 0.3, "policy_mode_missing", p -> p.replace("mode:", "Mode:")),
                policy(
                        "policy-mode-report",
                        0.3,
                        "policy_mode_invalid",
                        p -> p.replaceAll("mode:[^\r]*", "mode: report")),
                policy(
                        "policy-mode-case",
                        0.3,
                        "policy_mode_invalid",
                        p -> p.replaceAll("mode:[^\r]*", "mode: Enforce")),
                policy(
                        "policy-max-age-missing",
                        0.5,
                        "policy_max_age_missing",
                        p -> p.replaceAll("max_age:[^\r]*\r\n", "")),
                policy("policy-max-age-hyphen", 0.3, "policy_max_age_missing", p -> p.replace("max_age", "max-age")),
                policy(
                        "policy-max-age-unit",
                        0.3,
                        "policy_max_age_invalid",
                        p -> p.replaceAll("max_age:[^\r]*", "max_age: 1w")),
                policy(
                        "policy-max-age-negative",
                        0.1,
                        "policy_max_age_invalid",
                        p -> p.replace("max_age: ", "max_age: -1")));
    }

    private static List<Scenario> patterns() {
        return List.of(
                noPattern("policy-mx-missing", 1, "policy_mx_missing", ""),
                noPattern("policy-mx-typo", 0.3, "policy_mx_missing", "nmx: mail.example.net\r\n"),
                onlyPattern("policy-mx-empty", "policy_mx_empty", ""),
                onlyPattern("policy-mx-trailing-dot", "policy_mx_trailing_dot", "mail.example.net."),
                onlyPattern("policy-mx-leading-dot", "policy_mx_leading_dot", ".example.net"),
                onlyPattern("policy-mx-email", "policy_mx_email", "postmaster@example.net"),
                onlyPattern("policy-mx-url", "policy_mx_url", "https://mail.example.net"),
                onlyPattern("policy-mx-port", "policy_mx_port", "mail.example.net:25"),
                onlyPattern("policy-mx-list", "policy_mx_list", "mx1.example.net, mx2.example.net"),
                onlyPattern("policy-mx-preference", "policy_mx_list", "10 mail.example.net"),
                onlyPattern("policy-mx-ip-literal", "policy_mx_ip_literal", "2001:db8::1"),
                onlyPattern("policy-mx-underscore", "policy_mx_underscore", "mail_1.example.net"),
                onlyPattern("policy-mx-u-label", "policy_mx_u_label", "mail.b\u00c3\u00bccher.example"),
                onlyPattern("policy-mx-wildcard-bare", "policy_mx_wildcard_bare", "*"),
                onlyPattern("policy-mx-wildcard-inside", "policy_mx_wildcard_misplaced", "mail.*.example.net"),
                onlyPattern("policy-mx-edge-hyphen", "policy_mx_syntax", "-mail.example.net"));
    }

    private static String latin(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    private static Scenario policy(String name, double weight, String outcome, UnaryOperator<String> change) {
        return scenario(name, Group.OTHER_FAULT, weight, d -> d.policy(change).truth(outcome, Status.POLICY_INVALID));
    }

    private static Scenario noPattern(String name, double weight, String outcome, String insteadOfPatterns) {
        return scenario(
                name,
                Group.OTHER_FAULT,
                weight,
                d -> d.mode("enforce")
                        .policy("version: STSv1\r\nmode: enforce\r\n" + insteadOfPatterns + "max_age: 86400\r\n")
                        .truth(outcome, Status.POLICY_INVALID));
    }

    private static Scenario onlyPattern(String name, String outcome, String pattern) {
        return noPattern(name, 0.15, outcome, "mx: " + pattern + "\r\n");
    }
}
