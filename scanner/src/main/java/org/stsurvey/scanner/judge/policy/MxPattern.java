package org.stsurvey.scanner.judge.policy;

import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_EMAIL;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_EMPTY;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_IP_LITERAL;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_LEADING_DOT;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_LIST;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_PORT;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_SYNTAX;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_TRAILING_DOT;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_UNDERSCORE;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_URL;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_U_LABEL;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_WILDCARD_BARE;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_MX_WILDCARD_MISPLACED;

import com.ibm.icu.text.IDNA;
import java.util.List;
import java.util.Locale;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.abnf.Abnf;

/// The pattern of an mx line: a domain name, or a wildcard for exactly one label in front of one, RFC 8461 §3.2
/// and §4.1.
///
/// ```
/// sts-policy-mx-value = ["*."] Domain
/// Domain              = sub-domain *("." sub-domain)      ; RFC 5321 §4.1.2
/// sub-domain          = Let-dig [Ldh-str]
/// ```
public final class MxPattern {

    private static final String WILDCARD = "*.";
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

    private final String text;

    private MxPattern(String text) {
        this.text = text;
    }

    /// What an mx line's value turned out to be.
    public sealed interface Parsed permits Valid, Invalid {}

    /// A value that the grammar derives.
    public record Valid(MxPattern pattern) implements Parsed {}

    /// A value that it does not, and what it was instead.
    public record Invalid(Outcome fault) implements Parsed {}

    /// Reads a value of one character per octet, without white space around it.
    public static Parsed parse(String value) {
        var domain = value.startsWith(WILDCARD) ? value.substring(WILDCARD.length()) : value;
        if (isDomain(domain)) {
            return new Valid(new MxPattern(value.toLowerCase(Locale.ROOT)));
        }
        return new Invalid(fault(value, domain));
    }

    /// The pattern in lower case.
    public String text() {
        return text;
    }

    /// Whether it is a dotted quad, which the grammar derives although no MX host is called so.
    public boolean isIpv4Address() {
        return isIpv4(text);
    }

    /// Whether the pattern covers an MX host.
    ///
    /// RFC 8461 §4.1: `*.example.com` "matches 'mail.example.com' but not 'example.com' or
    /// 'foo.bar.example.com'".
    ///
    /// @param host the exchange of an MX record; its case and its final dot do not matter, U-labels are converted
    public boolean matches(String host) {
        var name = toAscii(host);
        if (!text.startsWith(WILDCARD)) {
            return name.equals(text);
        }
        var dot = name.indexOf('.');
        return dot > 0 && name.substring(dot + 1).equals(text.substring(WILDCARD.length()));
    }

    /// Whether this text, as a pattern, covers the host; a text that is no valid pattern matches nothing.
    public static boolean matches(String pattern, String host) {
        return parse(pattern) instanceof Valid(var valid) && valid.matches(host);
    }

    /// A host's name as compared: lower case A-labels without final dot.
    private static String toAscii(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.chars().allMatch(c -> c < 0x80)) {
            return name.toLowerCase(Locale.ROOT);
        }
        if (name.length() > MAX_NAME) {
            // A-labels are longer than what they stand for: this is no name, and the conversion would refuse it.
            return "";
        }
        // UTS #46 by ICU: the JDK's own class is IDNA 2003 and maps some letters differently.
        var ascii = new StringBuilder();
        UTS46.nameToASCII(name, ascii, new IDNA.Info());
        return ascii.toString().toLowerCase(Locale.ROOT);
    }

    /// What a value is that is no pattern; the more telling answer comes first.
    private static Outcome fault(String value, String domain) {
        if (value.isEmpty()) {
            return POLICY_MX_EMPTY;
        }
        if (hasControl(value) || hasComment(value)) {
            return POLICY_MX_SYNTAX;
        }
        if (isList(value)) {
            return POLICY_MX_LIST;
        }
        if (value.indexOf('@') >= 0 && !value.contains("://")) {
            return POLICY_MX_EMAIL;
        }
        if (value.indexOf('/') >= 0) {
            return POLICY_MX_URL;
        }
        if (isIpLiteral(value)) {
            return POLICY_MX_IP_LITERAL;
        }
        if (hasPort(value)) {
            return POLICY_MX_PORT;
        }
        if (value.chars().anyMatch(c -> c > 0x7f)) {
            return POLICY_MX_U_LABEL;
        }
        if (value.equals("*") || value.equals(WILDCARD)) {
            return POLICY_MX_WILDCARD_BARE;
        }
        if (domain.indexOf('*') >= 0) {
            return POLICY_MX_WILDCARD_MISPLACED;
        }
        if (value.length() > 1 && value.startsWith(".") && value.charAt(1) != '.') {
            return POLICY_MX_LEADING_DOT;
        }
        if (domain.length() > 1 && domain.endsWith(".") && !domain.endsWith("..")) {
            return POLICY_MX_TRAILING_DOT;
        }
        return isDomain(domain.replace('_', 'x')) ? POLICY_MX_UNDERSCORE : POLICY_MX_SYNTAX;
    }

    private static boolean isDomain(String name) {
        return name.length() <= MAX_NAME
                && List.of(name.split("\\.", -1)).stream().allMatch(MxPattern::isSubDomain);
    }

    private static boolean isSubDomain(String label) {
        return !label.isEmpty()
                && label.length() <= MAX_LABEL
                && label.charAt(0) != '-'
                && label.charAt(label.length() - 1) != '-'
                && label.chars().allMatch(c -> Abnf.isAlphaOrDigit((char) c) || c == '-');
    }

    private static boolean hasControl(String value) {
        return value.chars().anyMatch(c -> Abnf.isCtl((char) c) && c != '\t');
    }

    /// White space and then `#` or `//`: comments do not exist, but people write them.
    private static boolean hasComment(String value) {
        for (var i = 0; i < value.length(); i++) {
            if (Abnf.isWsp(value.charAt(i))) {
                var next = Abnf.skipWsp(value, i);
                return value.startsWith("#", next) || value.startsWith("//", next);
            }
        }
        return false;
    }

    /// Several values in one, separated by commas, semicolons or white space.
    private static boolean isList(String value) {
        for (var i = 1; i < value.length(); i++) {
            if (isSeparator(value.charAt(i - 1)) && !isSeparator(value.charAt(i))) {
                return !isSeparator(value.charAt(0));
            }
        }
        return false;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';' || Abnf.isWsp(c);
    }

    private static boolean isIpLiteral(String value) {
        var inner = value.startsWith("[") && value.endsWith("]") ? value.substring(1, value.length() - 1) : value;
        var bracketed = inner.length() < value.length();
        return (bracketed && isIpv4(inner)) || isIpv6(inner) || (bracketed && inner.indexOf(':') >= 0);
    }

    /// Hexadecimal digits and at least two colons; a part may be an IPv4 address, and a zone (RFC 4007 §11) may
    /// stand behind it.
    private static boolean isIpv6(String value) {
        var zone = value.indexOf('%');
        var address = zone < 0 ? value : value.substring(0, zone);
        return address.chars().filter(c -> c == ':').count() >= 2
                && address.chars().allMatch(c -> c == ':' || c == '.' || isHexDigit((char) c));
    }

    private static boolean isHexDigit(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static boolean isIpv4(String value) {
        var parts = List.of(value.split("\\.", -1));
        return parts.size() == 4
                && parts.stream()
                        .allMatch(part -> Abnf.isDigits(part) && part.length() <= 3 && Integer.parseInt(part) <= 255);
    }

    private static boolean hasPort(String value) {
        var colon = value.lastIndexOf(':');
        return colon >= 0 && Abnf.isDigits(value.substring(colon + 1));
    }
}
