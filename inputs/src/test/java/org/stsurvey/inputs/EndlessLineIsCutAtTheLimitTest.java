package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Lines are cut from the stream in bounded memory, whatever their length and wherever the buffer ends.
class EndlessLineIsCutAtTheLimitTest {
    private static final long LONG_LINE_BYTES = 128L << 20;

    @Test
    void aLineLongerThanAnyBufferIsRejectedWithItsNumberAndTheOthersAreRead() throws Exception {
        InputStream list = new SequenceInputStream(Collections.enumeration(
                List.of(stream("example.com\n"), new Repeated('a', LONG_LINE_BYTES), stream("\nexample.net\n"))));
        try (RunFolder run = new RunFolder()) {
            PreparedList prepared =
                    new ListPreparation(PrepareSettings.defaults()).prepare(ListSource.standardInput(list), run.path);

            assertThat(prepared.funnel()).isEqualTo(new Funnel(3, 1, 0, 0, 0, 0, 2));
            assertThat(run.rejects()).containsExactly("2,line_too_long,\"" + "a".repeat(200) + "…(134217728 bytes)\"");
        }
    }

    @Test
    void linesEndWithLfOrCrLfOrTheStream() throws Exception {
        assertThat(texts("a\nb\r\n\r\nc\rd\n\ne", 100)).containsExactly("a", "b", "", "c\rd", "", "e");
        assertThat(texts("", 100)).isEmpty();
        assertThat(texts("\n", 100)).containsExactly("");
        assertThat(texts("a\r", 100)).containsExactly("a");
    }

    @Test
    void aLineOfExactlyTheLimitIsWholeAndOneByteMoreIsCut() throws Exception {
        assertThat(lines("abc\nabc\r\nabcd\nabcd\r\n", 3))
                .containsExactly(
                        new RawLine(1, "abc", true, false, 3),
                        new RawLine(2, "abc", true, false, 3),
                        new RawLine(3, "abc", true, true, 4),
                        new RawLine(4, "abc", true, true, 5));
    }

    @Test
    void bytesThatAreNotUtf8AreKeptOneCharacterEach() throws Exception {
        LineReader reader = new LineReader(
                new ByteArrayInputStream(new byte[] {'a', (byte) 0xFF, '\n', (byte) 0xC3, (byte) 0xBC}), 10);
        assertThat(reader.next()).contains(new RawLine(1, "a\u00FF", false, false, 2));
        assertThat(reader.next()).contains(new RawLine(2, "ü", true, false, 2));
        assertThat(reader.next()).isEmpty();
        assertThat(reader.lines()).isEqualTo(2);
    }

    @Test
    void linesAcrossBuffersAreWhole() throws Exception {
        String line = "x".repeat(50_000);
        assertThat(texts((line + "\n").repeat(5), 60_000)).hasSize(5).containsOnly(line);
    }

    private static List<String> texts(String text, int maxLineBytes) throws Exception {
        return lines(text, maxLineBytes).stream().map(RawLine::text).toList();
    }

    private static List<RawLine> lines(String text, int maxLineBytes) throws Exception {
        LineReader reader = new LineReader(stream(text), maxLineBytes);
        List<RawLine> lines = new ArrayList<>();
        for (Optional<RawLine> line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.get());
        }
        return lines;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(RunFolder.bytes(text));
    }

    /// One byte, many times.
    private static final class Repeated extends InputStream {
        private final char value;
        private long left;

        Repeated(char value, long count) {
            this.value = value;
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? value : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = (int) Math.min(left, length);
            Arrays.fill(target, offset, offset + count, (byte) value);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
