package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void plainTextOfAnyScriptStaysAsItIs() {
        assertThat(VisibleText.of("Let's Encrypt")).isEqualTo("Let's Encrypt");
        assertThat(VisibleText.of("Zürich · 東京 · Москва · \uD83D\uDE00"))
                .isEqualTo("Zürich · 東京 · Москва · \uD83D\uDE00");
    }

    @Test
    void controlsBecomeVisible() {
        assertThat(VisibleText.of("a\u0000b\rc\u001b[31m\u009bx")).isEqualTo("a\\u{0}b\\u{d}c\\u{1b}[31m\\u{9b}x");
    }

    @Test
    void bidiControlsAndZeroWidthBecomeVisible() {
        assertThat(VisibleText.of("\u202ex\u2069\u200b\ufeff")).isEqualTo("\\u{202e}x\\u{2069}\\u{200b}\\u{feff}");
    }

    @Test
    void loneSurrogatesAndOddSpacesBecomeVisible() {
        assertThat(VisibleText.of("\ud800 \u00a0\u2028")).isEqualTo("\\u{d800} \\u{a0}\\u{2028}");
    }
}
