package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"=cmd()", "+1", "-1", "@SUM(A1)", "\tx"})
    void textThatWouldStartAFormulaGetsAnApostrophe(String text) {
        assertThat(CsvFile.cell(text)).isEqualTo("'" + VisibleText.of(text));
    }

    @Test
    void numbersAreExempt() {
        assertThat(CsvFile.cell(-1L)).isEqualTo("-1");
        assertThat(CsvFile.cell(-0.5)).isEqualTo("-0.5");
    }

    @Test
    void smallSharesHaveNoExponent() {
        assertThat(CsvFile.cell(0.0000124)).isEqualTo("0.0000124");
    }

    @Test
    void separatorsAndQuotesAreQuoted() {
        assertThat(CsvFile.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvFile.cell("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
    }

    @Test
    void controlsBecomeVisible() {
        assertThat(CsvFile.cell("a\r\nb")).isEqualTo("a\\u{d}\\u{a}b");
        assertThat(CsvFile.cell("\t=1")).isEqualTo("'\\u{9}=1");
        assertThat(CsvFile.cell("\u202etxt.exe \u001b]0;x\u0007")).isEqualTo("\\u{202e}txt.exe \\u{1b}]0;x\\u{7}");
    }

    @Test
    void charactersThatTerminalsObeyOrThatReorderTextBecomeVisible() {
        assertThat(CsvFile.cell("\u001b]0;pwn\u0007")).isEqualTo("\\u{1b}]0;pwn\\u{7}");
        assertThat(CsvFile.cell("\0=1")).isEqualTo("'\\u{0}=1");
        assertThat(CsvFile.cell("a\u202etxt.exe")).isEqualTo("a\\u{202e}txt.exe");
        assertThat(CsvFile.cell("\u2066=1\u2069")).isEqualTo("\\u{2066}=1\\u{2069}");
        assertThat(CsvFile.cell("b\u00fccher \u0434\u043e\u043c")).isEqualTo("b\u00fccher \u0434\u043e\u043c");
    }

    @Test
    void nullIsAnEmptyField() {
        assertThat(CsvFile.cell(null)).isEmpty();
    }
}
