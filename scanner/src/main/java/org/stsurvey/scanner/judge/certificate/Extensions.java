package org.stsurvey.scanner.judge.certificate;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.stsurvey.scanner.observation.ByteString;

/// The extensions of a certificate, RFC 5280 §4.2.
///
/// One that cannot be read counts as absent and is named in [#faults()]; of one that is given twice the first
/// counts.
final class Extensions {

    static final String SUBJECT_KEY_ID = "2.5.29.14";
    static final String KEY_USAGE = "2.5.29.15";
    static final String SUBJECT_ALT_NAME = "2.5.29.17";
    static final String BASIC_CONSTRAINTS = "2.5.29.19";
    static final String NAME_CONSTRAINTS = "2.5.29.30";
    static final String AUTHORITY_KEY_ID = "2.5.29.35";
    static final String EXTENDED_KEY_USAGE = "2.5.29.37";

    private final Map<String, ByteString> values = new HashMap<>();
    private final Set<String> critical = new HashSet<>();
    private final Map<String, String> faults = new TreeMap<>();

    private final List<GeneralName> subjectAltNames;
    private final Optional<BasicConstraints> basicConstraints;
    private final Optional<Integer> keyUsage;
    private final Optional<Set<String>> extendedKeyUsage;
    private final Optional<NameConstraints> nameConstraints;
    private final Optional<ByteString> subjectKeyId;
    private final Optional<ByteString> authorityKeyId;

    /// RFC 5280 §4.2.1.9.
    ///
    /// @param pathLength how many certificates of authorities may come between this one and the leaf; empty for
    ///     any
    record BasicConstraints(boolean authority, Optional<Integer> pathLength) {

        private static BasicConstraints read(DerReader parent) throws MalformedException {
            var sequence = parent.enter(DerReader.SEQUENCE);
            boolean authority = sequence.next() == DerReader.BOOLEAN && sequence.readBoolean();
            Optional<Integer> pathLength =
                    sequence.atEnd() ? Optional.empty() : Optional.of(sequence.readSmallInteger());
            return new BasicConstraints(authority, pathLength);
        }
    }

    @FunctionalInterface
    private interface Syntax<T> {
        T read(DerReader value) throws MalformedException;
    }

    /// @param extensions a reader over the elements of the SEQUENCE OF Extension; at its end for none
    Extensions(DerReader extensions) throws MalformedException {
        while (!extensions.atEnd()) {
            var extension = extensions.enter(DerReader.SEQUENCE);
            String id = extension.readObjectIdentifier();
            boolean isCritical = extension.next() == DerReader.BOOLEAN && extension.readBoolean();
            ByteString value = extension.read(DerReader.OCTET_STRING);
            extension.requireEnd();
            if (values.putIfAbsent(id, value) != null) {
                // RFC 5280 §4.2: "MUST NOT include more than one instance of a particular extension"
                faults.put(id, "given twice");
            }
            if (isCritical) {
                critical.add(id);
            }
        }
        subjectAltNames = read(SUBJECT_ALT_NAME, GeneralName::readAll).orElse(List.of());
        basicConstraints = read(BASIC_CONSTRAINTS, BasicConstraints::read);
        keyUsage = read(KEY_USAGE, DerReader::readNamedBits);
        extendedKeyUsage = read(EXTENDED_KEY_USAGE, Extensions::readPurposes);
        nameConstraints = read(NAME_CONSTRAINTS, NameConstraints::read);
        subjectKeyId = read(SUBJECT_KEY_ID, value -> value.read(DerReader.OCTET_STRING));
        authorityKeyId = read(AUTHORITY_KEY_ID, Extensions::readKeyId).filter(id -> id.size() > 0);
    }

    private <T> Optional<T> read(String id, Syntax<T> syntax) {
        var encoded = values.get(id);
        if (encoded == null) {
            return Optional.empty();
        }
        try {
            var reader = DerReader.over(encoded);
            T value = syntax.read(reader);
            reader.requireEnd();
            return Optional.of(value);
        } catch (MalformedException malformed) {
            faults.put(id, "malformed: " + malformed.getMessage());
            return Optional.empty();
        }
    }

    private static Set<String> readPurposes(DerReader value) throws MalformedException {
        var purposes = new HashSet<String>();
        for (var sequence = value.enter(DerReader.SEQUENCE); !sequence.atEnd(); ) {
            purposes.add(sequence.readObjectIdentifier());
        }
        return purposes;
    }

    private static ByteString readKeyId(DerReader value) throws MalformedException {
        var sequence = value.enter(DerReader.SEQUENCE);
        return sequence.next() == DerReader.context(0) ? sequence.read(DerReader.context(0)) : ByteString.empty();
    }

    boolean isCritical(String id) {
        return critical.contains(id);
    }

    /// The identifiers of the extensions marked critical.
    Set<String> critical() {
        return Collections.unmodifiableSet(critical);
    }

    /// What is wrong with single extensions, by identifier.
    Map<String, String> faults() {
        return Collections.unmodifiableMap(faults);
    }

    List<GeneralName> subjectAltNames() {
        return subjectAltNames;
    }

    Optional<BasicConstraints> basicConstraints() {
        return basicConstraints;
    }

    /// Bits as in [DerReader#readNamedBits()], RFC 5280 §4.2.1.3.
    Optional<Integer> keyUsage() {
        return keyUsage;
    }

    /// Identifiers of purposes, RFC 5280 §4.2.1.12.
    Optional<Set<String>> extendedKeyUsage() {
        return extendedKeyUsage;
    }

    Optional<NameConstraints> nameConstraints() {
        return nameConstraints;
    }

    Optional<ByteString> subjectKeyId() {
        return subjectKeyId;
    }

    Optional<ByteString> authorityKeyId() {
        return authorityKeyId;
    }
}
