package org.stsurvey.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.stsurvey.cli.doctor.Check.Verdict;

/// Machines of every kind, as the checks see them.
class ChecksTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private static void is(Verdict verdict, Check check) {
        assertThat(check.verdict()).as(check.toString()).isEqualTo(verdict);
        assertThat(check.seen()).isNotEmpty();
        assertThat(check.rule()).isNotEmpty();
        assertThat(check.remedy().isEmpty())
                .as("a remedy exactly where one is needed")
                .isEqualTo(verdict == Verdict.OK);
    }

    @Test
    void descriptors() {
        is(Verdict.OK, MachineChecks.descriptors(20_000, 500, 2_192, 224));
        is(Verdict.ATTENTION, MachineChecks.descriptors(1_024, 500, 2_192, 224));
        is(Verdict.BAD, MachineChecks.descriptors(100, 500, 2_192, 224));
        is(Verdict.OK, MachineChecks.descriptors(Long.MAX_VALUE, 500, 2_192, 224));
    }

    @Test
    void receiveBuffer() {
        is(Verdict.OK, MachineChecks.receiveBuffer(4 << 20, OptionalLong.of(4 << 20)));
        Check small = MachineChecks.receiveBuffer(212_992, OptionalLong.of(212_992));
        is(Verdict.ATTENTION, small);
        assertThat(small.remedy()).contains("sysctl -w net.core.rmem_max=4194304");
        assertThat(small.seen()).contains("net.core.rmem_max is 212992");
    }

    @Test
    void memory() {
        is(Verdict.OK, MachineChecks.memory(512L << 20, OptionalLong.of(8L << 30)));
        is(Verdict.ATTENTION, MachineChecks.memory(256L << 20, OptionalLong.of(8L << 30)));
        is(Verdict.BAD, MachineChecks.memory(512L << 20, OptionalLong.of(100L << 20)));
        is(Verdict.OK, MachineChecks.memory(512L << 20, OptionalLong.empty()));
    }

    @Test
    void jdk() {
        Runtime.Version good = Runtime.Version.parse("25.0.3");
        is(Verdict.OK, MachineChecks.jdk(good, "X", "2026-10-20", List.of(), TODAY));
        is(Verdict.ATTENTION, MachineChecks.jdk(good, "X", "2025-09-16", List.of(), TODAY));
        is(Verdict.BAD, MachineChecks.jdk(good, "X", "2026-10-20", List.of("a=b"), TODAY));
        is(Verdict.BAD, MachineChecks.jdk(Runtime.Version.parse("21"), "X", "", List.of(), TODAY));
    }

    @Test
    void ipv6() {
        is(Verdict.OK, MachineChecks.ipv6(true));
        is(Verdict.ATTENTION, MachineChecks.ipv6(false));
    }

    @Test
    void disk() {
        Path out = Path.of("data");
        is(Verdict.OK, DiskCheck.verdict(out, 1_000, 400, Duration.ofMillis(3), "seen"));
        is(Verdict.ATTENTION, DiskCheck.verdict(out, 1_000, 600, Duration.ofMillis(3), "seen"));
        is(Verdict.ATTENTION, DiskCheck.verdict(out, 1_000, 400, Duration.ofSeconds(3), "seen"));
        is(Verdict.BAD, DiskCheck.verdict(out, 1_000, 1_001, Duration.ofMillis(3), "seen"));
    }

    @Test
    void sizesAreReadable() {
        assertThat(DiskCheck.size(999)).isEqualTo("999 B");
        assertThat(DiskCheck.size(1_536)).isEqualTo("1.5 KiB");
        assertThat(DiskCheck.size(200_000_000)).isEqualTo("190.7 MiB");
    }

    @Test
    void roots() {
        String none = "";
        is(Verdict.BAD, RootsCheck.of(none, Optional.of("empty.pem"), Optional.empty(), Instant.EPOCH));
        String jdk = org.stsurvey.scanner.judge.certificate.TrustAnchors.jdkDefault()
                .certificates()
                .toPem();
        Instant now = TODAY.atStartOfDay(ZoneOffset.UTC).toInstant();
        is(Verdict.OK, RootsCheck.of(jdk, Optional.empty(), Optional.of(TODAY.minusMonths(3)), now));
        is(Verdict.ATTENTION, RootsCheck.of(jdk, Optional.empty(), Optional.of(TODAY.minusYears(2)), now));
        String one =
                jdk.substring(0, jdk.indexOf("-----END CERTIFICATE-----") + "-----END CERTIFICATE-----\n".length());
        is(Verdict.ATTENTION, RootsCheck.of(one, Optional.of("lab.pem"), Optional.empty(), now));
        is(Verdict.BAD, RootsCheck.of(jdk, Optional.empty(), Optional.empty(), Instant.parse("2999-01-01T00:00:00Z")));
    }

    @Test
    void aClockBeforeTheBuildIsBadAndOneLongAfterItIsAsked() {
        is(Verdict.BAD, still(Optional.of(TODAY.plusDays(1)), false));
        is(Verdict.OK, still(Optional.of(TODAY), false));
        is(Verdict.OK, still(Optional.empty(), false));
        is(Verdict.ATTENTION, still(Optional.of(TODAY.minusYears(12)), false));
        is(Verdict.OK, still(Optional.of(TODAY.minusYears(12)), true));
    }

    private static Check still(Optional<LocalDate> built, boolean signaturesAreValid) {
        Clock clock = Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        return ClockCheck.begin(clock, () -> 0).end(built, signaturesAreValid);
    }

    @Test
    void aClockThatJumpsWantsAttention() {
        is(Verdict.OK, after(Duration.ofSeconds(2), Duration.ofMillis(2_001)));
        Check ahead = after(Duration.ofSeconds(2), Duration.ofSeconds(5));
        is(Verdict.ATTENTION, ahead);
        assertThat(ahead.seen()).contains("went ahead by 3000 ms");
        is(Verdict.ATTENTION, after(Duration.ofSeconds(2), Duration.ofSeconds(-10)));
    }

    private static Check after(Duration monotonic, Duration wall) {
        AtomicLong nanos = new AtomicLong();
        AtomicLong millis =
                new AtomicLong(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli());
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(millis.get());
            }
        };
        ClockCheck check = ClockCheck.begin(clock, nanos::get);
        nanos.addAndGet(monotonic.toNanos());
        millis.addAndGet(wall.toMillis());
        return check.end(Optional.empty(), false);
    }
}
