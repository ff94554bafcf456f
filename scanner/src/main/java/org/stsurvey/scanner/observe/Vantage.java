package org.stsurvey.scanner.observe;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;

/// Which networks this machine can scan from.
///
/// @param ipv6 it has a global IPv6 address
public record Vantage(boolean ipv6) {

    /// What the network interfaces show now.
    ///
    /// @throws SocketException if they cannot be listed
    public static Vantage ofThisMachine() throws SocketException {
        List<NetworkInterface> interfaces = Collections.list(NetworkInterface.getNetworkInterfaces());
        boolean global = interfaces.stream()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address
                        && !address.isLoopbackAddress()
                        && !address.isLinkLocalAddress()
                        && !address.isSiteLocalAddress());
        return new Vantage(global);
    }

    /// Whether there is a network to this address; says nothing of whether anybody answers there.
    public boolean reaches(InetAddress address) {
        return ipv6 || address instanceof Inet4Address || address.isLoopbackAddress();
    }
}
