package org.stsurvey.scanner.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class VantageTest {

    @Test
    void aMachineWithoutAnyNetworkHasNoIpv6AndThatIsNoFailure() throws Exception {
        Vantage none = Vantage.of(() -> {
            throw new SocketException("No network interfaces configured");
        });
        assertThat(none.ipv6()).isFalse();
        assertThat(none.reaches(InetAddress.getByName("2001:db8::1"))).isFalse();
        assertThat(none.reaches(InetAddress.getByName("198.35.26.96"))).isTrue();
    }
}
