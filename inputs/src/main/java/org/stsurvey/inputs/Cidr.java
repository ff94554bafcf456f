package org.stsurvey.inputs;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A network of IPv4 or IPv6 addresses.
///
/// @param network its lowest address
/// @param prefixBits how many leading bits all its addresses share
public record Cidr(InetAddress network, int prefixBits) {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f:.]+)(?:/([0-9]{1,3}))?");

    /// Checks the network.
    ///
    /// @throws IllegalArgumentException if the prefix is longer than the address, or the address has bits set
    ///     behind it: that may be a slip in either half
    public Cidr {
        int bits = network.getAddress().length * 8;
        if (prefixBits < 0 || prefixBits > bits) {
            throw new IllegalArgumentException("prefix length %d is not from 0 to %d".formatted(prefixBits, bits));
        }
        if (number(network).getLowestSetBit() >= 0 && number(network).getLowestSetBit() < bits - prefixBits) {
            throw new IllegalArgumentException(
                    "%s has bits set behind its first %d".formatted(InetAddresses.toAddrString(network), prefixBits));
        }
    }

    /// Reads `192.0.2.0/24`, `2001:db8::/32` or a single address. Asks no resolver.
    ///
    /// @throws IllegalArgumentException saying what is wrong
    public static Cidr parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is no address or address/prefix length");
        }
        InetAddress network = InetAddresses.forString(matcher.group(1));
        String prefix = matcher.group(2);
        return new Cidr(network, prefix == null ? network.getAddress().length * 8 : Integer.parseInt(prefix));
    }

    /// Whether an address lies in this network.
    public boolean contains(InetAddress address) {
        int bits = network.getAddress().length * 8;
        return address.getAddress().length * 8 == bits
                && number(address)
                        .shiftRight(bits - prefixBits)
                        .equals(number(network).shiftRight(bits - prefixBits));
    }

    @Override
    public String toString() {
        return InetAddresses.toAddrString(network) + "/" + prefixBits;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
