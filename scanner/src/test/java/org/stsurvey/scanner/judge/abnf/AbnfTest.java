package org.stsurvey.scanner.judge.abnf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The core rules of RFC 5234 at their bounds, and octets made readable.
class AbnfTest {

    @Test
    void lettersAndDigitsAreThoseOfAscii() {
        assertThat("azAZ09".chars().allMatch(c -> Abnf.isAlphaOrDigit((char) c)))
                .isTrue();
        assertThat("`{@[/:_é".chars().anyMatch(c -> Abnf.isAlphaOrDigit((char) c)))
                .isFalse();
        assertThat(Abnf.isDigits("")).isFalse();
        assertThat(Abnf.isDigits("0129")).isTrue();
        assertThat(Abnf.isDigits("1٢")).isFalse();
    }

    @Test
    void controlsAreBelowTheSpaceAndDelete() {
        assertThat("\u0000\u001f\u007f\t".chars().allMatch(c -> Abnf.isCtl((char) c)))
                .isTrue();
        assertThat(" ~\u0080".chars().anyMatch(c -> Abnf.isCtl((char) c))).isFalse();
    }

    @Test
    void aValueIsWhatTheGrammarOfRecordsSays() {
        assertThat(Abnf.isRecordExtensionValue("!:<>~")).isTrue();
        for (var octet : new char[] {' ', ';', '=', 0x7f, '\t', 0x80}) {
            assertThat(Abnf.isRecordExtensionValue("a" + octet))
                    .as("%x", (int) octet)
                    .isFalse();
        }
        assertThat(Abnf.isRecordExtensionValue("")).isFalse();
    }

    @Test
    void octetsAreReadAsUtf8() {
        assertThat(Abnf.readable(octets("café"))).isEqualTo("café");
        assertThat(Abnf.readable("a\u00ff")).isEqualTo("a\ufffd");
    }

    @Test
    void whatIsTooLongIsCutInFrontOfACharacter() {
        assertThat(Abnf.readable("x".repeat(200))).hasSize(200);
        assertThat(Abnf.readable("x".repeat(201))).hasSize(200);
        assertThat(Abnf.readable(octets("ab€"), 2)).isEqualTo("ab");
        assertThat(Abnf.readable(octets("ab€"), 3)).isEqualTo("ab");
        assertThat(Abnf.readable(octets("ab€"), 4)).isEqualTo("ab");
        assertThat(Abnf.readable(octets("ab€"), 5)).isEqualTo("ab€");
        assertThat(Abnf.readable(octets("ab\ud83d\ude00c"), 5)).isEqualTo("ab");
        assertThat(Abnf.readable(octets("ab\ud83d\ude00c"), 6)).isEqualTo("ab\ud83d\ude00");
        // no UTF-8 at all: the cut stays near its place
        assertThat(Abnf.readable("\u0080".repeat(10), 8)).hasSize(5);
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
