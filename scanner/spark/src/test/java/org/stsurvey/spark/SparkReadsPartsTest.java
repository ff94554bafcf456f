package org.stsurvey.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Spark reads a dataset as it is, in the way that READING.md shows: by default the checked-in run of the first month,
/// or what `-Dstsurvey.data` names, such as runs of several schema versions beside each other.
class SparkReadsPartsTest {

    private static final Path DATA =
            Path.of(System.getProperty("stsurvey.data", "../src/test/resources/org/stsurvey/scanner/run/month-1"));

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SparkSession spark;

    @BeforeAll
    static void readTheParts() throws IOException {
        spark = SparkSession.builder()
                .appName("stsurvey")
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
        spark.read()
                .option("mergeSchema", "true")
                .option("basePath", DATA.resolve("observations").toString())
                .parquet(DATA.resolve("observations") + "/*/*/part-*.parquet")
                .createOrReplaceTempView("rows");
        // Spark itself passes over whatever begins with an underscore.
        spark.read().json(spark.createDataset(manifests(), Encoders.STRING())).createOrReplaceTempView("manifests");
    }

    private static List<String> manifests() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(DATA.resolve("observations"), FileVisitOption.FOLLOW_LINKS)) {
            for (Path manifest :
                    files.filter(file -> file.endsWith("_manifest.json")).toList()) {
                texts.add(Files.readString(manifest).replace('\n', ' '));
            }
        }
        return texts;
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    private static List<String> sql(String query) {
        Dataset<Row> result = spark.sql(query);
        return result.collectAsList().stream().map(row -> row.mkString("|")).toList();
    }

    @Test
    void everyRowIsThereUnderItsListAndRun() {
        Map<String, Long> counted = new TreeMap<>();
        spark.sql("SELECT run, count(*) FROM rows GROUP BY run")
                .collectAsList()
                .forEach(row -> counted.put(row.get(0).toString(), row.getLong(1)));
        Map<String, Long> told = new TreeMap<>();
        spark.sql("SELECT run, sum(rows) FROM manifests GROUP BY run")
                .collectAsList()
                .forEach(row -> told.put(row.getString(0), row.getLong(1)));
        assertThat(counted).isEqualTo(told).isNotEmpty();
        assertThat(sql("SELECT count(*) FROM rows WHERE list IS NULL OR domain IS NULL"))
                .containsExactly("0");
    }

    @Test
    void statusesAreThoseOfTheManifests() {
        long valid = spark.sql("SELECT count(*) FROM rows WHERE deployment_status = 'valid_enforce'")
                .first()
                .getLong(0);
        long told = spark.sql("SELECT sum(deployment_status.valid_enforce) FROM manifests")
                .first()
                .getLong(0);
        assertThat(valid).isEqualTo(told).isPositive();
    }

    @Test
    void nestedColumnsAreRead() {
        assertThat(sql("SELECT count(*) > 0 FROM (SELECT explode(findings) AS finding FROM rows WHERE published)"
                        + " WHERE finding.code = 'policy_ok' AND finding.severity = 'ok'"))
                .containsExactly("true");
        assertThat(sql("SELECT count(*) > 0 FROM (SELECT explode(findings) AS finding FROM rows)"
                        + " WHERE size(map_keys(finding.detail)) > 0"))
                .containsExactly("true");
        assertThat(
                        sql(
                                "SELECT count(*) > 0 FROM (SELECT explode(policy_fetch.attempts) AS attempt FROM rows)"
                                        + " WHERE attempt.http.status = 200 AND startswith(hex(attempt.http.body), hex('version: STSv1'))"))
                .containsExactly("true");
        assertThat(
                        sql(
                                "SELECT count(*) > 0 FROM rows WHERE startswith(hex(get(get(txt_lookup.records, 0), 0)), hex('v=STSv1'))"))
                .containsExactly("true");
    }

    @Test
    void momentsAndNullsAreWhatTheyAre() {
        assertThat(sql("SELECT count(*) FROM rows WHERE observed_at < TIMESTAMP '2026-01-01 00:00:00'"))
                .containsExactly("0");
        assertThat(sql("SELECT count(*) FROM rows WHERE NOT published AND policy_fetch IS NOT NULL"))
                .containsExactly("0");
        assertThat(sql("SELECT count(*) > 0 FROM rows WHERE published AND policy_fetch IS NOT NULL"))
                .containsExactly("true");
    }
}
