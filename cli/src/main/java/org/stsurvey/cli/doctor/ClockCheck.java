package org.stsurvey.cli.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Whether the wall clock can be right, told without asking anybody for the time.
///
/// Three witnesses: it cannot be earlier than this program and the JDK were built; it must run as fast as the
/// monotonic clock while we look; and where a validating resolver on this machine, which has the same clock,
/// takes the signatures of the root zone for valid, it is right within the two weeks that these last.
public final class ClockCheck {

    /// More than a disciplined clock is slewed by (500 ppm), with room for a scheduler that is late.
    private static final Duration TOLERATED = Duration.ofMillis(50);

    /// A program that has not been replaced for so long is more likely to run under a wrong clock.
    private static final int YEARS_IN_USE = 10;

    private final Clock clock;
    private final LongSupplier nanoClock;
    private final Instant begun;
    private final long begunNanos;

    private ClockCheck(Clock clock, LongSupplier nanoClock) {
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.begun = clock.instant();
        this.begunNanos = nanoClock.getAsLong();
    }

    /// Begins to compare the two clocks.
    public static ClockCheck begin(Clock clock, LongSupplier nanoClock) {
        return new ClockCheck(clock, nanoClock);
    }

    /// What can be said by now.
    ///
    /// @param built when this program was built, or the JDK, whichever is later; empty if neither is known
    /// @param signaturesAreValid a resolver on this machine has validated a signature
    public Check end(Optional<LocalDate> built, boolean signaturesAreValid) {
        Instant now = clock.instant();
        Duration byNanos = Duration.ofNanos(nanoClock.getAsLong() - begunNanos);
        Duration apart = Duration.between(begun, now).minus(byNanos);
        String seen = "it is " + now.truncatedTo(ChronoUnit.SECONDS)
                + built.map(day -> ", the program is of " + day).orElse("")
                + (signaturesAreValid ? ", and the signatures of today's root zone are valid by this clock" : "");
        String rule = "certificates and dates of runs are judged by it, and it must not jump during a scan";
        String remedy = "let NTP set it: timedatectl set-ntp true, or install chrony";
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (built.filter(today::isBefore).isPresent()) {
            return Check.bad("clock", "", seen + ": it is slow", rule, remedy);
        }
        if (!signaturesAreValid
                && built.filter(day -> today.isAfter(day.plusYears(YEARS_IN_USE)))
                        .isPresent()) {
            return Check.attention("clock", "", seen + ": is it fast?", rule, remedy);
        }
        if (apart.abs().compareTo(TOLERATED.plus(byNanos.dividedBy(1_000))) > 0) {
            return Check.attention(
                    "clock",
                    "",
                    seen + "; in " + byNanos.toMillis() + " ms of the monotonic clock it went "
                            + (apart.isNegative() ? "back by " : "ahead by ")
                            + apart.abs().toMillis() + " ms",
                    rule,
                    remedy + ", and begin the scan once it is steady");
        }
        return Check.ok("clock", "", seen, rule);
    }
}
