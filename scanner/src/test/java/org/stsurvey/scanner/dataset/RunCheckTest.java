package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run is whole if the files show exactly one row for each target; if not, the check says what is wrong and
/// where.
class RunCheckTest {

    @TempDir
    Path folder;

    private LocalPartStore parts;

    @BeforeEach
    void open() throws IOException {
        parts = LocalPartStore.open(folder);
    }

    @Test
    void wholeRunIsCounted() throws IOException {
        part(0, LongStream.range(0, 10));
        part(1, LongStream.range(10, 15));

        var check = RunCheck.of(parts, 15);

        assertThat(check.problems()).isEmpty();
        assertThat(check.ok()).isTrue();
        assertThat(check.rows()).isEqualTo(15);
        assertThat(check.outcomes()).isEqualTo(Map.of("txt_nxdomain", 13L, "policy_ok", 2L));
        assertThat(check.deploymentStatuses()).isEqualTo(Map.of("absent", 13L, "valid_enforce", 2L));
    }

    @Test
    void missingRowsAreNamed() throws IOException {
        part(0, LongStream.of(0, 1, 2, 4, 5));
        part(2, LongStream.range(10, 12));

        var check = RunCheck.of(parts, 15);

        assertThat(check.ok()).isFalse();
        assertThat(check.problems())
                .containsExactly(
                        "ordinal 3 has no row",
                        "ordinals 6 to 9 have no row (4 targets)",
                        "ordinals 12 to 14 have no row (3 targets)");
    }

    @Test
    void rowsTooManyAreNamed() throws IOException {
        part(0, LongStream.of(0, 1, 1));
        part(1, LongStream.of(0, 2, 3));

        assertThat(RunCheck.of(parts, 3).problems())
                .containsExactly(
                        "part-00000.parquet: ordinal 1 has a row already",
                        "part-00001.parquet: ordinal 0 has a row already",
                        "part-00001.parquet: ordinal 3 is none of the 3 targets");
    }

    @Test
    void problemsBeyondTwentyAreCounted() throws IOException {
        part(0, LongStream.iterate(0, ordinal -> ordinal + 2).limit(25));

        assertThat(RunCheck.of(parts, 50).problems())
                .hasSize(21)
                .startsWith("ordinal 1 has no row", "ordinal 3 has no row")
                .endsWith("and 5 more");
    }

    @Test
    void unreadablePartIsNamed() throws IOException {
        part(0, LongStream.range(0, 3));
        Files.writeString(folder.resolve(PartStore.partName(1)), "PAR1 and then nothing that makes sense PAR1");

        assertThat(RunCheck.of(new PartFolder(folder), 6).problems())
                .hasSize(2)
                .first()
                .asString()
                .startsWith(folder.resolve(PartStore.partName(1)) + " cannot be read: ");
    }

    @Test
    void draftsAreNotCounted() throws IOException {
        part(0, LongStream.range(0, 3));
        write(parts.draft(PartStore.partName(1)), LongStream.range(3, 6));

        assertThat(RunCheck.of(parts, 3).ok()).isTrue();
    }

    /// Domains 7 and 13 publish a policy.
    private void part(int index, LongStream ordinals) throws IOException {
        Path draft = parts.draft(PartStore.partName(index));
        write(draft, ordinals);
        parts.publish(draft, PartStore.partName(index), PartVerifier.verify(draft, AnnotatedSchema.OBSERVATION));
    }

    private static void write(Path file, LongStream ordinals) throws IOException {
        var rows = ordinals.mapToObj(n -> n == 7 || n == 13 ? Samples.publishing(n) : Samples.absent(n));
        new PartWriter("test").write(file, rows.iterator());
    }
}
