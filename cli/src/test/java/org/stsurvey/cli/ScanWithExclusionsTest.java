package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.DuckDb;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.Target;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observe.Companions;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.pace.PaceSettings;
import org.stsurvey.scanner.run.ScanRun;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who asked not to be scanned is not, and is counted wherever rows are counted.
class ScanWithExclusionsTest {

    /// The lab's hosts are spread over all of it, but for one with an IPv6 address.
    private static final String NETWORK = "cidr 127.0.0.0/8 2026-10-02";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private record Result(int status, String out, String err) {}

    @Test
    void rowsOfExcludedNetworksAreALineOfTheirOwn() throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(300))) {
            lab.writeList(folder.resolve("lab.csv"));
            lab.writeCa(folder.resolve("ca.pem"));
            String name =
                    Files.readAllLines(folder.resolve("lab.csv")).getFirst().replaceFirst("^[0-9]+,", "");
            Files.writeString(
                    folder.resolve("opt-out"),
                    NETWORK + " asked by J. Doe\ncidr ::1\nexact " + name + " 2026-10-01 so did they\n");
            Result scanned = run(
                    "scan",
                    folder.resolve("lab.csv").toString(),
                    "--list-name",
                    "lab",
                    "--run",
                    "2026-11-01",
                    "--exclude",
                    folder.resolve("opt-out").toString(),
                    "--out",
                    folder.resolve("data").toString(),
                    "--resolver",
                    InetAddress.getLoopbackAddress().getHostAddress() + ":"
                            + lab.dns().getPort(),
                    "--https-port",
                    Integer.toString(lab.httpsPort()),
                    "--ca-file",
                    folder.resolve("ca.pem").toString(),
                    "--allow-non-public",
                    "--retest-after",
                    "0s",
                    "--progress",
                    "none");

            assertThat(scanned.status()).as(scanned.err()).isZero();
            Path run = folder.resolve("data/observations/list=lab/run=2026-11-01");
            JsonNode manifest = JsonMapper.shared().readTree(Files.readString(run.resolve("_manifest.json")));
            long excluded = manifest.at("/excluded_rows").path(NETWORK).asLong();
            assertThat(excluded).as("rows of the network").isPositive();
            long all = excluded
                    + manifest.at("/excluded_rows").path("cidr ::1/128").asLong();
            assertThat(manifest.at("/outcomes/scan_no_vantage").asLong()).isGreaterThanOrEqualTo(all);
            assertThat(manifest.at("/funnel/excluded").asLong()).as("names").isEqualTo(1);
            assertThat(manifest.at("/passes/1/open").asLong())
                    .as("asked again are only those of whom something else is unknown")
                    .isLessThan(manifest.at("/deployment_status/indeterminate").asLong());
            assertThat(count(run, "policy_fetch IS NOT NULL AND len(policy_fetch.attempts) > 0"))
                    .as("connections made")
                    .isZero();
            assertThat(count(run, "fault.exclusion = '" + NETWORK + "' AND outcome = 'scan_no_vantage' AND published"))
                    .isEqualTo(excluded);
            assertThat(Files.readString(run.resolve("_excluded.csv")))
                    .contains(name + ",exact," + name + ",2026-10-01,");
            assertThat(Files.readString(run.resolve("_excluded_networks.csv")))
                    .contains("127.0.0.0/8,2026-10-02,\"asked by J. Doe\"");
            assertThat(Files.readString(run.resolve("_manifest.json"))).doesNotContain("J. Doe");

            assertThat(run("status", run.toString()).out())
                    .contains(
                            String.format("%,12d   of these not asked to the end, as an exclusion forbids it%n", all),
                            String.format("%,12d     %s%n", excluded, NETWORK));
            assertThat(run("status", "--json", run.toString()).out())
                    .contains("\"excluded_rows\":{\"" + NETWORK + "\":" + excluded + ",\"cidr ::1/128\":1}");

            Path tables = folder.resolve("tables");
            assertThat(run("aggregate", folder.resolve("data").toString(), "--out", tables.toString())
                            .status())
                    .isZero();
            assertThat(Files.readAllLines(tables.resolve("funnel.csv")))
                    .anyMatch(row -> row.startsWith("lab,2026-11-01,30,aside,")
                            && row.contains("as an exclusion forbids it\",," + all + ","));
            assertThat(run(
                                    "report",
                                    tables.toString(),
                                    "--out",
                                    folder.resolve("report").toString())
                            .status())
                    .isZero();
            assertThat(Files.readString(folder.resolve("report/index.html")))
                    .contains("not asked to the end, as an exclusion forbids it");
        }
    }

    @Test
    void whoIsExcludedAfterTheListWasPreparedIsNotAskedEither() throws Exception {
        Exclusions exclusions =
                Exclusions.read(Files.writeString(folder.resolve("opt-out"), "suffix example 2026-11-02 please\n"));
        NetworkSettings network = new NetworkSettings(
                DnsSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9))),
                FetchSettings.of(443, "test"),
                PaceSettings.DEFAULT,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of("mailto:test@example.org"),
                Companions.NONE,
                false);
        ResolverWatch watch = new ResolverWatch(new PrintWriter(new StringWriter()), Clock.systemUTC());
        try (Scanner scanner = Scanner.open(network, exclusions, watch, Clock.systemUTC())) {
            Target target = new Target(0, OptionalLong.empty(), 1, "a.example", List.of(), Optional.empty());
            for (ScanRun.Observing pass :
                    List.of(scanner.passes().first(), scanner.passes().again())) {
                Observation observation = pass.observe(target, () -> {});
                assertThat(observation.fault().flatMap(ScanFault::exclusion)).contains("suffix example 2026-11-02");
                assertThat(observation.txt()).isEmpty();
                assertThat(scanner.judge(observation).primary().code()).isEqualTo("scan_no_vantage");
            }
        }
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(arguments), out.toString(), err.toString());
    }

    private long count(Path run, String condition) throws Exception {
        try (DuckDb database = DuckDb.open(AggregationSettings.defaults(), folder.resolve("spill"))) {
            List<Long> counts =
                    database.query("SELECT count(*) FROM '" + run + "/part-*.parquet' WHERE " + condition, result -> {
                        List<Long> found = new ArrayList<>();
                        while (result.next()) {
                            found.add(result.getLong(1));
                        }
                        return found;
                    });
            return counts.getFirst();
        }
    }
}
