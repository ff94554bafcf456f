package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `_publishers.parquet` is read in place of the parts where it holds what they hold, and passed over where not.
class PublishersBesideThePartsTest {

    private static final String RUN = "2026-11-01";

    @TempDir
    Path folder;

    /// Writes a run with a file of publishers whose policies have another mode than in the parts, so that the
    /// tables show which of the two was read.
    private void write(String name, String query, Optional<String> digest) throws Exception {
        try (var sample = new SampleDataset(folder.resolve(name))) {
            sample.draw(600, "beside", true, 30)
                    .change("UPDATE sample SET policy = struct_update(policy, mode := 'testing') WHERE published")
                    .write("tranco", RUN, "{}");
            Path run = sample.folder("tranco", RUN);
            StringBuilder sums = new StringBuilder();
            List<String> files = new ArrayList<>();
            for (String part : List.of("part-00000.parquet", "part-00001.parquet")) {
                byte[] bytes = Files.readAllBytes(run.resolve(part));
                sums.append(Digest.of(bytes)).append("  ").append(part).append('\n');
                files.add("{\"path\":\"%s\",\"bytes\":%d,\"sha256\":\"%s\"}"
                        .formatted(part, bytes.length, Digest.of(bytes)));
            }
            Files.writeString(
                    run.resolve("_manifest.json"),
                    SampleDataset.manifest("tranco", RUN, 600)
                            .strip()
                            .replaceFirst("\\}$", ",\"files\":[" + String.join(",", files) + "]}"));
            String parts = digest.orElse(Digest.of(sums.toString().getBytes(StandardCharsets.UTF_8)));
            sample.change(
                    "COPY (SELECT * REPLACE (struct_update(policy, mode := 'enforce') AS policy) FROM sample WHERE "
                            + query + ") TO '" + run.resolve("_publishers.parquet")
                            + "' (FORMAT parquet, KV_METADATA {'stsurvey.parts': '" + parts + "'})");
        }
    }

    private List<String> modes(String name) throws Exception {
        new Aggregation(new AggregationSettings(2, 512)).run(folder.resolve(name), folder.resolve(name + "-tables"));
        return Recount.table(folder.resolve(name + "-tables"), "provider_modes").stream()
                .filter(row -> !"0".equals(row.get("domains")))
                .map(row -> row.getOrDefault("mode", ""))
                .distinct()
                .toList();
    }

    @Test
    void isReadWhereItWasMadeOfTheseParts() throws Exception {
        write("mirror", "published", Optional.empty());
        assertThat(modes("mirror")).containsExactly("enforce");
    }

    @Test
    void isPassedOverWhereItWasMadeOfOtherParts() throws Exception {
        write("others", "published", Optional.of("0".repeat(64)));
        assertThat(modes("others")).containsExactly("testing");
    }

    @Test
    void isPassedOverWhereARowIsMissing() throws Exception {
        write("fewer", "published AND ordinal > 40", Optional.empty());
        assertThat(modes("fewer")).containsExactly("testing");
    }

    @Test
    void isPassedOverWhereTheFolderHoldsAnotherPart() throws Exception {
        write("more", "published", Optional.empty());
        Path run = folder.resolve("more/observations/list=tranco/run=" + RUN);
        Files.move(run.resolve("part-00001.parquet"), run.resolve("part-00002.parquet"));
        assertThat(modes("more")).containsExactly("testing");
    }

    @Test
    void aManifestThatNamesFilesElsewhereIsNotFollowed() throws Exception {
        write("elsewhere", "published", Optional.empty());
        Path manifest = folder.resolve("elsewhere/observations/list=tranco/run=" + RUN + "/_manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("part-00000.parquet", "../part-00000.parquet"));
        assertThat(modes("elsewhere")).containsExactly("testing");
    }
}
