package org.stsurvey.scanner.judge.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The mx lines' patterns, RFC 8461 §3.2 and §4.1.
class MxPatternTest {

    private static final String LABEL_63 = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.com",
                "*.example.com",
                "MAIL.Example.COM",
                "localhost",
                "*.com",
                "1.example",
                "a-b.example",
                "xn--mx-lka.example",
                "192.0.2.1",
                "192.0.2.256",
                "mta-sts.example.com"
            })
    void whatTheGrammarDerivesIsAPattern(String value) {
        assertThat(MxPattern.parse(value)).isInstanceOf(MxPattern.Valid.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", policy_mx_empty",
                "mail.example.com., policy_mx_trailing_dot",
                "*.example.com., policy_mx_trailing_dot",
                "mx_1.example.com., policy_mx_trailing_dot",
                ".example.com, policy_mx_leading_dot",
                "postmaster@example.com, policy_mx_email",
                "https://mail.example.com, policy_mx_url",
                "mail.example.com/, policy_mx_url",
                "/mail, policy_mx_url",
                "@mail, policy_mx_email",
                ":25, policy_mx_port",
                "a::b::x, policy_mx_syntax",
                "[::1], policy_mx_ip_literal",
                "[192.0.2.256], policy_mx_syntax",
                "mail.example.com:25, policy_mx_port",
                "*.example.com:25, policy_mx_port",
                "\"a.example, b.example\", policy_mx_list",
                "\"a.example,b.example\", policy_mx_list",
                "a.example b.example, policy_mx_list",
                "a.example;b.example, policy_mx_list",
                "10 a.example, policy_mx_list",
                "[192.0.2.1], policy_mx_ip_literal",
                "[IPv6:2001:db8::1], policy_mx_ip_literal",
                "2001:db8::1, policy_mx_ip_literal",
                "::ffff:192.0.2.1, policy_mx_ip_literal",
                "mx_1.example.com, policy_mx_underscore",
                "*._x.example.com, policy_mx_underscore",
                "möx.example, policy_mx_u_label",
                "*, policy_mx_wildcard_bare",
                "*., policy_mx_wildcard_bare",
                "mail.*.example.com, policy_mx_wildcard_misplaced",
                "*.*.example.com, policy_mx_wildcard_misplaced",
                "**.example.com, policy_mx_wildcard_misplaced",
                "mail*.example.com, policy_mx_wildcard_misplaced",
                "*mail.example.com, policy_mx_wildcard_misplaced",
                "mail.example.*, policy_mx_wildcard_misplaced",
                "., policy_mx_syntax",
                ".., policy_mx_syntax",
                "https://user@mail.example.com/, policy_mx_url",
                "a.example.., policy_mx_syntax",
                "fe80::1%eth0, policy_mx_ip_literal",
                "[fe80::1%1], policy_mx_ip_literal",
                "dead:beef, policy_mx_syntax",
                "192.0.2.1:25, policy_mx_port",
                "mailto:postmaster@example.com, policy_mx_email",
                "a..example, policy_mx_syntax",
                "-a.example, policy_mx_syntax",
                "a-.example, policy_mx_syntax",
                "[mx], policy_mx_syntax",
                "\"mail.example.com,\", policy_mx_syntax",
                "a.example # primary, policy_mx_syntax",
                "a.example // primary, policy_mx_syntax",
                "a.example:smtp, policy_mx_syntax"
            })
    void everythingElseIsNamedForWhatItIs(String value, String code) {
        assertThat(code(value)).isEqualTo(code);
    }

    @Test
    void controlCharactersAreNoSeparators() {
        assertThat(code("a.example\rb: c")).isEqualTo("policy_mx_syntax");
        assertThat(code("a.example\tb.example")).isEqualTo("policy_mx_list");
    }

    @Test
    void aNameThatIsTooLongForTheDnsIsCoveredByNothing() {
        assertThat(MxPattern.matches("*.example.com", "ü".repeat(2_000) + ".example.com"))
                .isFalse();
        assertThat(MxPattern.matches("*.example.com", "xn--a".repeat(20_000) + "ü.example.com"))
                .isFalse();
        assertThat(MxPattern.matches("mail.example.com", "ü".repeat(1_001))).isFalse();
    }

    @Test
    void lengthsAreThoseOfTheDns() {
        assertThat(MxPattern.parse(LABEL_63 + ".example")).isInstanceOf(MxPattern.Valid.class);
        assertThat(code("a" + LABEL_63 + ".example")).isEqualTo("policy_mx_syntax");
        var name253 = "%s.%s.%s.%s".formatted(LABEL_63, LABEL_63, LABEL_63, "a".repeat(61));
        assertThat(MxPattern.parse(name253)).isInstanceOf(MxPattern.Valid.class);
        assertThat(code(name253 + "a")).isEqualTo("policy_mx_syntax");
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com, mail.example.com",
        "mail.example.com, MAIL.example.COM",
        "MAIL.example.com, mail.example.com",
        "mail.example.com, mail.example.com.",
        "*.example.com, mail.example.com",
        "*.example.com, MAIL.EXAMPLE.COM.",
        "*.com, example.com",
        "*.xn--mnchen-3ya.example, mx.münchen.example",
        "mx.xn--fa-hia.example, mx.faß.example"
    })
    void aPatternCoversTheNameOrExactlyOneLabelMore(String pattern, String host) {
        assertThat(MxPattern.matches(pattern, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*.example.com, example.com",
        "*.example.com, foo.bar.example.com",
        "*.example.com, .example.com",
        "*.example.com, mailxexample.com",
        "*.example.com, mail.example.com.evil.test",
        "mail.example.com, mail.example.org",
        "mail.example.com, mailxexample.com",
        "mail.example.com, a.mail.example.com",
        // what is no pattern covers nothing
        "mail.example.com., mail.example.com",
        "*, mail.example.com",
        "*., mail.example.com",
        "mail.*.com, mail.example.com",
        "mx_1.example.com, mx_1.example.com",
        "*.münchen.example, mx.münchen.example",
        "xn--aca-6ma.com, naca.com"
    })
    void nothingElseIsCovered(String pattern, String host) {
        assertThat(MxPattern.matches(pattern, host)).isFalse();
    }

    private static String code(String value) {
        return MxPattern.parse(value) instanceof MxPattern.Invalid(var fault) ? fault.code() : "valid";
    }
}
