package org.stsurvey.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 100",
        "0.5678, 56.8",
        "0.0999, 9.99",
        "0.1, 10.0",
        "0.02715, 2.72",
        "0.00895, 0.90",
        "0.0008, 0.080",
        "0.000124, 0.012",
        "0.0000012, 0.00012",
        "0.99996, 100"
    })
    void sharesKeepAsManyDigitsAsSayMuch(double share, String expected) {
        assertThat(Display.percent(share)).isEqualTo(expected + "\u202f%");
    }

    @Test
    void countsAreGrouped() {
        assertThat(Display.count(1234567)).isEqualTo("1,234,567");
        assertThat(Display.of(16, 1543)).isEqualTo("16 of 1,543");
    }

    @Test
    void intervalHasOneUnitAndAbsentOneIsADash() {
        assertThat(Display.interval(OptionalDouble.of(0.0157), OptionalDouble.of(0.0194)))
                .isEqualTo("1.57–1.94\u202f%");
        assertThat(Display.interval(OptionalDouble.empty(), OptionalDouble.empty()))
                .isEqualTo("–");
    }

    @Test
    void differencesAreInPointsWithASign() {
        assertThat(Display.points(0.0015)).isEqualTo("+0.15\u202fpp");
        assertThat(Display.points(-0.012)).isEqualTo("−1.20\u202fpp");
        assertThat(Display.points(0)).isEqualTo("±0\u202fpp");
    }

    @Test
    void cutKeepsWholeCharacters() {
        assertThat(Display.cut("abc", 3)).isEqualTo("abc");
        assertThat(Display.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab\uD83D\uDE00…");
    }
}
