package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A target file is whole and as it was written, or it is not opened; any part of it can be read by anybody at any
/// time.
class TargetFileIsSealedTest {
    private static final int NAMES = 3_500;
    private static final List<String> FILES = List.of(
            "_excluded.csv",
            "_excluded_networks.csv",
            "_rejects.csv",
            "_targets.index",
            "_targets.seal",
            "_targets.tsv");

    private final RunFolder run;

    TargetFileIsSealedTest() throws IOException {
        this.run = new RunFolder();
    }

    @BeforeEach
    void prepareAList() throws Exception {
        String list = IntStream.range(0, NAMES)
                .mapToObj(i -> (i + 1) + ",x" + i + ".example\n")
                .collect(Collectors.joining());
        run.prepare(
                PrepareSettings.defaults()
                        .withCitation(new ListCitation(
                                Optional.of("tranco"),
                                Optional.of("XK2N"),
                                Optional.of(LocalDate.of(2026, 11, 1)),
                                Optional.of("https://tranco-list.eu/list/XK2N")))
                        .withSeed(-5),
                list);
    }

    @AfterEach
    void deleteRunFolder() throws Exception {
        run.close();
    }

    @Test
    void thereIsNothingElseInTheRunFolder() throws Exception {
        assertThat(run.fileNames()).isEqualTo(FILES);
    }

    @Test
    void anyRangeCanBeReadByOrdinal() throws Exception {
        TargetFile file = TargetFile.open(run.path);
        List<Target> all = file.read(0, NAMES);

        assertThat(file.size()).isEqualTo(NAMES);
        assertThat(all).hasSize(NAMES);
        assertThat(file.read(0, 1)).isEqualTo(all.subList(0, 1));
        assertThat(file.read(999, 2)).isEqualTo(all.subList(999, 1001));
        assertThat(file.read(1000, 1000)).isEqualTo(all.subList(1000, 2000));
        assertThat(file.read(3499, 10_000)).isEqualTo(all.subList(3499, NAMES));
        assertThat(file.read(NAMES, 5)).isEmpty();
        assertThat(file.read(5, 0)).isEmpty();
        assertThatThrownBy(() -> file.read(NAMES + 1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> file.read(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void manyThreadsMayReadAtOnce() throws Exception {
        TargetFile file = TargetFile.open(run.path);
        List<Target> all = file.read(0, NAMES);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Target>>> reads = IntStream.range(0, 35)
                    .mapToObj(chunk -> threads.submit(() -> file.read(chunk * 100L, 100)))
                    .toList();
            for (int chunk = 0; chunk < reads.size(); chunk++) {
                assertThat(reads.get(chunk).get()).isEqualTo(all.subList(chunk * 100, chunk * 100 + 100));
            }
        }
    }

    @Test
    void whatWasPreparedCanBeOpenedAgainWithAllThatIsKnownOfIt() throws Exception {
        PreparedList again = PreparedList.open(run.path);

        assertThat(again.funnel()).isEqualTo(new Funnel(NAMES, 0, 0, 0, 0, 0, NAMES));
        assertThat(again.seed()).isEqualTo(-5);
        assertThat(again.unit()).isEqualTo(Unit.AS_LISTED);
        assertThat(again.list().name()).isEqualTo("tranco");
        assertThat(again.list().id()).contains("XK2N");
        assertThat(again.list().date()).contains(LocalDate.of(2026, 11, 1));
        assertThat(again.list().url()).contains("https://tranco-list.eu/list/XK2N");
        assertThat(again.readings())
                .containsExactly(new ListReading(
                        "tranco", "none", "comma-separated, rank in field 1, name in field 2", NAMES, 0, NAMES, 0));
        assertThat(again.targets().sha256())
                .isEqualTo(Hashing.sha256()
                        .hashBytes(Files.readAllBytes(run.path.resolve("_targets.tsv")))
                        .toString());
    }

    /// Runs of before labels, panels and several lists go on and are judged anew.
    @Test
    void aSealOfFormat1IsRead() throws Exception {
        Path seal = run.path.resolve("_targets.seal");
        String body = Files.readString(seal)
                .replaceFirst("seal [0-9a-f]+\n$", "")
                .replace("stsurvey-targets 2", "stsurvey-targets 1")
                .replaceAll("(labelled|lists|panel|list-1-(name|read|malformed)) .*\n", "")
                .replace("list-1-", "list-");
        Files.writeString(seal, body + "seal " + Hashing.sha256().hashBytes(RunFolder.bytes(body)) + "\n");

        PreparedList read = PreparedList.open(run.path);
        assertThat(read.list().id()).contains("XK2N");
        assertThat(read.list().sources()).isEmpty();
        assertThat(read.readings())
                .containsExactly(new ListReading(
                        "tranco", "none", "comma-separated, rank in field 1, name in field 2", NAMES, 0, NAMES, 0));
        assertThat(read.targets().read(0, 1)).hasSize(1);
    }

    @Test
    void oneChangedByteInAnyOfItsFilesIsNoticed() throws Exception {
        for (String name : List.of("_targets.tsv", "_targets.index", "_targets.seal")) {
            Path file = run.path.resolve(name);
            byte[] sealed = Files.readAllBytes(file);
            for (int i = 0; i < sealed.length; i += Math.max(1, sealed.length / 20)) {
                byte[] altered = sealed.clone();
                altered[i] ^= 1;
                Files.write(file, altered);
                assertAltered();
            }
            Files.write(file, Arrays.copyOf(sealed, sealed.length - 1));
            assertAltered();
            Files.write(file, new byte[0]);
            assertAltered();
            Files.write(file, sealed);
        }
        TargetFile.open(run.path).verify();
    }

    @Test
    void verifyNoticesAChangeSinceItWasOpened() throws Exception {
        TargetFile file = TargetFile.open(run.path);
        Path targets = run.path.resolve("_targets.tsv");
        Files.writeString(targets, Files.readString(targets).replace("x77.example", "y77.example"));

        assertThatThrownBy(file::verify)
                .isInstanceOf(UnusableListException.class)
                .hasMessageStartingWith("target file " + targets + ": its sha256 is ")
                .hasMessageEndingWith("restore the file or start anew with --restart");
        Files.write(targets, new byte[0]);
        assertThatThrownBy(() -> file.read(0, 1))
                .isInstanceOf(IOException.class)
                .hasMessage("target file changed since it was opened: line of ordinal 0 is \"missing\"");
    }

    @Test
    void aMissingFileIsNoticed() throws Exception {
        Files.delete(run.path.resolve("_targets.index"));
        assertThatThrownBy(() -> TargetFile.open(run.path))
                .isInstanceOf(UnusableListException.class)
                .hasMessageContaining("_targets.index: it is sealed but missing");
    }

    @Test
    void anUnsealedFolderIsNotOpened() throws Exception {
        Files.delete(run.path.resolve("_targets.seal"));
        assertThatThrownBy(() -> TargetFile.open(run.path))
                .isInstanceOf(UnusableListException.class)
                .hasMessage(
                        "run folder " + run.path
                                + ": it holds no sealed target file (_targets.seal), so its list was never prepared to the end; start the scan again");
    }

    @Test
    void sealedTargetsAreNotReplaced() throws Exception {
        assertThatThrownBy(() -> run.prepare(PrepareSettings.defaults(), "example.com\n"))
                .isInstanceOf(UnusableListException.class)
                .hasMessage(
                        "run folder " + run.path
                                + ": it holds sealed targets already, and its rows belong to them; resume that run or start anew with --restart");
        assertThat(TargetFile.open(run.path).size()).isEqualTo(NAMES);
    }

    @Test
    void whatAKilledPreparationLeftIsReplaced() throws Exception {
        Files.delete(run.path.resolve("_targets.seal"));
        Path scratch = Files.createDirectory(run.path.resolve("_tmp_prepare"));
        Files.writeString(scratch.resolve("listed-3.spill"), "left over");

        run.prepare(
                PrepareSettings.defaults().withLimits(PrepareLimits.defaults().withPartitions(8, 1)), "example.com\n");
        assertThat(run.domains()).containsExactly("example.com");
        assertThat(run.fileNames()).isEqualTo(FILES);
    }

    private void assertAltered() {
        assertThatThrownBy(() -> TargetFile.open(run.path)).isInstanceOf(UnusableListException.class);
    }
}
