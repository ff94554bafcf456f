package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {

    @ParameterizedTest
    @CsvSource({
        "c0000201, 192.0.2.1",
        "20010db8000000000000000000000001, 2001:db8::1",
        "20010db8000000010000000000000000, 2001:db8:0:1::",
        "00000000000000000000000000000000, ::",
        "00000000000000000000ffffc0000201, ::ffff:c000:201"
    })
    void addressIsCanonicalTextAndComesBackAsTheSameBytes(String hex, String text) throws UnknownHostException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        var address = bytes.length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);

        assertThat(AddressText.format(address)).isEqualTo(text);
        assertThat(AddressText.parse(text)).isEqualTo(address).hasSameClassAs(address);
    }
}
