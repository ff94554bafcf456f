package org.stsurvey.scanner.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The beginning of a text.
class ExcerptTest {

    private static final String FACE = "\ud83d\ude00";

    @Test
    void whatFitsIsLeftAlone() {
        assertThat(Excerpt.of("abc", 3)).isEqualTo("abc");
        assertThat(Excerpt.of("", 0)).isEmpty();
        assertThat(Excerpt.marked("abc", 3)).isEqualTo("abc");
        assertThat(Excerpt.of(FACE, 2)).isEqualTo(FACE);
    }

    @Test
    void whatDoesNotFitIsCut() {
        assertThat(Excerpt.of("abc", 2)).isEqualTo("ab");
        assertThat(Excerpt.of("abc", 0)).isEmpty();
        assertThat(Excerpt.marked("abc", 2)).isEqualTo("ab…");
    }

    @Test
    void aCharacterIsNeverCutInTwo() {
        assertThat(Excerpt.of("a" + FACE, 2)).isEqualTo("a");
        assertThat(Excerpt.of(FACE + FACE, 2)).isEqualTo(FACE);
        assertThat(Excerpt.of(FACE + "a", 1)).isEmpty();
        assertThat(Excerpt.marked("a" + FACE + "b", 2)).isEqualTo("a…");
        // what was broken before is not ours to mend
        assertThat(Excerpt.of("\ud83da", 1)).isEqualTo("\ud83d");
    }

    @Test
    void textsOfExceptionsErrorsAndFaultsAreCutSo() {
        String text = "x".repeat(199) + FACE.repeat(200);
        assertThat(new DnsAnswer.ExtendedError(1, text).text()).isEqualTo("x".repeat(199));
        assertThat(new ScanFault(ScanFault.Kind.INTERNAL_ERROR, text).message())
                .hasSize(499)
                .endsWith(FACE);
        assertThat(new FetchAttempt(
                                InetAddress.getLoopbackAddress(),
                                FetchAttempt.Stage.TCP,
                                FetchAttempt.End.REFUSED,
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                text,
                                Duration.ZERO)
                        .message())
                .hasSize(499)
                .endsWith(FACE);
    }
}
