package org.stsurvey.scanner.dataset;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// IP addresses as canonical text (RFC 5952), and back.
final class AddressText {

    private AddressText() {}

    static String format(InetAddress address) {
        return InetAddresses.toAddrString(address);
    }

    static InetAddress parse(String text) {
        var address = InetAddress.ofLiteral(text);
        // The JDK turns an IPv4-mapped address, which a AAAA record may well hold, into the IPv4 address.
        return address instanceof Inet4Address && text.indexOf(':') >= 0 ? mapped(address.getAddress()) : address;
    }

    private static InetAddress mapped(byte[] four) {
        byte[] six = new byte[16];
        six[10] = six[11] = (byte) 0xff;
        System.arraycopy(four, 0, six, 12, four.length);
        try {
            return Inet6Address.getByAddress(null, six, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are always an address", e);
        }
    }
}
