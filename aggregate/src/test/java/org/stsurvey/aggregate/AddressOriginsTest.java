package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressOriginsTest {

    @TempDir
    Path folder;

    private static final String PFX2AS = """
            # prefix	length	asn
            192.0.2.0	24	64496
            192.0.2.128	25	64497_64498
            0.0.0.0	0	64499
            2001:db8::	32	64500
            2001:db8:1::	48	64501,64502
            255.255.255.255	32	64503
            """;

    private static final List<String> ADDRESSES = List.of(
            "192.0.2.1",
            "192.0.2.200",
            "203.0.113.1",
            "2001:db8::1",
            "2001:db8:1:2::3",
            "2001:db9::1",
            "255.255.255.255");

    private static void assertLongestPrefixes(Map<String, AddressOrigins.Origin> origins) {
        Map<String, String> asns = new TreeMap<>();
        origins.forEach((address, origin) -> asns.put(address, origin.asn()));
        assertThat(asns)
                .isEqualTo(Map.of(
                        "192.0.2.1", "AS64496",
                        "192.0.2.200", "AS64497_64498",
                        "203.0.113.1", "AS64499",
                        "2001:db8::1", "AS64500",
                        "2001:db8:1:2::3", "AS64501,64502",
                        "255.255.255.255", "AS64503"));
    }

    @Test
    void longestPrefixOfATextDecides() throws Exception {
        assertLongestPrefixes(AddressOrigins.of(Files.writeString(folder.resolve("a.txt"), PFX2AS), ADDRESSES));
    }

    @Test
    void packedTextIsToldByItsContent() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(PFX2AS.getBytes(StandardCharsets.UTF_8));
        }
        assertLongestPrefixes(AddressOrigins.of(Files.write(folder.resolve("a"), packed.toByteArray()), ADDRESSES));
    }

    @Test
    void mmdbGivesNumberAndName() throws Exception {
        Path file = Files.write(
                folder.resolve("asn.mmdb"), mmdb("autonomous_system_number", "autonomous_system_organization"));
        assertThat(AddressOrigins.of(file, List.of("192.0.2.1", "10.0.0.1")))
                .isEqualTo(Map.of("192.0.2.1", new AddressOrigins.Origin("AS64496", "Example Net")));
    }

    @Test
    void databaseOfSomethingElseIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("city.mmdb"), mmdb("geoname_id", "city"));
        assertThatThrownBy(() -> AddressOrigins.of(file, List.of("192.0.2.1", "no address")))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageContaining("names no network for any address that it knows");
    }

    @Test
    void textThatIsNoneIsNamedWithItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "192.0.2.0\t24\t64496\nexample.com\t24\t64496\n");
        assertThatThrownBy(() -> AddressOrigins.of(file, ADDRESSES))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessage("ASN database " + file
                        + " line 2: \"example.com\t24\t64496\" is not a prefix, its length and an ASN,"
                        + " separated by tabs; give a text like CAIDA's pfx2as, or an MMDB file");
        for (String line : List.of("192.0.2.0\t33\t1", "192.0.2.0\t24", "192.0.2.0\t24\t=1+1", "192.0.2.0\tx\t1")) {
            Files.writeString(file, line);
            assertThatThrownBy(() -> AddressOrigins.of(file, ADDRESSES)).hasMessageContaining(" line 1: ");
        }
        assertThatThrownBy(() -> AddressOrigins.of(folder.resolve("none"), ADDRESSES))
                .hasMessageContaining("is no file");
    }

    @Test
    void damagedMmdbIsRefused() throws Exception {
        byte[] bytes = mmdb("autonomous_system_number", "autonomous_system_organization");
        for (int i = 0; i < 40; i++) {
            bytes[i] = (byte) 0xff;
        }
        Path file = Files.write(folder.resolve("asn.mmdb"), bytes);
        assertThatThrownBy(() -> AddressOrigins.of(file, List.of("192.0.2.1")))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageContaining("is a damaged MMDB");
    }

    /// A database of the one network 128.0.0.0/1, in the format's words: a search tree of one node, a data
    /// section of one map, and the metadata.
    private static byte[] mmdb(String numberKey, String nameKey) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // Node 0: bit 0 leads nowhere (the number of nodes), bit 1 to the data at offset 0 (nodes + 16).
        out.writeBytes(new byte[] {0, 0, 1, 0, 0, 1 + 16});
        out.writeBytes(new byte[16]);
        out.write(0xe2);
        text(out, numberKey);
        out.writeBytes(new byte[] {(byte) 0xc4, 0, 0, (byte) 0xfb, (byte) 0xf0}); // uint32 64496
        text(out, nameKey);
        text(out, "Example Net");
        out.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        out.write(0xe9);
        number16(out, "binary_format_major_version", 2);
        number16(out, "binary_format_minor_version", 0);
        text(out, "build_epoch");
        out.writeBytes(new byte[] {0x01, 0x02, 1}); // uint64 1
        text(out, "database_type");
        text(out, "ASN");
        text(out, "description");
        out.write(0xe0);
        number16(out, "ip_version", 4);
        text(out, "languages");
        out.writeBytes(new byte[] {0x00, 0x04}); // an array of none
        text(out, "node_count");
        out.writeBytes(new byte[] {(byte) 0xc1, 1});
        number16(out, "record_size", 24);
        return out.toByteArray();
    }

    private static void number16(ByteArrayOutputStream out, String key, int value) {
        text(out, key);
        out.writeBytes(value == 0 ? new byte[] {(byte) 0xa0} : new byte[] {(byte) 0xa1, (byte) value});
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 29) {
            out.write(0x40 | bytes.length);
        } else {
            out.write(0x5d);
            out.write(bytes.length - 29);
        }
        out.writeBytes(bytes);
    }
}
