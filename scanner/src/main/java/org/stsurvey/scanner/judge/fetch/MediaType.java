package org.stsurvey.scanner.judge.fetch;

import java.util.Locale;
import java.util.Optional;
import org.stsurvey.scanner.judge.abnf.Abnf;

/// A media type, RFC 9110 §8.3.1.
///
/// ```
/// media-type = type "/" subtype parameters
/// parameters = *( OWS ";" OWS [ parameter ] )
/// parameter  = token "=" ( token / quoted-string )
/// ```
///
/// @param essence type and subtype in lower case, such as `text/plain`
/// @param charset the first charset parameter, unquoted
record MediaType(String essence, Optional<String> charset) {

    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    /// Reads a field value without white space around it; empty if the grammar does not derive it.
    static Optional<MediaType> parse(String value) {
        var type = tokenEnd(value, 0);
        if (type == 0 || type == value.length() || value.charAt(type) != '/') {
            return Optional.empty();
        }
        var subtype = tokenEnd(value, type + 1);
        if (subtype == type + 1) {
            return Optional.empty();
        }
        Optional<String> charset = Optional.empty();
        var at = Abnf.skipWsp(value, subtype);
        while (at < value.length()) {
            if (value.charAt(at) != ';') {
                return Optional.empty();
            }
            var name = Abnf.skipWsp(value, at + 1);
            var equals = tokenEnd(value, name);
            if (equals == name) {
                at = name;
                continue;
            }
            if (equals == value.length() || value.charAt(equals) != '=') {
                return Optional.empty();
            }
            var end = valueEnd(value, equals + 1);
            if (end == equals + 1) {
                return Optional.empty();
            }
            if (charset.isEmpty() && value.substring(name, equals).equalsIgnoreCase("charset")) {
                charset = Optional.of(unquoted(value.substring(equals + 1, end)));
            }
            at = Abnf.skipWsp(value, end);
        }
        return Optional.of(new MediaType(value.substring(0, subtype).toLowerCase(Locale.ROOT), charset));
    }

    private static int tokenEnd(String value, int from) {
        var at = from;
        while (at < value.length() && isTokenCharacter(value.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isTokenCharacter(char c) {
        return Abnf.isAlphaOrDigit(c) || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }

    /// The end of a token or quoted-string; `from` itself if there is neither.
    private static int valueEnd(String value, int from) {
        if (from == value.length() || value.charAt(from) != '"') {
            return tokenEnd(value, from);
        }
        for (var at = from + 1; at < value.length(); at++) {
            if (value.charAt(at) == '\\') {
                at++;
            } else if (value.charAt(at) == '"') {
                return at + 1;
            }
        }
        return from;
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replace("\\", "") : value;
    }
}
