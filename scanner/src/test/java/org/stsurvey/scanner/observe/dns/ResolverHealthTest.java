package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observe.dns.ResolverHealth.Ailment;
import org.xbill.DNS.Rcode;

class ResolverHealthTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private long now = Long.MAX_VALUE - 10_000 * MILLI; // the nanosecond clock may wrap at any time
    private final ResolverHealth health = new ResolverHealth(now);

    private void pass(long millis) {
        now += millis * MILLI;
    }

    private void pulse(int rcode) {
        health.pulseSent(now);
        if (rcode >= 0) {
            health.heard(now);
        }
        health.pulseEnded(rcode, now);
    }

    private void silence(int pulses) {
        for (int i = 0; i < pulses; i++) {
            pass(250);
            health.pulseSent(now);
            health.tick(now);
        }
    }

    @Test
    void aResolverThatSaysNothingForASecondAndAHalfIsSick() {
        pulse(Rcode.NOERROR);
        silence(5);
        assertThat(health.isWell()).isTrue();
        silence(3);
        assertThat(health.ailment()).isEqualTo(Ailment.SILENT);
    }

    @Test
    void oneThatHasNothingToAnswerIsNotSilent() {
        pass(3_600_000);
        health.tick(now);
        assertThat(health.isWell()).isTrue();
    }

    @Test
    void aThirdOfAllPacketsLostIsNoSilence() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            pass(25);
            health.pulseSent(now);
            if (random.nextInt(3) > 0) {
                health.heard(now);
                health.pulseEnded(Rcode.NOERROR, now);
            } else {
                health.pulseEnded(-1, now);
            }
            health.tick(now);
            assertThat(health.isWell()).isTrue();
        }
    }

    @Test
    void whatEndedInASickTimeIsKnownToHave() {
        silence(8);
        long during = now;
        pass(1_000);
        pulse(Rcode.NOERROR);
        assertThat(health.isWell()).isFalse();
        pass(250);
        pulse(Rcode.NOERROR);
        assertThat(health.isWell()).isTrue();
        assertThat(health.wasSickSince(during)).isTrue();
        pass(1);
        assertThat(health.wasSickSince(now)).isFalse();
    }

    @Test
    void threeFailedPulsesInARowAreAnIllness() {
        pulse(Rcode.SERVFAIL);
        pulse(Rcode.SERVFAIL);
        pulse(Rcode.NOERROR);
        pulse(Rcode.SERVFAIL);
        pulse(Rcode.SERVFAIL);
        assertThat(health.isWell()).isTrue();
        pulse(Rcode.SERVFAIL);
        assertThat(health.ailment()).isEqualTo(Ailment.FAILING);
    }

    @Test
    void whatAResolverSaysWhenItIsWellIsItsOwnAffair() {
        health.expect(Rcode.REFUSED, Rcode.REFUSED);
        for (int i = 0; i < 10; i++) {
            pulse(Rcode.REFUSED);
            health.reachEnded(Rcode.REFUSED, false, now);
        }
        assertThat(health.isWell()).isTrue();
    }

    @Test
    void oneThatDoesNotGetThroughIsCutOffUntilItDoes() {
        health.reachEnded(Rcode.SERVFAIL, false, now);
        assertThat(health.isWell()).isTrue();
        health.reachEnded(-1, false, now);
        assertThat(health.ailment()).isEqualTo(Ailment.CUT_OFF);
        pulse(Rcode.NOERROR);
        pulse(Rcode.NOERROR);
        assertThat(health.ailment()).isEqualTo(Ailment.CUT_OFF);
        health.reachEnded(Rcode.NXDOMAIN, false, now);
        assertThat(health.isWell()).isTrue();
    }

    @Test
    void oneThatMakesAnswersUpLies() {
        health.reachEnded(Rcode.NOERROR, true, now);
        assertThat(health.ailment()).isEqualTo(Ailment.LYING);
    }

    @Test
    void itsReachIsInDoubtOnceNearlyEverythingFails() {
        for (int i = 0; i < 1_000; i++) {
            health.settled(i % 2 == 0);
            assertThat(health.isDoubtful()).isFalse();
        }
        for (int i = 0; i < 200; i++) {
            health.settled(true);
        }
        assertThat(health.isDoubtful()).isTrue();
        health.reachEnded(Rcode.NXDOMAIN, false, now);
        assertThat(health.isDoubtful()).isFalse();
    }

    @Test
    void aProcessThatWasStoppedDoesNotBlameTheResolver() {
        silence(4);
        pass(60_000);
        health.forgive(now);
        health.tick(now);
        assertThat(health.isWell()).isTrue();
    }
}
