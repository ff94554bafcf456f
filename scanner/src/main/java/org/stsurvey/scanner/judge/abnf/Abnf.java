package org.stsurvey.scanner.judge.abnf;

import java.nio.charset.StandardCharsets;

/// The core rules of RFC 5234 appendix B.1 and the names that RFC 8461 and RFC 8460 define alike.
///
/// Wire text is handled as one character per octet ([ISO 8859-1][StandardCharsets#ISO_8859_1]), so that positions
/// are octets and nothing is lost; [#readable] makes it text for people.
public final class Abnf {

    private static final int MAX_EXTENSION_NAME = 32;
    private static final int MAX_READABLE = 200;

    private Abnf() {}

    /// `ALPHA = %x41-5A / %x61-7A`
    public static boolean isAlpha(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /// `DIGIT = %x30-39`
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isAlphaOrDigit(char c) {
        return isAlpha(c) || isDigit(c);
    }

    /// `WSP = SP / HTAB`
    public static boolean isWsp(char c) {
        return c == ' ' || c == '\t';
    }

    /// `CTL = %x00-1F / %x7F`
    public static boolean isCtl(char c) {
        return c < ' ' || c == 0x7f;
    }

    /// One or more digits and nothing else.
    public static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isDigit((char) c));
    }

    /// One or more letters or digits and nothing else.
    public static boolean isAlphaOrDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isAlphaOrDigit((char) c));
    }

    /// `(ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / ".")`: an extension's name in the policy record, the
    /// policy file and the reporting record.
    public static boolean isExtensionName(String name) {
        if (name.isEmpty() || name.length() > MAX_EXTENSION_NAME || !isAlphaOrDigit(name.charAt(0))) {
            return false;
        }
        return name.chars().allMatch(c -> isAlphaOrDigit((char) c) || c == '_' || c == '-' || c == '.');
    }

    /// `1*(%x21-3A / %x3C / %x3E-7E)`: an extension's value in a text record, "excluding '=', ';', SP, and
    /// control chars".
    public static boolean isRecordExtensionValue(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';' && c != '=');
    }

    /// The first index at or after `from` that is no white space, or the text's length.
    public static int skipWsp(String text, int from) {
        var at = from;
        while (at < text.length() && isWsp(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// The end of the text without its trailing white space, but not before `from`.
    public static int endWithoutWsp(String text, int from) {
        var end = text.length();
        while (end > from && isWsp(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /// Octets as text for people: decoded as UTF-8 where that is possible, cut at 200 octets. Still untrusted.
    public static String readable(String octets) {
        return readable(octets, MAX_READABLE);
    }

    /// The same, cut at `limit` octets, or up to three before where that would be within a character.
    public static String readable(String octets, int limit) {
        var end = Math.min(octets.length(), limit);
        while (end < octets.length() && end > limit - 3 && end > 0 && isUtf8Continuation(octets.charAt(end))) {
            end--;
        }
        return new String(octets.substring(0, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    // RFC 3629 §3: UTF8-tail = %x80-BF
    private static boolean isUtf8Continuation(char octet) {
        return octet >= 0x80 && octet <= 0xbf;
    }
}
