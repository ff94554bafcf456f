package org.stsurvey.scanner.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialPurposeAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.8",
                "192.0.0.11",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.255",
                "224.0.0.0",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255"
            })
    void ipv4AddressesSetAsideAreNotPublic(String address) {
        assertThat(SpecialPurposeAddresses.isPublic(of(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.0.9",
                "192.0.0.10",
                "192.0.1.0",
                "192.0.3.0",
                "192.88.98.1",
                "192.88.100.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.1",
                "198.51.101.1",
                "203.0.112.1",
                "203.0.114.1",
                "223.255.255.255",
                "192.31.196.1",
                "192.52.193.1",
                "192.175.48.1"
            })
    void theirNeighboursArePublic(String address) {
        assertThat(SpecialPurposeAddresses.purpose(of(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "::2",
                "::8.8.8.8",
                "64:ff9b::10.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b:1::8.8.8.8",
                "64:ff9b::1:808:808",
                "100::1",
                "100:0:0:1::1",
                "200::1",
                "1fff::1",
                "2001::1",
                "2001:0:a00:1::f7f7:f7f7",
                "2001:0:808:808::f5ff:fffe",
                "2001:1::4",
                "2001:2::1",
                "2001:10::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "2002:7f00:1::1",
                "3fff::1",
                "3fff:fff::1",
                "4000::1",
                "5f00::1",
                "8000::1",
                "fc00::1",
                "fd00::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void ipv6AddressesSetAsideAreNotPublic(String address) {
        assertThat(SpecialPurposeAddresses.isPublic(of(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000::1",
                "2606:4700::6810:84e5",
                "2a00:1450:4001::1",
                "2620:4f:8000::1",
                "2001:200::1",
                "2001:1::1",
                "2001:1::2",
                "2001:1::3",
                "2001:3::1",
                "2001:4:112::1",
                "2001:20::1",
                "2001:30::1",
                "2001:db7::1",
                "2001:db9::1",
                "2003::1",
                "3ffe::1",
                "3fff:1000::1",
                // an embedded IPv4 address that is public itself
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "2001:0:808:808::f7f7:f7f7"
            })
    void globalUnicastIsPublic(String address) {
        assertThat(SpecialPurposeAddresses.purpose(of(address))).isEmpty();
    }

    @Test
    void anIpv4MappedAddressIsTheIpv4Address() {
        // InetAddress itself turns these into IPv4.
        assertThat(SpecialPurposeAddresses.isPublic(of("::ffff:127.0.0.1"))).isFalse();
        assertThat(SpecialPurposeAddresses.isPublic(of("::ffff:10.0.0.1"))).isFalse();
    }

    @Test
    void thePurposeNamesTheRule() {
        assertThat(SpecialPurposeAddresses.purpose(of("10.1.2.3"))).hasValue("private use, RFC 1918");
        assertThat(SpecialPurposeAddresses.purpose(of("64:ff9b::192.168.0.1")))
                .hasValue("NAT64, RFC 6052, of an address for private use, RFC 1918");
        assertThat(SpecialPurposeAddresses.purpose(of("2001:0:808:808::f5ff:fffe")))
                .hasValue("Teredo, RFC 4380, of an address for private use, RFC 1918");
        assertThat(SpecialPurposeAddresses.purpose(of("4000::1"))).hasValue("outside global unicast, RFC 4291");
    }

    private static InetAddress of(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
