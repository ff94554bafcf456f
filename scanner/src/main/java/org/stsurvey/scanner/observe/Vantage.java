package org.stsurvey.scanner.observe;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Enumeration;

/// Which networks this machine can scan from.
///
/// @param ipv6 it has a global IPv6 address
public record Vantage(boolean ipv6) {

    /// Lists the network interfaces that are up.
    interface Listing {
        Enumeration<NetworkInterface> list() throws SocketException;
    }

    /// What the network interfaces show now.
    public static Vantage ofThisMachine() {
        return of(NetworkInterface::getNetworkInterfaces);
    }

    static Vantage of(Listing listing) {
        try {
            return new Vantage(Collections.list(listing.list()).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(address -> address instanceof Inet6Address
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress()
                            && !address.isSiteLocalAddress()));
        } catch (SocketException _) {
            // "No network interfaces configured": not even that of the loopback is up.
            return new Vantage(false);
        }
    }

    /// Whether there is a network to this address; says nothing of whether anybody answers there.
    public boolean reaches(InetAddress address) {
        return ipv6 || address instanceof Inet4Address || address.isLoopbackAddress();
    }
}
