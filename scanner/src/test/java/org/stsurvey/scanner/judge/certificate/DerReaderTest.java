package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.scanner.observation.ByteString;

/// The distinguished encoding rules, octet by octet (X.690).
class DerReaderTest {

    private static DerReader der(String hex) {
        return DerReader.over(ByteString.copyOf(HexFormat.of().parseHex(hex)));
    }

    @ParameterizedTest
    @CsvSource({
        // short form, long forms
        "0400, ''",
        "0401aa, aa",
        "0403aabbcc, aabbcc",
        "048101aa, aa",
        "04820002aabb, aabb",
        "0483000001aa, aa",
        "048400000002aabb, aabb"
    })
    void contentIsAsLongAsItsLengthSays(String hex, String content) throws MalformedException {
        var reader = der(hex);
        assertThat(HexFormat.of().formatHex(reader.read(DerReader.OCTET_STRING).toArray()))
                .isEqualTo(content);
        assertThat(reader.atEnd()).isTrue();
        reader.requireEnd();
    }

    @Test
    void aLongLengthIsReadFromItsHighestOctetOn() throws MalformedException {
        var reader = der("04820102" + "ab".repeat(0x102) + "0500");
        assertThat(reader.read(DerReader.OCTET_STRING).size()).isEqualTo(0x102);
        assertThat(reader.next()).isEqualTo(0x05);
        assertThatThrownBy(reader::requireEnd).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "04",
                "0401",
                "0402aa",
                "0480",
                "0480aa0000",
                "0485000000000100",
                "0481",
                "0482",
                "048201",
                "0484000000",
                "0484ffffffffaa",
                "04847fffffffaa",
                "1f0100",
                "3f0100",
                "0501aa"
            })
    void whatEndsOutsideOfItsParentOrHasNoDefiniteLengthIsRefused(String hex) {
        assertThatThrownBy(() -> der(hex).read(DerReader.OCTET_STRING)).isInstanceOf(MalformedException.class);
    }

    @Test
    void anElementIsReadWithItsHeader() throws MalformedException {
        var reader = der("0401aa0500");
        assertThat(HexFormat.of().formatHex(reader.element().toArray())).isEqualTo("0401aa");
        assertThat(HexFormat.of().formatHex(reader.rest().toArray())).isEqualTo("0500");
        assertThat(HexFormat.of().formatHex(reader.element().toArray())).isEqualTo("0500");
        assertThat(reader.next()).isEqualTo(-1);
    }

    @Test
    void identifiersOfContextElements() {
        assertThat(DerReader.context(2)).isEqualTo(0x82);
        assertThat(DerReader.contextConstructed(3)).isEqualTo(0xa3);
    }

    @Test
    void booleans() throws MalformedException {
        assertThat(der("0101ff").readBoolean()).isTrue();
        assertThat(der("010101").readBoolean()).isTrue();
        assertThat(der("010100").readBoolean()).isFalse();
        assertThatThrownBy(() -> der("0100").readBoolean()).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> der("0102ffff").readBoolean()).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "020100, 0",
        "02017f, 127",
        "02020080, 128",
        "02047fffffff, 2147483647",
        "02050080000000, 2147483647",
        "0201ff, 2147483647",
        "02087fffffffffffffff, 2147483647",
        "0209000000000000000001, 2147483647",
        "02080000000000000001, 1"
    })
    void smallIntegersAreCappedWhereTheyDoNotFit(String hex, int value) throws MalformedException {
        assertThat(der(hex).readSmallInteger()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0200, 0",
        "020100, 0",
        "020101, 1",
        "02017f, 7",
        "02020080, 8",
        "020300ffff, 16",
        "02020100, 9",
        "0203000001, 1"
    })
    void significantBits(String hex, int bits) throws MalformedException {
        assertThat(der(hex).readBitLength()).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({
        "030100, 0",
        "03020780, 32768",
        "030205a0, 40960",
        "0303078001, 32769",
        "030407800180, 32769",
        "0303070080, 128"
    })
    void namedBitsBeginWithTheHighest(String hex, int bits) throws MalformedException {
        assertThat(der(hex).readNamedBits()).isEqualTo(bits);
        assertThatThrownBy(() -> der("0300").readNamedBits()).isInstanceOf(MalformedException.class);
    }

    @Test
    void bitStringsOfWholeOctets() throws MalformedException {
        assertThat(HexFormat.of()
                        .formatHex(der("030300aabb").enterBitString().rest().toArray()))
                .isEqualTo("aabb");
        assertThatThrownBy(() -> der("030307aa80").enterBitString()).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> der("0300").enterBitString()).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0603551d11, 2.5.29.17",
        "06092a864886f70d01010b, 1.2.840.113549.1.1.11",
        "060100, 0.0",
        "060127, 0.39",
        "060128, 1.0",
        "06014f, 1.39",
        "060150, 2.0",
        "06028837, 2.999",
        // the greatest arc that fits, and the next
        "060a2affffffffffffffff7f, 1.2.9223372036854775807",
        "060b2a81808080808080808000, #2a81808080808080808000"
    })
    void objectIdentifiers(String hex, String dotted) throws MalformedException {
        assertThat(der(hex).readObjectIdentifier()).isEqualTo(dotted);
    }

    @Test
    void objectIdentifiersHaveAnEndAndALimit() throws MalformedException {
        assertThat(der("0640" + "01".repeat(64)).readObjectIdentifier()).startsWith("0.1.1.1");
        for (var hex : new String[] {"0600", "060181", "0641" + "01".repeat(65)}) {
            assertThatThrownBy(() -> der(hex).readObjectIdentifier()).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 491231235959Z, 2049-12-31T23:59:59Z",
        "UTC, 500101000000Z, 1950-01-01T00:00:00Z",
        "UTC, 260228010203Z, 2026-02-28T01:02:03Z",
        "GENERALIZED, 20500101000000Z, 2050-01-01T00:00:00Z",
        "GENERALIZED, 99991231235959Z, 9999-12-31T23:59:59Z"
    })
    void times(String kind, String text, Instant time) throws MalformedException {
        assertThat(time(kind, text).readTime()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2601010000Z",
        "UTC, 260101000000",
        "UTC, 260101000000+0000",
        "UTC, 26010100000aZ",
        "UTC, 26010100000/Z",
        "UTC, 26010100000:Z",
        "UTC, 260230000000Z",
        "UTC, 260101240000Z",
        "UTC, 20260101000000Z",
        "GENERALIZED, 260101000000Z",
        "GENERALIZED, 20260101000000.5Z",
        "GENERALIZED, 20261301000000Z"
    })
    void timesThatRfc5280DoesNotKnowAreRefused(String kind, String text) {
        assertThatThrownBy(() -> time(kind, text).readTime()).isInstanceOf(MalformedException.class);
    }

    private static DerReader time(String kind, String text) {
        var identifier = kind.equals("UTC") ? "17" : "18";
        var content = HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
        return der(identifier + "%02x".formatted(text.length()) + content);
    }
}
