package org.stsurvey.inputs;

import com.google.common.base.Ascii;
import com.google.common.net.InetAddresses;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import com.ibm.icu.util.VersionInfo;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    private static final String A_LABEL_PREFIX = "xn--";
    private static final String LABEL_IN_FRONT = "x.";
    private static final String SCHEME_END = "://";

    /// Length, hyphens and empty labels are judged below, by the rules of DNS and with reasons of their own.
    private static final Set<IDNA.Error> JUDGED_HERE = EnumSet.of(
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    private final IDNA idna = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    /// The normal form of a name: lower case, A-labels, without the final dot.
    ///
    /// @throws IllegalArgumentException if it names no domain; the message says why
    public String normalise(String written) {
        return switch (read(written)) {
            case NameReading.DomainName(String name) -> name;
            case Malformed malformed -> throw new IllegalArgumentException(malformed.sentence());
        };
    }

    /// The name as its speakers write it, with U-labels: `bücher.example` for `xn--bcher-kva.example`. Empty if
    /// it has no internationalised label, or one that stands for nothing that UTS 46 allows.
    ///
    /// @param domain as in [Target#domain()]
    public Optional<String> display(String domain) {
        if (!domain.contains(A_LABEL_PREFIX)) {
            return Optional.empty();
        }
        StringBuilder unicode = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        idna.nameToUnicode(domain, unicode, info);
        String written = unicode.toString();
        boolean valid = JUDGED_HERE.containsAll(info.getErrors()) && !written.equals(domain);
        return valid ? Optional.of(written) : Optional.empty();
    }

    /// Which edition of Unicode internationalised names are read by, for manifests.
    public static String unicodeVersion() {
        VersionInfo version = UCharacter.getUnicodeVersion();
        return "UTS 46 of Unicode " + version.getMajor() + "." + version.getMinor();
    }

    /// A domain and all that it lies below, from the longest to the top level.
    static Stream<String> suffixesOf(String domain) {
        return Stream.iterate(
                        Optional.of(domain),
                        Optional::isPresent,
                        suffix -> suffix.filter(name -> name.indexOf('.') >= 0)
                                .map(name -> name.substring(name.indexOf('.') + 1)))
                .flatMap(Optional::stream);
    }

    /// The normal form of a suffix, which may be a top-level domain; a dot or `*.` in front is passed over.
    ///
    /// @throws IllegalArgumentException if it is none; the message says why
    String requireSuffix(String written) {
        String bare = written.startsWith("*.") ? written.substring(2) : removeStart(written, ".");
        // With a label in front, a top-level domain is judged like any other suffix.
        return normalise(LABEL_IN_FRONT + bare).substring(LABEL_IN_FRONT.length());
    }

    private static String removeStart(String text, String start) {
        return text.startsWith(start) ? text.substring(start.length()) : text;
    }

    NameReading read(String written) {
        String name = written.strip();
        if (isAscii(name)) {
            return readAscii(Ascii.toLowerCase(name));
        }
        return name.contains(SCHEME_END) ? new Malformed(RejectReason.URL, name) : readUnicode(name);
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
        Optional<Malformed> fault = labelFault(name);
        if (fault.isPresent()) {
            return namesSomethingElse(name).orElseGet(fault::get);
        }
        return name.length() > MAX_NAME_OCTETS
                ? new Malformed(RejectReason.NAME_TOO_LONG, name)
                : new NameReading.DomainName(name);
    }

    /// What is no domain name may be something that deserves a better reason than a bad label.
    private static Optional<Malformed> namesSomethingElse(String name) {
        if (name.contains(SCHEME_END)) {
            return Optional.of(new Malformed(RejectReason.URL, name));
        }
        return InetAddresses.isUriInetAddress(name) || InetAddresses.isInetAddress(name)
                ? Optional.of(new Malformed(RejectReason.IP_LITERAL, name))
                : Optional.empty();
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
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
