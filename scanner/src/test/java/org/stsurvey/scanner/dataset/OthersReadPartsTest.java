package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parts are plain Parquet: parquet-java's own reader, which knows neither our codec nor our schema, reads them,
/// and so does every query that we recommend.
class OthersReadPartsTest {

    @TempDir
    private Path folder;

    private Path part(String name) throws IOException {
        Path file = folder.resolve(name);
        var rows = LongStream.range(0, 100).mapToObj(n -> n % 10 == 7 ? Samples.publishing(n) : Samples.absent(n));
        new PartWriter("test").write(file, rows.iterator());
        return file;
    }

    @Test
    void parquetJavaReadsEveryRow() throws IOException {
        Path merged = folder.resolve("part-00001.parquet");
        PartMerge.merge(
                merged,
                part("part-00000.parquet"),
                new PartFolder(folder),
                List.of(new PartMerge.Replacement(3, "part-00000.parquet", 7)));
        List<Group> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(merged.toUri()))
                .withConf(new Configuration())
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        assertThat(rows).hasSize(100);
        assertThat(rows.get(7).getString("domain", 0)).isEqualTo("publisher-7.example.net");
        assertThat(rows.get(3).getString("domain", 0)).isEqualTo("publisher-7.example.net");
        Group attempt = rows.get(7)
                .getGroup("policy_fetch", 0)
                .getGroup("attempts", 0)
                .getGroup("list", 0)
                .getGroup("element", 0);
        assertThat(attempt.getGroup("http", 0).getString("body", 0)).isEqualTo(Samples.POLICY);
    }

    @Test
    void everyQueryOfTheReadersPageRuns() throws Exception {
        Path run = Files.createDirectories(folder.resolve("observations/list=mine/run=2026-11-01"));
        Files.move(part("part-00000.parquet"), run.resolve("part-00000.parquet"));
        List<String> queries = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("READING.md")))
                .results()
                .map((MatchResult block) -> Objects.requireNonNull(block.group(1)))
                .toList();
        assertThat(queries).hasSizeGreaterThan(2);
        for (String query : queries) {
            String here = query.replace("'observations/", "'" + folder + "/observations/")
                    .strip()
                    .replaceFirst(";$", "");
            assertThat(Duck.query(here)).as(query).isNotEmpty();
        }
    }
}
