package org.stsurvey.scanner.observe;

/// Names that a DNS-ID can match: letters, digits and inner hyphens (RFC 9525 §6.3, RFC 5890 §2.3.1).
final class LdhName {

    private LdhName() {}

    static boolean isLdh(String name) {
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.startsWith("-") || label.endsWith("-")) {
                return false;
            }
            if (!label.chars().allMatch(LdhName::isLetterDigitHyphen)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterDigitHyphen(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }
}
