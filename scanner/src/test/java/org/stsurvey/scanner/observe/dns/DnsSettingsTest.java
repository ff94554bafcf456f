package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DnsSettingsTest {

    private static final DnsSettings SETTINGS =
            DnsSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53)));

    @Test
    void eachTryIsWaitedForTwiceAsLongUpToTheLongest() {
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(SETTINGS::timeout))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
    }

    @Test
    void aFirstTryLongerThanTheLongestIsCut() {
        assertThat(SETTINGS.withTimeouts(Duration.ofSeconds(9), Duration.ofSeconds(3))
                        .timeout(1))
                .isEqualTo(Duration.ofSeconds(3));
    }
}
