package org.stsurvey.scanner.judge.record;

import java.util.List;
import java.util.Locale;
import org.stsurvey.scanner.judge.abnf.Abnf;

/// A URI of a reporting record's `rua`: RFC 8460 §3, RFC 3986, RFC 6068 for `mailto`.
///
/// "commas (ASCII 0x2C), exclamation points (ASCII 0x21), and semicolons (ASCII 0x3B) MUST be encoded". Octets
/// outside ASCII are taken for letters here, because the record as a whole is reported for them.
final class ReportUri {

    private static final String PUNCTUATION = "-._~:/?#[]@!$&'()*+,;=";

    private ReportUri() {}

    /// What a sender can do with the URI.
    enum Use {
        USABLE,
        /// No URI, or one without what its scheme needs: an address, a host.
        INVALID,
        /// It has an exclamation mark.
        UNENCODED,
        /// "Two URI schemes are supported: 'mailto' and 'https'": this is another one.
        UNSUPPORTED
    }

    static Use check(String uri) {
        var colon = uri.indexOf(':');
        if (colon < 0 || !isScheme(uri.substring(0, colon)) || !hasOnlyUriCharacters(uri)) {
            return Use.INVALID;
        }
        var rest = uri.substring(colon + 1);
        return switch (uri.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "mailto" -> isAddressed(rest) ? encoded(uri) : Use.INVALID;
            case "https" -> hasHost(rest) ? encoded(uri) : Use.INVALID;
            default -> rest.isEmpty() ? Use.INVALID : Use.UNSUPPORTED;
        };
    }

    private static Use encoded(String uri) {
        return uri.indexOf('!') >= 0 ? Use.UNENCODED : Use.USABLE;
    }

    // RFC 3986 §3.1: scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )
    private static boolean isScheme(String scheme) {
        return !scheme.isEmpty()
                && Abnf.isAlpha(scheme.charAt(0))
                && scheme.chars().allMatch(c -> Abnf.isAlphaOrDigit((char) c) || c == '+' || c == '-' || c == '.');
    }

    // RFC 3986 §2: reserved, unreserved, and "%" HEXDIG HEXDIG
    private static boolean hasOnlyUriCharacters(String uri) {
        for (var i = 0; i < uri.length(); i++) {
            var c = uri.charAt(i);
            if (c == '%') {
                if (i + 2 >= uri.length() || !isHex(uri.charAt(i + 1)) || !isHex(uri.charAt(i + 2))) {
                    return false;
                }
            } else if (!Abnf.isAlphaOrDigit(c) && PUNCTUATION.indexOf(c) < 0 && c < 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    /// `local-part "@" domain`, before any header fields; an at sign within the local part would be encoded.
    private static boolean isAddressed(String rest) {
        var query = rest.indexOf('?');
        var address = query < 0 ? rest : rest.substring(0, query);
        var at = address.indexOf('@');
        var domain = address.substring(at + 1);
        return at > 0
                && domain.indexOf('@') < 0
                && !List.of(domain.split("\\.", -1)).contains("");
    }

    /// `"//" [userinfo "@"] host [":" port]`
    private static boolean hasHost(String rest) {
        if (!rest.startsWith("//")) {
            return false;
        }
        var end = 2;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        var authority = rest.substring(2, end);
        var host = authority.substring(authority.indexOf('@') + 1);
        return !host.isEmpty() && host.charAt(0) != ':';
    }
}
