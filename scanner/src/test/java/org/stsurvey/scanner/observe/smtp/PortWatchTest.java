package org.stsurvey.scanner.observe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observe.smtp.PortWatch.State;

class PortWatchTest {

    private final List<InetAddress> dialledAgain = new ArrayList<>();

    private static InetAddress host(int network, int host) {
        return InetAddress.ofLiteral("198." + network + ".0." + host);
    }

    private static void failEverywhere(PortWatch port) {
        for (int i = 0; i < PortWatch.HOSTS; i++) {
            port.failed(host(i, 1));
        }
    }

    private PortWatch watch(boolean answersAgain) {
        return new PortWatch(address -> {
            dialledAgain.add(address);
            return answersAgain;
        });
    }

    @Test
    void aPortThroughWhichNothingEverCameIsBlocked() throws InterruptedException {
        PortWatch port = watch(false);
        failEverywhere(port);

        assertThat(port.state()).isEqualTo(State.BLOCKED);
        assertThat(port.await(Duration.ofSeconds(10))).isEqualTo(State.BLOCKED);
        port.connected(host(1, 1));
        assertThat(port.state()).isEqualTo(State.BLOCKED);
    }

    @Test
    void aFewDeadHostsSayNothing() throws InterruptedException {
        PortWatch port = watch(false);
        for (int i = 0; i < PortWatch.HOSTS - 1; i++) {
            port.failed(host(i, 1));
        }

        assertThat(port.state()).isEqualTo(State.UNPROVEN);
        assertThat(port.await(Duration.ofMillis(1))).isEqualTo(State.UNPROVEN);
    }

    @Test
    void manyDeadHostsOfFewNetworksSayNothing() {
        PortWatch port = watch(false);
        for (int i = 0; i < 1_000; i++) {
            port.failed(host(i % (PortWatch.NETWORKS - 1), 1 + i % 250));
        }

        assertThat(port.state()).isEqualTo(State.UNPROVEN);
    }

    @Test
    void oneHostAskedAgainAndAgainIsOneHost() {
        PortWatch port = watch(false);
        for (int i = 0; i < 1_000; i++) {
            port.failed(host(i % PortWatch.NETWORKS, 1));
        }

        assertThat(port.state()).isEqualTo(State.UNPROVEN);
    }

    @Test
    void oneConnectionInBetweenBeginsTheCountAnew() {
        PortWatch port = watch(false);
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < PortWatch.HOSTS - 1; i++) {
                port.failed(host(i, 1));
            }
            port.connected(host(99, 9));
        }

        assertThat(port.state()).isEqualTo(State.OPEN);
        assertThat(dialledAgain).isEmpty();
    }

    @Test
    void aRunOfDeadHostsIsNoBlockedPortWhereHostsThatAnsweredStillDo() {
        PortWatch port = watch(true);
        port.connected(host(99, 9));
        failEverywhere(port);
        failEverywhere(port);

        assertThat(port.state()).isEqualTo(State.OPEN);
        assertThat(dialledAgain).containsExactly(host(99, 9), host(99, 9));
    }

    @Test
    void aPortIsBlockedInTheMiddleOfARunWhereNobodyAnswersAnyMore() {
        PortWatch port = watch(false);
        port.connected(host(99, 9));
        port.connected(host(98, 9));
        failEverywhere(port);

        assertThat(port.state()).isEqualTo(State.BLOCKED);
        assertThat(dialledAgain).containsExactly(host(99, 9), host(98, 9));
    }
}
