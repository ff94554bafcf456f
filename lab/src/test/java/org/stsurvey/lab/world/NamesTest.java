package org.stsurvey.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {
    private static List<String> names(NameTable table) {
        return IntStream.range(0, table.size()).mapToObj(table::name).toList();
    }

    @Test
    void theLongestSuffixIsFound() {
        var table = new NameTable();
        table.add("example.com", 1);
        table.add("mail.example.com", 2);
        table.add("com", 3);
        assertThat(table.longestSuffix("mta-sts.mail.example.com")).isEqualTo(1);
        assertThat(table.longestSuffix("mta-sts.example.com")).isEqualTo(0);
        assertThat(table.longestSuffix("notexample.com")).isEqualTo(2);
        assertThat(table.longestSuffix("example.org")).isEqualTo(NameTable.MISSING);
    }

    @Test
    void manyNamesAreFoundAgainAndNoneTwice() {
        var table = new NameTable();
        for (int i = 0; i < 50_000; i++) {
            assertThat(table.add("name-" + i + ".example", i)).isTrue();
        }
        for (int i = 0; i < 50_000; i += 7) {
            assertThat(table.add("name-" + i + ".example", i)).isFalse();
            assertThat(table.rank(table.find("name-" + i + ".example"))).isEqualTo(i);
        }
    }

    @Test
    void rankedAndPlainLinesAreReadAndMalformedOnesSkipped() {
        var lines = List.of(
                "3,Example.COM.",
                "plain.example",
                "x,rank.example",
                "4,two words",
                "5,a..b",
                "6,",
                "7,example.com",
                "8,under_score.example",
                "9,münchen.example",
                "",
                "10," + "a".repeat(64) + ".example");
        NameTable table = NameSource.read(new Population.Named(lines));
        assertThat(names(table)).containsExactly("example.com", "plain.example", "under_score.example");
        assertThat(List.of(table.rank(0), table.rank(1), table.rank(2))).containsExactly(3, 2, 8);
    }

    @Test
    void zippedListsAreReadLikeOthers(@TempDir Path folder) throws IOException {
        Path plain = folder.resolve("list.csv");
        Path zipped = folder.resolve("list.csv.gz");
        Files.writeString(plain, "1,a.example\r\n2,b.example\n");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(Files.readString(plain).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(names(NameSource.read(new Population.Listed(zipped))))
                .isEqualTo(names(NameSource.read(new Population.Listed(plain))))
                .containsExactly("a.example", "b.example");
    }
}
