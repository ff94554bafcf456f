package org.stsurvey.scanner.judge.certificate;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.stsurvey.scanner.observation.ByteString;

/// A reader over the elements of a DER encoding (X.690), one after the other.
///
/// It never reads beyond the element it was made for, and copies only what is asked for. Lengths longer than
/// needed are read all the same; indefinite lengths and tag numbers above 30, which no certificate contains, are
/// malformed.
final class DerReader {

    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTC_TIME = 0x17;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final int GENERALIZED_TIME = 0x18;
    private static final int AT_END = -1;
    private static final int MAX_OBJECT_IDENTIFIER_OCTETS = 64;

    private final byte[] octets;
    private final int end;
    private int position;

    private DerReader(byte[] octets, int from, int end) {
        this.octets = octets;
        this.position = from;
        this.end = end;
    }

    static DerReader over(ByteString der) {
        return new DerReader(der.toArray(), 0, der.size());
    }

    /// The identifier octet of a context-specific, primitive element.
    static int context(int number) {
        return 0x80 | number;
    }

    /// The identifier octet of a context-specific, constructed element.
    static int contextConstructed(int number) {
        return 0xa0 | number;
    }

    boolean atEnd() {
        return position == end;
    }

    /// The identifier octet of the next element; -1 at the end.
    int next() {
        return atEnd() ? AT_END : octets[position] & 0xff;
    }

    void requireEnd() throws MalformedException {
        if (!atEnd()) {
            throw malformed("nothing more");
        }
    }

    /// Goes past the next element, which must have this identifier, and reads inside it.
    DerReader enter(int identifier) throws MalformedException {
        if (next() != identifier) {
            throw malformed("element 0x%02x".formatted(identifier));
        }
        var content = content();
        position = content.end;
        return content;
    }

    /// The content of the next element, which must have this identifier.
    ByteString read(int identifier) throws MalformedException {
        return enter(identifier).rest();
    }

    /// The next element whatever it is, with its header.
    ByteString element() throws MalformedException {
        int start = position;
        position = content().end;
        return ByteString.copyOf(octets, start, position);
    }

    /// What has not been read yet.
    ByteString rest() {
        return ByteString.copyOf(octets, position, end);
    }

    boolean readBoolean() throws MalformedException {
        var value = enter(BOOLEAN);
        if (value.size() != 1) {
            throw value.malformed("one octet");
        }
        return octets[value.position] != 0;
    }

    /// A number from 0 to 2^31-1; what is larger or negative counts as 2^31-1.
    int readSmallInteger() throws MalformedException {
        var value = enter(INTEGER);
        if (value.size() == 0) {
            throw value.malformed("an integer");
        }
        var number = new BigInteger(octets, value.position, Math.min(value.size(), 8));
        return value.size() > 8 || number.signum() < 0 || number.bitLength() > 31
                ? Integer.MAX_VALUE
                : number.intValue();
    }

    /// The number of significant bits of an integer that is not negative.
    int readBitLength() throws MalformedException {
        var value = enter(INTEGER);
        while (value.size() > 0 && octets[value.position] == 0) {
            value.position++;
        }
        return value.size() == 0
                ? 0
                : value.size() * 8 - (Integer.numberOfLeadingZeros(octets[value.position] & 0xff) - 24);
    }

    /// A bit string of whole octets.
    DerReader enterBitString() throws MalformedException {
        var value = enter(BIT_STRING);
        if (value.next() != 0) {
            throw value.malformed("a bit string of whole octets");
        }
        value.position++;
        return value;
    }

    /// A bit string of at most 16 bits, the first one as the highest bit of a 16-bit number.
    int readNamedBits() throws MalformedException {
        var value = enter(BIT_STRING);
        if (value.size() == 0) {
            throw value.malformed("a bit string");
        }
        int first = value.size() > 1 ? octets[value.position + 1] & 0xff : 0;
        int second = value.size() > 2 ? octets[value.position + 2] & 0xff : 0;
        return (first << 8) | second;
    }

    /// An object identifier in dotted form; in hexadecimal where an arc does not fit 63 bits.
    String readObjectIdentifier() throws MalformedException {
        var value = enter(OBJECT_IDENTIFIER);
        if (value.size() == 0 || value.size() > MAX_OBJECT_IDENTIFIER_OCTETS || (octets[value.end - 1] & 0x80) != 0) {
            throw value.malformed("an object identifier of at most 64 octets");
        }
        ByteString encoded = value.rest();
        var dotted = new StringBuilder();
        long arc = 0;
        for (int i = 0; i < encoded.size(); i++) {
            if (arc > Long.MAX_VALUE >> 7) {
                return "#" + HexFormat.of().formatHex(encoded.toArray());
            }
            arc = (arc << 7) | (encoded.at(i) & 0x7f);
            if (encoded.at(i) < 0x80) {
                if (dotted.isEmpty()) {
                    // X.690 §8.19.4: the first two arcs share a number
                    long root = Math.min(arc / 40, 2);
                    dotted.append(root);
                    arc -= 40 * root;
                }
                dotted.append('.').append(arc);
                arc = 0;
            }
        }
        return dotted.toString();
    }

    /// RFC 5280 §4.1.2.5: `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`, always with seconds, always `Z`.
    Instant readTime() throws MalformedException {
        boolean twoDigits = next() == UTC_TIME;
        var value = enter(twoDigits ? UTC_TIME : GENERALIZED_TIME);
        String text = value.rest().latin1();
        int yearDigits = twoDigits ? 2 : 4;
        if (text.length() != yearDigits + 11
                || text.charAt(text.length() - 1) != 'Z'
                || !text.chars().limit(text.length() - 1L).allMatch(c -> c >= '0' && c <= '9')) {
            throw value.malformed("a time as in RFC 5280 §4.1.2.5");
        }
        int year = number(text, 0, yearDigits);
        if (twoDigits) {
            // RFC 5280 §4.1.2.5.1: "Where YY is greater than or equal to 50, the year SHALL be interpreted as 19YY"
            year += year >= 50 ? 1900 : 2000;
        }
        try {
            return LocalDateTime.of(
                            year,
                            number(text, yearDigits, 2),
                            number(text, yearDigits + 2, 2),
                            number(text, yearDigits + 4, 2),
                            number(text, yearDigits + 6, 2),
                            number(text, yearDigits + 8, 2))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException impossible) {
            throw value.malformed("a time that exists");
        }
    }

    private static int number(String digits, int from, int length) {
        return Integer.parseInt(digits, from, from + length, 10);
    }

    private int size() {
        return end - position;
    }

    /// A reader over the content of the element at the position.
    private DerReader content() throws MalformedException {
        int identifier = next();
        if (identifier == AT_END || (identifier & 0x1f) == 0x1f || size() < 2) {
            throw malformed("an element");
        }
        int from = position + 2;
        long length = octets[position + 1] & 0xff;
        if (length >= 0x80) {
            int lengthOctets = (int) length & 0x7f;
            if (lengthOctets == 0 || lengthOctets > 4 || lengthOctets > end - from) {
                throw malformed("a definite length of at most 4 octets");
            }
            length = 0;
            for (int i = 0; i < lengthOctets; i++) {
                length = (length << 8) | (octets[from++] & 0xff);
            }
        }
        if (length > end - from) {
            throw malformed("an element that ends inside its parent");
        }
        return new DerReader(octets, from, from + (int) length);
    }

    private MalformedException malformed(String expected) {
        return new MalformedException("octet " + position + ": expected " + expected);
    }
}
