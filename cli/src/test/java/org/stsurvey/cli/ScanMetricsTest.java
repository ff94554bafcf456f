package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.cli.metrics.PrometheusText;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;

/// `--metrics` of a scan: read while it runs, every line of it.
class ScanMetricsTest {

    @TempDir
    private Path folder;

    /// An err that is read while it is written.
    private static final class Err extends StringWriter {
        String url() {
            Matcher url = Pattern.compile("metrics are at (http://\\S+)").matcher(toString());
            return url.find() ? url.group(1) : "";
        }
    }

    private static int run(Err err, String... words) {
        return Stsurvey.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private static String get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void theNumbersOfAScanAreServedWhileItRunsAndGrow() throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(3_000));
                HttpClient client = HttpClient.newHttpClient()) {
            lab.writeList(folder.resolve("lab.csv"));
            lab.writeCa(folder.resolve("ca.pem"));
            String resolver = "127.0.0.1:" + lab.dns().getPort();
            Err err = new Err();
            AtomicReference<Integer> status = new AtomicReference<>();
            Thread scan = Thread.ofPlatform()
                    .start(() -> status.set(run(
                            err,
                            "scan",
                            folder.resolve("lab.csv").toString(),
                            "--out",
                            folder.resolve("data").toString(),
                            "--resolver",
                            resolver,
                            "--https-port",
                            Integer.toString(lab.httpsPort()),
                            "--ca-file",
                            folder.resolve("ca.pem").toString(),
                            "--allow-non-public",
                            "--retest-after",
                            "0s",
                            "--chunk-size",
                            "500",
                            "--run",
                            "2026-11-01",
                            "--metrics",
                            "127.0.0.1:0",
                            "--progress",
                            "none")));
            List<PrometheusText> seen = new ArrayList<>();
            while (scan.isAlive()) {
                String url = err.url();
                if (!url.isEmpty()) {
                    try {
                        seen.add(PrometheusText.parse(get(client, url)));
                    } catch (java.io.IOException _) {
                        // The scan has just ended.
                    }
                }
                scan.join(50);
            }
            assertThat(status.get()).as(err.toString()).isZero();
            assertThat(seen).hasSizeGreaterThan(1);
            PrometheusText last = seen.stream()
                    .filter(one -> one.samples().containsKey("stsurvey_open_chunks"))
                    .reduce((_, later) -> later)
                    .orElseThrow();
            assertThat(last.samples().keySet())
                    .contains(
                            "process_start_time_seconds",
                            "process_open_fds",
                            "process_resident_memory_bytes",
                            "jvm_memory_used_bytes{area=\"heap\"}",
                            "stsurvey_gate_waiting",
                            "stsurvey_resolver_window{resolver=\"" + resolver + "\"}",
                            "stsurvey_resolver_strays_total{resolver=\"" + resolver + "\"}");
            assertThat(last.value("stsurvey_resolver_up{resolver=\"" + resolver + "\"}"))
                    .isEqualTo(1);
            assertThat(last.sum("stsurvey_phase")).as("in one phase").isEqualTo(1);
            assertThat(last.value("stsurvey_resolver_queries_total{resolver=\"" + resolver + "\"}"))
                    .isGreaterThanOrEqualTo(
                            last.value("stsurvey_resolver_answers_total{resolver=\"" + resolver + "\"}"));
            assertThat(last.value("stsurvey_dns_lookups_total{result=\"answered\"}"))
                    .isGreaterThan(3_000);
            assertThat(last.sum("stsurvey_rows_total")).isGreaterThanOrEqualTo(3_000);
            assertThat(last.value("stsurvey_parts_published_total")).isGreaterThanOrEqualTo(6);
            assertThat(last.samples().keySet())
                    .anyMatch(
                            sample -> sample.matches(
                                    "stsurvey_run_info\\{run_id=\"[0-9a-f-]{36}\",list=\"lab\",run=\"2026-11-01\",version=\".*\"}"));
            String manifest =
                    Files.readString(folder.resolve("data/observations/list=lab/run=2026-11-01/_manifest.json"));
            String info = last.samples().keySet().stream()
                    .filter(sample -> sample.startsWith("stsurvey_run_info"))
                    .findFirst()
                    .orElseThrow();
            assertThat(manifest).contains(info.replaceAll(".*run_id=\"([^\"]*)\".*", "$1"));
            for (int i = 1; i < seen.size(); i++) {
                assertThat(seen.get(i).sum("stsurvey_parts_published_total"))
                        .isGreaterThanOrEqualTo(seen.get(i - 1).sum("stsurvey_parts_published_total"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9464|is not HOST:PORT",
                "127.0.0.1:|is not HOST:PORT",
                "127.0.0.1:99999|is not HOST:PORT",
                "0.0.0.0:9464|add --metrics-anywhere",
                "[::]:9464|add --metrics-anywhere",
                "192.0.2.1:9464|add --metrics-anywhere"
            })
    void anAddressThatCannotOrMustNotBeUsedIsAUsageError(String address, String message) throws Exception {
        Err err = new Err();
        int status = run(
                err,
                "scan",
                Files.writeString(folder.resolve("l.csv"), "example.com\n").toString(),
                "--out",
                folder.resolve("data").toString(),
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:1",
                "--metrics",
                address);
        assertThat(status).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains("--metrics " + address + " ", message);
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
