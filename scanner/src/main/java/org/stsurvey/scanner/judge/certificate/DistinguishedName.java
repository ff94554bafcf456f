package org.stsurvey.scanner.judge.certificate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stsurvey.scanner.observation.ByteString;

/// The name of a subject or an issuer, RFC 5280 §4.1.2.4.
///
/// @param attributes as written, in order
/// @param comparable the same with RFC 5280 §7.1 applied, one set per relative name; what names are compared by
record DistinguishedName(List<Attribute> attributes, List<Set<Attribute>> comparable) {

    static final String EMAIL_ADDRESS = "1.2.840.113549.1.9.1";

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String ORGANISATION = "2.5.4.10";
    private static final Charset UTF_32 = Charset.forName("UTF-32BE");
    private static final Map<String, String> SHORT_TYPES = Map.of(
            COMMON_NAME, "CN", ORGANISATION, "O", "2.5.4.11", "OU", "2.5.4.6", "C", "2.5.4.7", "L", "2.5.4.8", "ST");

    /// @param type an object identifier
    /// @param value untrusted text
    record Attribute(String type, String value) {}

    DistinguishedName {
        attributes = List.copyOf(attributes);
        comparable = List.copyOf(comparable);
    }

    static DistinguishedName read(DerReader parent) throws MalformedException {
        var attributes = new ArrayList<Attribute>();
        var comparable = new ArrayList<Set<Attribute>>();
        for (var name = parent.enter(DerReader.SEQUENCE); !name.atEnd(); ) {
            var folded = new HashSet<Attribute>();
            for (var relative = name.enter(DerReader.SET); !relative.atEnd(); ) {
                var pair = relative.enter(DerReader.SEQUENCE);
                String type = pair.readObjectIdentifier();
                int stringType = pair.next();
                String value = text(stringType, pair.enter(stringType).rest());
                pair.requireEnd();
                attributes.add(new Attribute(type, value));
                folded.add(new Attribute(type, fold(value)));
            }
            comparable.add(Set.copyOf(folded));
        }
        return new DistinguishedName(attributes, comparable);
    }

    boolean sameAs(DistinguishedName other) {
        return comparable.equals(other.comparable);
    }

    /// RFC 5280 §4.2.1.10: whether the name is in the subtree below `base`.
    boolean isWithin(DistinguishedName base) {
        int depth = base.comparable.size();
        return comparable.size() >= depth && comparable.subList(0, depth).equals(base.comparable);
    }

    List<String> commonNames() {
        return values(COMMON_NAME);
    }

    List<String> values(String type) {
        return attributes.stream()
                .filter(attribute -> attribute.type().equals(type))
                .map(Attribute::value)
                .toList();
    }

    /// Who this is, in short: the organisation, else the common name, else the whole name.
    String inShort() {
        return first(ORGANISATION).or(() -> first(COMMON_NAME)).orElseGet(this::text);
    }

    /// The whole name for people, in the order written.
    String text() {
        return attributes.stream()
                .map(attribute ->
                        SHORT_TYPES.getOrDefault(attribute.type(), attribute.type()) + "=" + attribute.value())
                .collect(Collectors.joining(", "));
    }

    private Optional<String> first(String type) {
        return values(type).stream().filter(value -> !value.isBlank()).findFirst();
    }

    /// The value of an ASN.1 string type; hexadecimal for what is none.
    private static String text(int identifier, ByteString value) {
        return switch (identifier) {
            case 0x0c -> new String(value.toArray(), StandardCharsets.UTF_8);
            case 0x12, 0x13, 0x14, 0x16, 0x1a -> value.latin1();
            case 0x1c -> new String(value.toArray(), UTF_32);
            case 0x1e -> new String(value.toArray(), StandardCharsets.UTF_16BE);
            default -> "#" + HexFormat.of().formatHex(value.toArray());
        };
    }

    /// RFC 5280 §7.1: case and the amount of white space do not count, whatever the string type.
    private static String fold(String value) {
        var folded = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isWhitespace(c)) {
                folded.append(c);
            } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
        }
        return folded.toString().strip().toLowerCase(Locale.ROOT);
    }
}
