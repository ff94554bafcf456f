package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.parquet.io.api.Binary;

/// Copies parts for publication: without what the schema's text marks as to be dropped, and with the local parts
/// of mail addresses replaced where it marks that a field can identify a person.
///
/// A local part becomes the first 16 hexadecimal digits of its HMAC-SHA-256 under a key: the same address stays
/// the same within copies made with one key, and who does not have the key cannot try addresses out.
public final class PublicCopy {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGEST_OCTETS = 8;
    private static final int MAX_LOCAL_PART = 64; // RFC 5321 §4.5.3.1.1

    /// A local part as RFC 5321 §4.1.2 has it without quotes, also percent-encoded as in a URI, and the domain's
    /// start.
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1," + MAX_LOCAL_PART + "})@(?=[A-Za-z0-9\\[])");

    private final PersonalColumns personal = PersonalColumns.of(AnnotatedSchema.OBSERVATION);
    private final SecretKeySpec key;

    /// @param key any bytes, kept secret
    public PublicCopy(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// Copies one part into a local file.
    ///
    /// @return how many rows it has
    public long copy(Parts parts, String name, Path target) throws IOException {
        return new PartCopy(target, this::change).copy(parts.open(name), List.of(), List.of());
    }

    private Optional<UnaryOperator<Binary>> change(String column) {
        return switch (personal.of(column)) {
            case NO -> Optional.empty();
            case DROPPED -> Optional.of(_ -> Binary.EMPTY);
            case HASHED -> Optional.of(this::withoutAddresses);
        };
    }

    private Binary withoutAddresses(Binary value) {
        // Every octet is a character of ISO 8859-1, so what is no address comes out as it went in.
        String text = new String(value.getBytesUnsafe(), StandardCharsets.ISO_8859_1);
        if (text.indexOf('@') < 0) {
            return value;
        }
        return Binary.fromConstantByteArray(hashed(text).getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The text with the local part of every mail address replaced.
    String hashed(String text) {
        Matcher addresses = ADDRESS.matcher(text);
        StringBuilder hashed = new StringBuilder();
        while (addresses.find()) {
            addresses.appendReplacement(hashed, digest(addresses.group(1)) + "@");
        }
        return addresses.appendTail(hashed).toString();
    }

    private String digest(String localPart) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal(localPart.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest, 0, DIGEST_OCTETS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
