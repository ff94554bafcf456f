package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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

/// Whole scans with a resolver that dies or lies, and by a process that is stopped: what they say of the world
/// stays true.
///
/// `-Dstsurvey.outage=60` makes the outages as long as a resolver's restart takes.
class ScanInTroubleIT {

    private static final String DAY = "2026-11-01";
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("stsurvey.outage", 5));

    /// How soon the scan must go on by itself once it can.
    private static final Duration SOON = Duration.ofSeconds(5);

    /// Slow enough for the trouble to come in the middle.
    private static final String RATE = "2000";

    private static final int DOMAINS_IN_TROUBLE = 6_000;

    @TempDir
    private Path folder;

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
                assertThat(LabScan.names(both + "t.deployment_status <> s.deployment_status"))
                        .isEmpty();
                assertThat(LabScan.names(both + "s.dane IS NOT NULL AND t.dane <> s.dane.outcome"))
                        .isEmpty();
                assertThat(LabScan.names(both + "t.dane IS NOT NULL AND s.dane IS NULL"))
                        .isNotEmpty();
                assertThat(LabScan.names(both + "s.dane IS NOT NULL")).isNotEmpty();
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
}
