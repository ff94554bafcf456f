package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import javax.net.ssl.SNIHostName;
import org.junit.jupiter.api.Test;

/// What dialling relies on in the JDK's name resolution; see [LeasedResolverProvider].
class NameResolutionFactsTest {

    private static final String HOST = "mta-sts.names.example";

    private static InetAddress resolved() throws UnknownHostException {
        return InetAddress.getAllByName(HOST)[0];
    }

    @Test
    void anAnswerIsNotRemembered() throws Exception {
        for (String literal : new String[] {"192.0.2.1", "192.0.2.2"}) {
            try (Dial.Lease _ = Dial.lease(HOST, InetAddress.ofLiteral(literal))) {
                assertThat(resolved().getHostAddress()).isEqualTo(literal);
            }
        }
    }

    @Test
    void aFailureIsNotRememberedEither() throws Exception {
        assertThatThrownBy(NameResolutionFactsTest::resolved).isInstanceOf(UnknownHostException.class);
        try (Dial.Lease _ = Dial.lease(HOST, InetAddress.ofLiteral("192.0.2.1"))) {
            assertThat(resolved().getHostAddress()).isEqualTo("192.0.2.1");
        }
        assertThatThrownBy(NameResolutionFactsTest::resolved).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void theTimesToLiveAreSecurityPropertiesAndNotSystemProperties() {
        assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("0");
        assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("0");
        assertThat(System.getProperty("networkaddress.cache.ttl")).isNull();
    }

    @Test
    void literalAddressesNeedNoResolver() throws Exception {
        assertThat(InetAddress.getAllByName("192.0.2.7")).containsExactly(InetAddress.ofLiteral("192.0.2.7"));
    }

    @Test
    void anIpv4MappedAddressTurnsIntoTheIpv4AddressItHides() {
        assertThat(InetAddress.ofLiteral("::ffff:127.0.0.1")).isInstanceOf(Inet4Address.class);
    }

    @Test
    void serverNamesAreLdhNames() {
        assertThatThrownBy(() -> new SNIHostName("mta-sts.my_shop.example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SNIHostName("mta-sts.-shop.example")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new SNIHostName("mta-sts.shop.example").getAsciiName()).isEqualTo("mta-sts.shop.example");
    }

    @Test
    void theJdksIdnaIsOf2003AndThereforeNotUsed() {
        assertThat(IDN.toASCII("faß.de")).isEqualTo("fass.de");
    }
}
