package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packed lists are read whole or refused: never in part.
class PackedListsTest {
    private static final PrepareSettings SETTINGS = PrepareSettings.defaults();
    private static final byte[] LIST = RunFolder.bytes("1,example.com\n2,example.net\n");
    private static final byte[] MORE = RunFolder.bytes("3,example.org\n");

    @Test
    void gzipIsToldByItsBytesWhateverItsName(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("top.csv"), RunFolder.gzip(LIST));
        try (RunFolder run = new RunFolder()) {
            PreparedList prepared = new ListPreparation(SETTINGS).prepare(ListSource.of(file), run.path);
            assertThat(prepared.readings().getFirst().packing()).isEqualTo("gzip");
            assertThat(prepared.list().name()).isEqualTo("top");
            assertThat(run.domains()).containsExactlyInAnyOrder("example.com", "example.net");
        }
    }

    @Test
    void theDigestIsOfTheBytesAsGiven() throws Exception {
        byte[] packed = RunFolder.gzip(LIST);
        try (RunFolder run = new RunFolder()) {
            assertThat(run.prepare(SETTINGS, packed).list().sha256())
                    .isEqualTo(Hashing.sha256().hashBytes(packed).toString());
        }
    }

    @Test
    void allMembersOfAGzipFileAreRead() throws Exception {
        reads(Bytes.concat(RunFolder.gzip(LIST), RunFolder.gzip(MORE)), "example.com", "example.net", "example.org");
    }

    @Test
    void oneFileInAZipIsRead() throws Exception {
        reads(RunFolder.zip(LIST, "top-1m.csv"), "example.com", "example.net");
        reads(RunFolder.zip(LIST, "folder/", "folder/top-1m.csv"), "example.com", "example.net");
    }

    @Test
    void aZipOfSeveralFilesOrNoneIsRefused() throws Exception {
        refused(
                RunFolder.zip(LIST, "a.csv", "../b\u001B.csv"),
                "list -: is a zip archive of several files (\"a.csv\", \"../b\\u{1B}.csv\", ...); unpack it and give one of them");
        refused(RunFolder.zip(LIST, "folder/"), "list -: is a zip archive without a file in it");
        refused(RunFolder.zip(LIST), "list -: is a zip archive without a file in it");
    }

    @Test
    void gzipCutAnywhereIsRefused() throws Exception {
        byte[] packed = RunFolder.gzip(manyNames(2_000));
        for (int length = 3; length < packed.length; length += length < 30 || length > packed.length - 30 ? 1 : 97) {
            refusedAsDamaged(Arrays.copyOf(packed, length));
        }
    }

    @Test
    void zipCutAnywhereIsRefusedEvenIfItsFileIsWhole() throws Exception {
        byte[] packed = RunFolder.zip(manyNames(2_000), "top.csv");
        int directory = Bytes.indexOf(packed, HexFormat.of().parseHex("504b0102"));
        for (int length = 4; length < packed.length; length += length < 60 || length > directory - 30 ? 1 : 97) {
            refused(SETTINGS, Arrays.copyOf(packed, length), "");
        }
        refused(
                Arrays.copyOf(packed, packed.length - 1),
                "list - after line 2000: ends in the middle of its packed data, like an unfinished download; fetch it again");
    }

    @Test
    void aZipMayEndWithAComment() throws Exception {
        byte[] packed = RunFolder.zip(LIST, "top.csv");
        byte[] comment = "x".repeat(0xFFFF).getBytes(StandardCharsets.US_ASCII);
        byte[] commented = Bytes.concat(Arrays.copyOf(packed, packed.length - 2), new byte[] {-1, -1}, comment);
        reads(commented, "example.com", "example.net");
        refused(SETTINGS, Arrays.copyOf(commented, commented.length - 1), "");
        refused(
                Bytes.concat(Arrays.copyOf(packed, packed.length - 22), new byte[2 << 20]),
                "list -: is a zip archive with a long tail that is no directory; unpack it first");
    }

    @Test
    void aTruncatedArchiveIsNamedWithTheLineReached() throws Exception {
        byte[] packed = RunFolder.gzip(manyNames(20_000));
        refused(
                Arrays.copyOf(packed, packed.length - 4),
                "list - after line 20000: ends in the middle of its packed data, like an unfinished download; fetch it again");
    }

    @Test
    void damagedBytesAreRefused() throws Exception {
        byte[] packed = RunFolder.gzip(manyNames(2_000));
        packed[packed.length - 6] ^= 1;
        refusedAsDamaged(packed);
    }

    @Test
    void bytesAfterAGzipMemberAreRefusedAndNotDropped() throws Exception {
        refused(
                Bytes.concat(RunFolder.gzip(LIST), MORE),
                "list -: has 14 bytes after its gzip data that are no gzip data; fetch it again");
        refused(
                Bytes.concat(RunFolder.gzip(LIST), new byte[] {0x1F}),
                "list -: has 1 bytes after its gzip data that are no gzip data; fetch it again");
        byte[] broken = RunFolder.gzip(MORE);
        broken[2] = 7;
        refusedAsDamaged(Bytes.concat(RunFolder.gzip(LIST), RunFolder.gzip(LIST), broken));
    }

    @Test
    void bombsAreStoppedAtTheirExpansion() throws Exception {
        PrepareSettings settings = SETTINGS.withLimits(PrepareLimits.defaults().withMaxExpansion(100, 1 << 20));
        byte[] bomb = Bytes.concat(LIST, RunFolder.bytes("\n".repeat(4 << 20)));
        String message =
                "unpacks to more than 100 times its size (limit maxExpansion), like a decompression bomb; if it truly is a list, unpack it first";
        refused(settings, RunFolder.gzip(bomb), message);
        refused(settings, RunFolder.zip(bomb, "top.csv"), message);
    }

    @Test
    void endlessListsAreStoppedAtTheirLength() throws Exception {
        PrepareSettings settings = SETTINGS.withLimits(PrepareLimits.defaults().withMaxUnpackedBytes(1_000));
        refused(
                settings,
                manyNames(1_000),
                "is longer than 1000 bytes unpacked (limit maxUnpackedBytes); if it truly is a list, split it");
    }

    @Test
    void zstdCutAnywhereIsRefused() throws Exception {
        byte[] packed = Zstd.compress(manyNames(2_000));
        for (int length = 5; length < packed.length; length += length < 30 || length > packed.length - 30 ? 1 : 97) {
            refusedAsDamaged(Arrays.copyOf(packed, length));
        }
        refused(
                Arrays.copyOf(packed, packed.length - 1),
                "ends in the middle of its packed data, like an unfinished download; fetch it again");
    }

    @Test
    void damagedZstdIsRefused() throws Exception {
        byte[] packed = Zstd.compress(manyNames(2_000));
        packed[20] ^= 0x55;
        refusedAsDamaged(packed);
        refusedAsDamaged(Bytes.concat(Zstd.compress(LIST), MORE));
    }

    /// RFC 8878 §3.1.1.1.2: the window descriptor of this frame asks for 2 GiB.
    @Test
    void aZstdFrameThatAsksForTooMuchMemoryIsRefused() throws Exception {
        refused(
                HexFormat.of().parseHex("28b52ffd04a80100" + "0061"),
                "list -: needs over 128 MiB of memory to be unpacked (zstd --long); pipe it in: zstd -dc --long=31 LIST | stsurvey scan -");
    }

    @Test
    void aZstdBombIsStopped() throws Exception {
        PrepareSettings settings = SETTINGS.withLimits(PrepareLimits.defaults().withMaxExpansion(200, 1 << 20));
        refused(
                settings,
                Zstd.compress(new byte[64 << 20]),
                "unpacks to more than 200 times its size (limit maxExpansion), like a decompression bomb; if it truly is a list, unpack it first");
    }

    @Test
    void packingsThatAreNotReadAreNamedWithTheWayRound() throws Exception {
        refused(
                HexFormat.of().parseHex("fd377a585a000004"),
                "list -: is packed with xz, which is not read here; pipe it in: xz -dc LIST | stsurvey scan -");
        refused(
                HexFormat.of().parseHex("425a6839314159265359aa"),
                "list -: is packed with bzip2, which is not read here; pipe it in: bzip2 -dc LIST | stsurvey scan -");
    }

    @Test
    void namesThatBeginLikeAPackingAreNames() throws Exception {
        reads(RunFolder.bytes("PKO.example\nBZh.example\n"), "pko.example", "bzh.example");
    }

    @Test
    void whatIsNoTextIsRefused() throws Exception {
        refused(
                HexFormat.of().parseHex("7f454c46020101000a00010a616263"),
                "list -: is no text: 2 of its first 3 lines, from line 1 on, hold control characters or bytes that are not UTF-8; a list is text, plain or in gzip, zip or zstd");
        refused(
                RunFolder.gzip("example.com\n".getBytes(StandardCharsets.UTF_16LE)),
                "list -: is no text: 2 of its first 2 lines, from line 1 on, hold control characters or bytes that are not UTF-8; a list is text, plain or in gzip, zip or zstd");
        refused(
                "example.com\n".getBytes(StandardCharsets.UTF_16),
                "list -: is UTF-16, and a list must be UTF-8; pipe it in: iconv -f UTF-16 -t UTF-8 LIST | stsurvey scan -");
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("missing.csv");
        try (RunFolder run = new RunFolder()) {
            assertThatThrownBy(() -> new ListPreparation(SETTINGS).prepare(ListSource.of(missing), run.path))
                    .isInstanceOf(UnusableListException.class)
                    .hasMessage("list " + missing + ": does not exist; check the path");
            assertThatThrownBy(() -> new ListPreparation(SETTINGS).prepare(ListSource.of(folder), run.path))
                    .isInstanceOf(UnusableListException.class)
                    .hasMessageStartingWith("list " + folder + ": cannot be read (Is a directory)");
        }
    }

    private static byte[] manyNames(int count) {
        return RunFolder.bytes(IntStream.rangeClosed(1, count)
                .mapToObj(i -> i + ",x" + Integer.toHexString(i * 0x9E3779B9) + ".example\n")
                .collect(Collectors.joining()));
    }

    private static void reads(byte[] list, String... domains) throws Exception {
        try (RunFolder run = new RunFolder()) {
            run.prepare(SETTINGS, list);
            assertThat(run.domains()).containsExactlyInAnyOrder(domains);
        }
    }

    private static void refused(byte[] list, String message) throws Exception {
        refused(SETTINGS, list, message);
    }

    private static void refused(PrepareSettings settings, byte[] list, String messageEnd) throws Exception {
        try (RunFolder run = new RunFolder()) {
            assertThatThrownBy(() -> run.prepare(settings, list))
                    .isInstanceOf(UnusableListException.class)
                    .hasMessageStartingWith("list -")
                    .hasMessageEndingWith(messageEnd);
            assertThat(run.fileNames()).isEmpty();
        }
    }

    private static void refusedAsDamaged(byte[] list) throws Exception {
        refused(list, "; fetch it again");
    }
}
