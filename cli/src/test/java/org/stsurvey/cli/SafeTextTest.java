package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(SafeText.of("v=STSv1; id=1 – grün 日本")).isEqualTo("v=STSv1; id=1 – grün 日本");
    }

    @Test
    void terminalCommandsAreShownAndNotObeyed() {
        assertThat(SafeText.of("\u001b]0;pwn\u0007\r\b\n\u009b2J"))
                .isEqualTo("\\u{1b}]0;pwn\\u{7}\\u{d}\\u{8}\\u{a}\\u{9b}2J");
    }

    @Test
    void textCannotChangeItsDirection() {
        assertThat(SafeText.of("a\u202eb\u2066c")).isEqualTo("a\\u{202e}b\\u{2066}c");
    }

    @Test
    void invisibleCharactersAreShown() {
        assertThat(SafeText.of("exam\u200bple")).isEqualTo("exam\\u{200b}ple");
        assertThat(SafeText.of("lone \ud800 surrogate")).isEqualTo("lone \\u{d800} surrogate");
    }

    @Test
    void endlessTextIsCut() {
        assertThat(SafeText.of("x".repeat(5000))).isEqualTo("x".repeat(1024) + "…(5000 bytes)");
        assertThat(SafeText.of("x".repeat(1024))).isEqualTo("x".repeat(1024));
    }

    @Test
    void whatIsCutIsCountedInOctetsAndEndsWithAWholeCharacter() {
        assertThat(SafeText.cut("日".repeat(342))).isEqualTo("日".repeat(341) + "…(1026 bytes)");
        assertThat(SafeText.cut("x" + "\ud83d\ude00".repeat(256)))
                .isEqualTo("x" + "\ud83d\ude00".repeat(255) + "…(1025 bytes)");
    }
}
