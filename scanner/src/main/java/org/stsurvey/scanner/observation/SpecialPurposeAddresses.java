package org.stsurvey.scanner.observation;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which addresses nobody can be reached at over the public Internet: the special-purpose registries of RFC 6890
/// and what was added to them since.
///
/// IPv6 is judged from the other side: only 2000::/3 is assigned as global unicast, so whatever lies outside is
/// not public, NAT64 (RFC 6052) excepted. An address that embeds an IPv4 address (NAT64, 6to4, Teredo) is only
/// public if that one is.
public final class SpecialPurposeAddresses {

    /// A block of addresses.
    ///
    /// @param prefix the whole address that the block begins with
    /// @param bits the length of the prefix in bits
    /// @param purpose what it is set aside for, and where
    private record Block(ByteString prefix, int bits, String purpose) {

        boolean contains(byte[] address) {
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % 8);
                if (((address[bit / 8] ^ prefix.at(bit / 8)) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Inside a special block, yet reachable over the public Internet.
    private static final List<Block> PUBLIC_IPV4 = List.of(
            block("192.0.0.9/32", "Port Control Protocol anycast, RFC 7723"),
            block("192.0.0.10/32", "TURN anycast, RFC 8155"));

    private static final List<Block> SPECIAL_IPV4 = List.of(
            block("0.0.0.0/8", "this network, RFC 791"),
            block("10.0.0.0/8", "private use, RFC 1918"),
            block("100.64.0.0/10", "shared address space, RFC 6598"),
            block("127.0.0.0/8", "loopback, RFC 1122"),
            block("169.254.0.0/16", "link local, RFC 3927"),
            block("172.16.0.0/12", "private use, RFC 1918"),
            block("192.0.0.0/24", "IETF protocol assignments, RFC 6890"),
            block("192.0.2.0/24", "documentation, RFC 5737"),
            block("192.88.99.0/24", "former 6to4 relay anycast, RFC 7526"),
            block("192.168.0.0/16", "private use, RFC 1918"),
            block("198.18.0.0/15", "benchmarking, RFC 2544"),
            block("198.51.100.0/24", "documentation, RFC 5737"),
            block("203.0.113.0/24", "documentation, RFC 5737"),
            block("224.0.0.0/4", "multicast, RFC 5771"),
            block("240.0.0.0/4", "reserved or broadcast, RFC 1112"));

    private static final Block GLOBAL_UNICAST = block("2000::/3", "global unicast, RFC 4291");
    private static final Block NAT64 = block("64:ff9b::/96", "NAT64, RFC 6052");
    private static final Block TEREDO = block("2001::/32", "Teredo, RFC 4380");
    private static final Block SIX_TO_FOUR = block("2002::/16", "6to4, RFC 3056");

    private static final List<Block> PUBLIC_IPV6 = List.of(
            block("2001:1::1/128", "Port Control Protocol anycast, RFC 7723"),
            block("2001:1::2/128", "TURN anycast, RFC 8155"),
            block("2001:1::3/128", "DNS-SD SRP anycast, RFC 9665"),
            block("2001:3::/32", "AMT, RFC 7450"),
            block("2001:4:112::/48", "AS112, RFC 7535"),
            block("2001:20::/28", "ORCHIDv2, RFC 7343"),
            block("2001:30::/28", "drone remote identification, RFC 9374"));

    private static final List<Block> SPECIAL_IPV6 = List.of(
            block("::/128", "unspecified, RFC 4291"),
            block("::1/128", "loopback, RFC 4291"),
            block("::ffff:0:0/96", "IPv4-mapped, RFC 4291"),
            block("::/96", "IPv4-compatible, RFC 4291"),
            block("64:ff9b:1::/48", "local-use NAT64, RFC 8215"),
            block("100::/64", "discard only, RFC 6666"),
            block("100:0:0:1::/64", "dummy prefix, RFC 9780"),
            block("2001::/23", "IETF protocol assignments, RFC 2928"),
            block("2001:db8::/32", "documentation, RFC 3849"),
            block("3fff::/20", "documentation, RFC 9637"),
            block("5f00::/16", "segment routing, RFC 9602"),
            block("fc00::/7", "unique local, RFC 4193"),
            block("fe80::/10", "link local, RFC 4291"),
            block("fec0::/10", "former site local, RFC 3879"),
            block("ff00::/8", "multicast, RFC 4291"));

    private SpecialPurposeAddresses() {}

    /// Whether a host on the public Internet can have this address.
    public static boolean isPublic(InetAddress address) {
        return purpose(address).isEmpty();
    }

    /// What the address is set aside for; empty if it is public.
    public static Optional<String> purpose(InetAddress address) {
        return purpose(address.getAddress());
    }

    private static Optional<String> purpose(byte[] address) {
        return address.length == 4 ? ipv4(address) : ipv6(address);
    }

    private static Optional<String> ipv4(byte[] address) {
        return find(PUBLIC_IPV4, address).isPresent() ? Optional.empty() : find(SPECIAL_IPV4, address);
    }

    private static Optional<String> ipv6(byte[] address) {
        if (NAT64.contains(address)) {
            return embedded(NAT64, address, 12, 0);
        }
        if (TEREDO.contains(address)) {
            // Server in bits 32..63, client in the last 32 bits with all of them inverted.
            return embedded(TEREDO, address, 4, 0).or(() -> embedded(TEREDO, address, 12, 0xff));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return embedded(SIX_TO_FOUR, address, 2, 0);
        }
        if (find(PUBLIC_IPV6, address).isPresent()) {
            return Optional.empty();
        }
        return find(SPECIAL_IPV6, address)
                .or(() -> GLOBAL_UNICAST.contains(address)
                        ? Optional.empty()
                        : Optional.of("outside global unicast, RFC 4291"));
    }

    private static Optional<String> embedded(Block block, byte[] address, int from, int inversion) {
        var inner = Arrays.copyOfRange(address, from, from + 4);
        for (var i = 0; i < inner.length; i++) {
            inner[i] = (byte) (inner[i] ^ inversion);
        }
        return ipv4(inner).map(purpose -> block.purpose() + ", of an address for " + purpose);
    }

    private static Optional<String> find(List<Block> blocks, byte[] address) {
        for (var block : blocks) {
            if (block.contains(address)) {
                return Optional.of(block.purpose());
            }
        }
        return Optional.empty();
    }

    private static Block block(String cidr, String purpose) {
        var slash = cidr.indexOf('/');
        var octets = octets(cidr.substring(0, slash));
        return new Block(ByteString.copyOf(octets), Integer.parseInt(cidr.substring(slash + 1)), purpose);
    }

    /// Reads the two notations used above, without a resolver: dotted quads, and groups with at most one `::`.
    private static byte[] octets(String text) {
        if (text.indexOf('.') >= 0) {
            var quad = List.of(text.split("\\."));
            var octets = new byte[4];
            for (var i = 0; i < octets.length; i++) {
                octets[i] = (byte) Integer.parseInt(quad.get(i));
            }
            return octets;
        }
        var octets = new byte[16];
        var gap = text.indexOf("::");
        var head = groups(gap < 0 ? text : text.substring(0, gap));
        var tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        fill(octets, 0, head);
        fill(octets, octets.length - 2 * tail.size(), tail);
        return octets;
    }

    private static void fill(byte[] octets, int from, List<String> groups) {
        var at = from;
        for (var group : groups) {
            var value = Integer.parseInt(group, 16);
            octets[at] = (byte) (value >> 8);
            octets[at + 1] = (byte) value;
            at += 2;
        }
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":"));
    }
}
