package org.stsurvey.inputs;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.net.InetAddresses;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Brings names as people write them into the form in which DNS is asked, or says why that cannot be.
///
/// What DNS allows is more than what a host may be called (RFC 2181 §11), and real lists use some of it:
/// underscores
/// and hyphens at a label's edge are kept. Characters beyond those are legal in DNS too,
/// but in a list they are a slip: a URL, a wildcard, an address with a port.
///
/// U-labels become A-labels by UTS 46, nontransitional: `faß.de` is `xn--fa-hia.de`, not `fass.de` (another
/// domain).
/// Labels that are ASCII already, A-labels among them, are taken as they are.
public final class DomainNames {
    private static final int MAX_LABEL_OCTETS = 63;
    private static final int MAX_NAME_OCTETS = 253;

    /// Length, hyphens and empty labels are judged below, by the rules of DNS and with reasons of their own.
    private static final Set<IDNA.Error> JUDGED_HERE = EnumSet.of(
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    private final IDNA idna =
            IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    /// The normal form of a name: lower case, A-labels, without the final dot.
    ///
    /// @throws IllegalArgumentException if it names no domain; the message says why
    public String normalise(String written) {
        return switch (read(written)) {
            case NameReading.DomainName(String name) -> name;
            case Malformed malformed -> throw new IllegalArgumentException(malformed.sentence());
        };
    }

    NameReading read(String written) {
        String name = written.strip();
        if (name.contains("://")) {
            return new Malformed(RejectReason.URL, name);
        }
        if (isAscii(name)) {
            return readAscii(Ascii.toLowerCase(name));
        }
        return readUnicode(name);
    }

    private NameReading readUnicode(String name) {
        StringBuilder ascii = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        try {
            idna.nameToASCII(name, ascii, info);
        } catch (ICUInputTooLongException tooLong) {
            // ICU gives no error but throws for labels of over 1,000 code units.
            return new Malformed(RejectReason.LABEL_TOO_LONG, name);
        }
        return JUDGED_HERE.containsAll(info.getErrors())
                ? readAscii(ascii.toString())
                : new Malformed(RejectReason.NOT_IDNA, name);
    }

    private static NameReading readAscii(String written) {
        String name = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        if (name.isEmpty()) {
            return new Malformed(RejectReason.EMPTY_NAME, written);
        }
        if (InetAddresses.isUriInetAddress(name) || InetAddresses.isInetAddress(name)) {
            return new Malformed(RejectReason.IP_LITERAL, name);
        }
        Optional<Malformed> fault = labelFault(name);
        if (fault.isPresent()) {
            return fault.get();
        }
        return name.length() > MAX_NAME_OCTETS
                ? new Malformed(RejectReason.NAME_TOO_LONG, name)
                : new NameReading.DomainName(name);
    }

    private static Optional<Malformed> labelFault(String name) {
        int labels = 0;
        int start = 0;
        boolean numeric = true;
        for (int i = 0; i <= name.length(); i++) {
            char character = i == name.length() ? '.' : name.charAt(i);
            if (character != '.') {
                if (!isNameCharacter(character)) {
                    return Optional.of(
                            new Malformed(RejectReason.ILLEGAL_CHARACTER, Character.toString(name.codePointAt(i))));
                }
                numeric = (i == start || numeric) && isDigit(character);
            } else if (i == start) {
                return Optional.of(new Malformed(RejectReason.EMPTY_LABEL, name));
            } else if (i - start > MAX_LABEL_OCTETS) {
                return Optional.of(new Malformed(RejectReason.LABEL_TOO_LONG, name.substring(start, i)));
            } else {
                labels++;
                start = i + 1;
            }
        }
        if (labels == 1) {
            return Optional.of(new Malformed(RejectReason.SINGLE_LABEL, name));
        }
        return numeric ? Optional.of(new Malformed(RejectReason.NUMERIC_TOP_LEVEL, name)) : Optional.empty();
    }

    private static boolean isNameCharacter(char character) {
        return (character >= 'a' && character <= 'z') || isDigit(character) || character == '-' || character == '_';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isAscii(String text) {
        return CharMatcher.ascii().matchesAllOf(text);
    }
}
