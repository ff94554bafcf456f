package org.stsurvey.aggregate;

import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.Reader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// Which network announces an address, told by a file that the reader has: an MMDB (GeoLite2-ASN and its kin)
/// or a text of lines `prefix length asn` as CAIDA's pfx2as, packed with gzip or not. Told apart by content.
///
/// A text is read once, line by line; in memory are the addresses that are asked for, not its prefixes.
final class AddressOrigins {

    /// A network.
    ///
    /// @param asn as `AS64496`; several that announce a prefix as the file has them, such as `AS64496_64511`
    /// @param name of its operator; the asn where the file names nobody
    record Origin(String asn, String name) {}

    private static final byte[] MMDB_MARK = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

    /// Where an MMDB has its metadata: within the last 128 KiB.
    private static final int MMDB_TAIL = 128 * 1024;

    private AddressOrigins() {}

    /// The networks of addresses; addresses that no network announces are left out.
    ///
    /// @param addresses as the dataset has them: literals, no names
    /// @throws UnusableDatasetException if the file is neither
    static Map<String, Origin> of(Path file, Collection<String> addresses) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UnusableDatasetException("ASN database " + file
                    + " is no file; name an MMDB file or a text of lines prefix, length and ASN");
        }
        Map<String, InetAddress> literals = new HashMap<>();
        for (String address : addresses) {
            address(address).ifPresent(literal -> literals.put(address, literal));
        }
        return isMmdb(file) ? fromMmdb(file, literals) : fromText(file, literals);
    }

    private static boolean isMmdb(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(Math.max(0, bytes.length() - MMDB_TAIL));
            byte[] tail = new byte[(int) Math.min(bytes.length(), MMDB_TAIL)];
            bytes.readFully(tail);
            String text = new String(tail, StandardCharsets.ISO_8859_1);
            return text.contains(new String(MMDB_MARK, StandardCharsets.ISO_8859_1));
        }
    }

    private static Map<String, Origin> fromMmdb(Path file, Map<String, InetAddress> addresses) throws IOException {
        Map<String, Origin> found = new HashMap<>();
        boolean entries = false;
        try (Reader reader = new Reader(file.toFile())) {
            for (var address : addresses.entrySet()) {
                Map<?, ?> entry = reader.get(address.getValue(), Map.class);
                if (entry != null) {
                    entries = true;
                    origin(entry).ifPresent(origin -> found.put(address.getKey(), origin));
                }
            }
        } catch (InvalidDatabaseException e) {
            throw new UnusableDatasetException(
                    "ASN database " + file + " is a damaged MMDB (" + e.getMessage() + "); fetch it again", e);
        }
        if (entries && found.isEmpty()) {
            throw new UnusableDatasetException(
                    "ASN database " + file
                            + " names no network for any address that it knows; give a database of networks, such as GeoLite2-ASN");
        }
        return found;
    }

    /// The names of MaxMind and DB-IP first, then those of IPinfo.
    private static Optional<Origin> origin(Map<?, ?> entry) {
        return first(entry, "autonomous_system_number", "asn").map(number -> {
            String asn = number.startsWith("AS") ? number : "AS" + number;
            return new Origin(
                    asn,
                    first(entry, "autonomous_system_organization", "as_name", "name")
                            .orElse(asn));
        });
    }

    private static Optional<String> first(Map<?, ?> entry, String... keys) {
        for (String key : keys) {
            Object value = entry.get(key);
            if (value != null && !value.toString().isBlank()) {
                return Optional.of(value.toString());
            }
        }
        return Optional.empty();
    }

    private static Map<String, Origin> fromText(Path file, Map<String, InetAddress> addresses) throws IOException {
        NavigableMap<Bits, Best> byAddress = new TreeMap<>();
        for (InetAddress address : addresses.values()) {
            byAddress.put(Bits.of(address), new Best());
        }
        int number = 0;
        try (BufferedReader lines = reader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#") && !announce(line, byAddress)) {
                    throw new UnusableDatasetException("ASN database " + file + " line " + number + ": \"" + shown(line)
                            + "\" is not a prefix, its length and an ASN, separated by tabs; give a text like CAIDA's"
                            + " pfx2as, or an MMDB file");
                }
            }
        }
        Map<String, Origin> found = new HashMap<>();
        addresses.forEach((text, address) -> {
            Best best = byAddress.get(Bits.of(address));
            if (best != null && best.length >= 0) {
                found.put(text, new Origin(best.asn, best.asn));
            }
        });
        return found;
    }

    private static String shown(String line) {
        return line.length() > 80 ? line.substring(0, 80) + "..." : line;
    }

    private static BufferedReader reader(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean packed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        // Latin-1: whatever is no prefix is refused by its line, not by its encoding.
        return new BufferedReader(
                new InputStreamReader(packed ? new GZIPInputStream(in, 1 << 16) : in, StandardCharsets.ISO_8859_1));
    }

    /// Tells the addresses in a prefix of it, where it is the longest so far.
    private static boolean announce(String line, NavigableMap<Bits, Best> addresses) {
        List<String> cells = List.of(line.strip().split("[\\t /]+", -1));
        if (cells.size() < 3
                || !cells.get(1).matches("\\d{1,3}")
                || !cells.get(2).matches("[\\d_,{}]{1,200}")) {
            return false;
        }
        Optional<Bits> prefix = address(cells.getFirst()).map(Bits::of);
        int length = Integer.parseInt(cells.get(1));
        if (prefix.isEmpty() || length > prefix.get().size()) {
            return false;
        }
        Bits first = prefix.get();
        for (Best best : addresses
                .subMap(first.masked(length), true, first.lastOf(length), true)
                .values()) {
            if (length > best.length) {
                best.length = length;
                best.asn = "AS" + cells.get(2);
            }
        }
        return true;
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The longest prefix seen for an address.
    private static final class Best {
        private int length = -1;
        private String asn = "";
    }

    /// An address as an unsigned number; all of IPv4 come before all of IPv6.
    ///
    /// @param size 32 or 128 bits
    private record Bits(int size, long high, long low) implements Comparable<Bits> {

        static Bits of(InetAddress address) {
            ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
            return bytes.capacity() == 4
                    ? new Bits(32, 0, bytes.getInt() & 0xffffffffL)
                    : new Bits(128, bytes.getLong(), bytes.getLong());
        }

        /// The first address of the prefix of that length.
        Bits masked(int length) {
            return new Bits(size, high & ~highHost(length), low & ~lowHost(length));
        }

        /// Its last address.
        Bits lastOf(int length) {
            return new Bits(size, high | highHost(length), low | lowHost(length));
        }

        private long highHost(int length) {
            return size == 32 ? 0 : ones(64 - Math.min(64, length));
        }

        private long lowHost(int length) {
            return ones(Math.min(64, size - length));
        }

        private static long ones(int count) {
            return count == 0 ? 0 : -1L >>> (64 - count);
        }

        @Override
        public int compareTo(Bits other) {
            int bySize = Integer.compare(size, other.size);
            int byHigh = Long.compareUnsigned(high, other.high);
            int order = bySize == 0 ? byHigh : bySize;
            return order == 0 ? Long.compareUnsigned(low, other.low) : order;
        }
    }
}
