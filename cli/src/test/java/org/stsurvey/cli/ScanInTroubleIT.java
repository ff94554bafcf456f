package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.dns.Ailment;
import org.stsurvey.lab.world.Adoption;

/// Whole scans over a network that loses packets, with a resolver that dies, and by a process that is stopped:
/// what they say of the world stays true.
///
/// `-Dstsurvey.outage=60` makes the outages as long as a resolver's restart takes, `-Dstsurvey.crowd=10000` the
/// crowd as large as a chunk.
class ScanInTroubleIT {

    private static final String DAY = "2026-11-01";
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("stsurvey.outage", 5));
    private static final int CROWD = Integer.getInteger("stsurvey.crowd", 3_000);

    /// How soon the scan must go on by itself once it can.
    private static final Duration SOON = Duration.ofSeconds(5);

    /// Slow enough for the trouble to come in the middle.
    private static final String RATE = "2000";

    private static final int DOMAINS_IN_TROUBLE = 6_000;

    @TempDir
    private Path folder;

    /// A scan over a path that loses so many packets in each direction.
    private record Lossy(double loss, double mostUnknown, Lab lab, LabScan scan, Process process)
            implements AutoCloseable {

        static Lossy start(Path folder, double loss, double mostUnknown) throws IOException {
            Lab lab = Lab.start(LabSettings.generated(CROWD).withLoss(loss));
            LabScan scan = new LabScan(Files.createDirectories(folder.resolve("loss-" + loss)), lab);
            return new Lossy(loss, mostUnknown, lab, scan, scan.start(DAY, lab.dns()));
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            lab.close();
        }
    }

    @Test
    void lossMakesNobodyAbsentAndHardlyAnybodyUnknown() throws Exception {
        try (Lossy little = Lossy.start(folder, 0.01, 0.001);
                Lossy more = Lossy.start(folder, 0.05, 0.001);
                Lossy much = Lossy.start(folder, 0.2, 0.01)) {
            for (Lossy lossy : List.of(little, more, much)) {
                assertThat(lossy.process().waitFor(9, TimeUnit.MINUTES)).isTrue();
                assertThat(lossy.process().exitValue()).as(lossy.scan().err()).isZero();
                String both = "SELECT domain FROM " + lossy.scan().truthTable() + " t JOIN "
                        + lossy.scan().rowTable(DAY) + " s USING (domain) WHERE ";
                assertThat(names(both + "true")).hasSize(CROWD);
                assertThat(names(both + "t.deployment_status NOT IN ('absent', 'indeterminate')"
                                + " AND s.deployment_status = 'absent'"))
                        .isEmpty();
                assertThat(names(both + "t.deployment_status <> 'indeterminate'"
                                + " AND s.deployment_status = 'indeterminate'"))
                        .hasSizeLessThanOrEqualTo((int) Math.ceil(lossy.mostUnknown() * CROWD));
            }
        }
    }

    /// Without those whose name servers do not answer: one after the other they would take the test hours.
    @Test
    void aCrowdIsToldTheSameAsEachOfItAlone() throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(CROWD))) {
            LabScan scan = new LabScan(folder, lab);
            Set<String> unknown =
                    names("SELECT domain FROM " + scan.truthTable() + " WHERE deployment_status = 'indeterminate'");
            Path list = folder.resolve("lab.csv");
            Files.write(
                    list,
                    Files.readAllLines(list).stream()
                            .filter(line -> !unknown.contains(line.substring(line.indexOf(',') + 1)))
                            .toList());
            assertThat(scan.run("2026-11-01", lab.dns()).status()).isZero();
            assertThat(scan.run("2026-11-02", lab.dns(), "--concurrency", "1").status())
                    .isZero();
            String verdicts = "SELECT domain, outcome, list_transform(findings, lambda f: f.code) AS codes FROM ";
            String crowd = verdicts + scan.rowTable("2026-11-01");
            String alone = verdicts + scan.rowTable("2026-11-02");
            assertThat(names(crowd + " INTERSECT " + alone)).hasSize(CROWD - unknown.size());
        }
    }

    enum Death {
        SILENCE,
        PORT_UNREACHABLE
    }

    @ParameterizedTest
    @EnumSource
    void aResolverThatIsAwayForAWhileLeavesNoTrace(Death death) throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(DOMAINS_IN_TROUBLE));
                DnsRelay resolver = new DnsRelay(lab.dns())) {
            LabScan scan = new LabScan(folder, lab);
            Process process = scan.start(DAY, resolver.address(), "--dns-rate", RATE);
            try {
                await(Duration.ofMinutes(1), () -> resolver.passedOn() > DOMAINS_IN_TROUBLE / 2);
                if (death == Death.SILENCE) {
                    resolver.fallSilent();
                } else {
                    resolver.die();
                }
                Thread.sleep(OUTAGE);
                long before = resolver.passedOn();
                resolver.comeBack();
                await(SOON, () -> resolver.passedOn() > before + 500);
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).as(scan.err()).isZero();
                assertThat(scan.err()).contains("the scan waits", "the scan goes on");
                assertThat(scan.truth(DAY).lines()).hasSize(1);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /// Two resolvers that cannot be believed, one after the other: what they said before they were found out is
    /// not published either. At last the resolver stops to validate: nothing is said of DANE from then on.
    @Test
    void whatAResolverMakesUpIsInNoRow() throws Exception {
        try (Lab lab =
                Lab.start(LabSettings.generated(2 * DOMAINS_IN_TROUBLE).withAdoption(Adoption.everywhere(0.1)))) {
            LabScan scan = new LabScan(folder, lab);
            Process process = scan.start(DAY, lab.dns(), "--dns-rate", RATE, "--chunk-size", "500");
            try {
                sufferUntil(lab, Ailment.DENYING, scan, "fails even to answer");
                lab.suffer(Ailment.NONE);
                sufferUntil(lab, Ailment.LYING, scan, "makes answers up");
                lab.suffer(Ailment.NONE);
                sufferUntil(lab, Ailment.NOT_VALIDATING, scan, "has stopped to validate");
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).as(scan.err()).isZero();
                String both = "SELECT domain FROM " + scan.truthTable() + " t JOIN " + scan.rowTable(DAY)
                        + " s USING (domain) WHERE ";
                assertThat(names(both + "t.deployment_status <> s.deployment_status"))
                        .isEmpty();
                assertThat(names(both + "s.dane IS NOT NULL AND t.dane <> s.dane.outcome"))
                        .isEmpty();
                assertThat(names(both + "t.dane IS NOT NULL AND s.dane IS NULL"))
                        .isNotEmpty();
                assertThat(names(both + "s.dane IS NOT NULL")).isNotEmpty();
                assertThat(scan.manifest(DAY)).contains("stopped to validate DNSSEC during the run");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /// Once another part is published, until the scan says so.
    private static void sufferUntil(Lab lab, Ailment ailment, LabScan scan, String said) throws Exception {
        long parts = scan.firstPassParts(DAY);
        await(Duration.ofMinutes(1), () -> scan.firstPassParts(DAY) > parts);
        lab.suffer(ailment);
        await(Duration.ofMinutes(1), () -> scan.says(said));
    }

    @Test
    void aProcessThatIsStoppedForAWhileBlamesNobody() throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(DOMAINS_IN_TROUBLE));
                DnsRelay resolver = new DnsRelay(lab.dns())) {
            LabScan scan = new LabScan(folder, lab);
            Process process = scan.start(DAY, resolver.address(), "--dns-rate", RATE);
            try {
                await(Duration.ofMinutes(1), () -> resolver.passedOn() > DOMAINS_IN_TROUBLE / 2);
                signal(process, "STOP");
                Thread.sleep(OUTAGE);
                long before = resolver.passedOn();
                signal(process, "CONT");
                await(SOON, () -> resolver.passedOn() > before + 500);
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).as(scan.err()).isZero();
                assertThat(scan.truth(DAY).lines()).hasSize(1);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static void await(Duration atMost, BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("not within " + atMost).isNegative();
            Thread.sleep(5);
        }
    }

    /// The first column of a query.
    private static Set<String> names(String sql) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
    }
}
