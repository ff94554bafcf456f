package org.stsurvey.scanner.observe.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observe.pace.Admission.Admitted;
import org.stsurvey.scanner.observe.pace.Admission.Deferred;

/// Who has to wait for whom, with a clock that moves only while somebody sleeps.
class PaceTest {

    private static final Limit WIDE = new Limit(1_000_000, 1_000_000);
    private static final Duration NO_TIME = Duration.ZERO;

    /// The wide gates have their spacing, too.
    private static final Duration A_MILLISECOND = Duration.ofMillis(1);

    private long now = Long.MAX_VALUE - 5_000_000_000L; // overflows during the tests, as a nanosecond clock may

    private Pace pace(PaceSettings settings) {
        return new Pace(settings, () -> now, time -> now += time.toNanos());
    }

    private static PaceSettings onlyAddresses(Limit limit, Duration patience) {
        return new PaceSettings(limit, WIDE, WIDE, WIDE, patience, false);
    }

    private static Destination to(String address) {
        return new Destination(InetAddress.ofLiteral(address), Optional.empty());
    }

    private static Destination to(String address, String provider) {
        return new Destination(InetAddress.ofLiteral(address), Optional.of(provider));
    }

    private static Admitted admitted(Admission admission) {
        assertThat(admission).isInstanceOf(Admitted.class);
        return (Admitted) admission;
    }

    private static Deferred deferred(Admission admission) {
        assertThat(admission).isInstanceOf(Deferred.class);
        return (Deferred) admission;
    }

    @Test
    void fiveExchangesASecondBeginAtOneAddress() throws Exception {
        Pace pace = pace(PaceSettings.DEFAULT);
        Duration waited = NO_TIME;
        for (int i = 0; i < 11; i++) {
            try (Admitted admitted = admitted(pace.enter(to("192.0.2.1")))) {
                waited = waited.plus(admitted.waited());
            }
        }
        assertThat(waited).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void atMostFourExchangesAreUnderWayAtOneAddress() throws Exception {
        Pace pace = pace(onlyAddresses(new Limit(4, 1_000_000), Duration.ofMillis(1)));
        Admitted first = admitted(pace.enter(to("192.0.2.1")));
        for (int i = 0; i < 3; i++) {
            now += 1_000_000;
            admitted(pace.enter(to("192.0.2.1")));
        }
        assertThat(deferred(pace.enter(to("192.0.2.1"))).gate()).isEqualTo("address 192.0.2.1");
        admitted(pace.enter(to("192.0.2.2"))).close();
        first.close();
        admitted(pace.enter(to("192.0.2.1")));
    }

    @Test
    void theAddressesOfANetworkShareAGate() throws Exception {
        Pace pace = pace(new PaceSettings(WIDE, new Limit(100, 10), WIDE, WIDE, Duration.ofHours(1), false));
        for (String first : new String[] {"192.0.2.", "2001:db8:0:"}) {
            long before = now;
            for (int i = 1; i <= 11; i++) {
                admitted(pace.enter(to(first.contains(":") ? first + i + "::1" : first + i)))
                        .close();
            }
            assertThat(Duration.ofNanos(now - before)).isCloseTo(Duration.ofSeconds(1), A_MILLISECOND);
        }
        long before = now;
        admitted(pace.enter(to("192.0.3.1"))).close();
        admitted(pace.enter(to("2001:db8:1::1"))).close();
        assertThat(Duration.ofNanos(now - before)).isLessThan(A_MILLISECOND);
    }

    @Test
    void theHostsOfAProviderShareAGateWhereverTheyAre() throws Exception {
        Pace pace = pace(new PaceSettings(WIDE, WIDE, new Limit(2, 1_000_000), WIDE, Duration.ofMillis(1), false));
        Admitted first = admitted(pace.enter(to("192.0.2.1", "provider.example")));
        now += 1_000_000;
        admitted(pace.enter(to("198.51.100.1", "provider.example")));
        now += 1_000_000;
        assertThat(deferred(pace.enter(to("203.0.113.1", "provider.example"))).gate())
                .isEqualTo("provider provider.example");
        admitted(pace.enter(to("203.0.113.1", "other.example"))).close();
        admitted(pace.enter(to("203.0.113.1"))).close();
        first.close();
        admitted(pace.enter(to("203.0.113.1", "provider.example")));
    }

    @Test
    void whoIsDeferredHoldsNoPlace() throws Exception {
        Pace pace = pace(new PaceSettings(
                new Limit(1, 1_000_000), WIDE, new Limit(1, 1_000_000), WIDE, Duration.ofMillis(1), false));
        Admitted holder = admitted(pace.enter(to("192.0.2.1", "provider.example")));
        now += 1_000_000;
        for (int i = 0; i < 3; i++) {
            now += 1_000_000;
            assertThat(deferred(pace.enter(to("192.0.2.2", "provider.example"))).gate())
                    .startsWith("provider");
        }
        holder.close();
        now += 1_000_000;
        admitted(pace.enter(to("192.0.2.2", "provider.example"))).close();
    }

    @Test
    void anAddressThatAsksToBeLeftAloneIs() throws Exception {
        Pace pace = pace(PaceSettings.DEFAULT);
        pace.close(InetAddress.ofLiteral("192.0.2.1"), Duration.ofSeconds(30));
        assertThat(admitted(pace.enter(to("192.0.2.1"))).waited()).isEqualTo(Duration.ofSeconds(30));
        assertThat(admitted(pace.enter(to("192.0.3.1"))).waited()).isLessThan(Duration.ofSeconds(1));

        pace.close(InetAddress.ofLiteral("192.0.2.1"), Duration.ofMinutes(15));
        Deferred deferred = deferred(pace.enter(to("192.0.2.1")));
        assertThat(deferred.gate()).isEqualTo("address 192.0.2.1");
        assertThat(deferred.waited()).as("nobody waits for what comes too late").isZero();
    }

    @Test
    void theSurveyAsAWholeHasAGate() throws Exception {
        Pace pace = pace(new PaceSettings(WIDE, WIDE, WIDE, new Limit(2, 50), Duration.ofMillis(30), false));
        admitted(pace.enter(to("192.0.2.1")));
        assertThat(admitted(pace.enter(to("198.51.100.1"))).waited()).isEqualTo(Duration.ofMillis(20));
        assertThat(deferred(pace.enter(to("203.0.113.1"))).gate()).isEqualTo("the survey");
    }

    @Test
    void aLabOnLoopbackIsOnlyLimitedInWhatIsUnderWay() throws Exception {
        Pace pace = pace(new PaceSettings(
                new Limit(1, 1), new Limit(1, 1), new Limit(1, 1), new Limit(3, 1), Duration.ofMillis(1), false));
        for (int i = 0; i < 3; i++) {
            assertThat(admitted(pace.enter(to("127.0.0.1", "provider.example"))).waited())
                    .isZero();
        }
        assertThat(deferred(pace.enter(to("127.0.0.1"))).gate()).isEqualTo("the exchanges under way");
    }

    @Test
    void gatesAreForgottenOnceNobodyIsAtThem() throws Exception {
        Pace pace = pace(PaceSettings.DEFAULT);
        for (int i = 0; i < 200_000; i++) {
            admitted(pace.enter(to(address(i), "provider-" + i + ".example"))).close();
        }
        assertThat(pace.gates()).isLessThan(3_000);
    }

    private static String address(int i) throws UnknownHostException {
        byte[] octets = {(byte) 203, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
        return InetAddress.getByAddress(octets).getHostAddress();
    }

    @Test
    void whoIsInterruptedHoldsNoPlace() throws Exception {
        boolean[] interrupts = {false};
        Pace pace = new Pace(onlyAddresses(new Limit(1, 1), Duration.ofHours(1)), () -> now, time -> {
            if (interrupts[0]) {
                throw new InterruptedException("stop");
            }
            now += time.toNanos();
        });
        admitted(pace.enter(to("192.0.2.1"))).close();
        interrupts[0] = true;
        assertThatThrownBy(() -> pace.enter(to("192.0.2.1"))).isInstanceOf(InterruptedException.class);
        interrupts[0] = false;
        admitted(pace.enter(to("192.0.2.1"))).close();
    }

    @Test
    void theDefaultsAreModest() {
        PaceSettings settings = PaceSettings.DEFAULT;
        assertThat(settings.perAddress()).hasToString("4 at once, 5/s");
        assertThat(settings.perNetwork()).hasToString("16 at once, 20/s");
        assertThat(settings.perProvider()).hasToString("16 at once, 20/s");
        assertThat(settings.overall()).hasToString("200 at once, 100/s");
        assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.gatesLoopback()).isFalse();
    }

    @Test
    void severalProcessesTogetherLetThroughWhatOneDoes() {
        PaceSettings share = PaceSettings.DEFAULT.sharedBy(8);
        assertThat(share.perAddress()).isEqualTo(new Limit(1, 0.625));
        assertThat(share.perAddress().interval()).isEqualTo(Duration.ofMillis(1_600));
        assertThat(share.perProvider()).isEqualTo(new Limit(2, 2.5));
        assertThat(share.overall()).isEqualTo(new Limit(25, 12.5));
        assertThat(share.patience()).isEqualTo(PaceSettings.DEFAULT.patience());
    }
}
