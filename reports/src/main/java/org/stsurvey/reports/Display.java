package org.stsurvey.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/// Numbers as readers see them.
final class Display {

    /// Printed where there is no value.
    static final String NONE = "–";

    /// Keeps a number and its sign on one line.
    private static final String GAP = "\u202f";

    private Display() {}

    /// `1,234,567`.
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A share: three significant digits, and two decimals at most from 1 % on.
    static String percent(double share) {
        BigDecimal value = new BigDecimal(share).multiply(BigDecimal.valueOf(100));
        BigDecimal rounded = value.abs().compareTo(BigDecimal.TEN) >= 0
                ? value.setScale(1, RoundingMode.HALF_EVEN)
                : value.abs().compareTo(BigDecimal.ONE) >= 0
                        ? value.setScale(2, RoundingMode.HALF_EVEN)
                        : value.round(new MathContext(3, RoundingMode.HALF_EVEN));
        boolean whole = rounded.signum() == 0 || rounded.compareTo(BigDecimal.valueOf(100)) == 0;
        String digits = whole ? rounded.setScale(0, RoundingMode.HALF_EVEN).toPlainString() : rounded.toPlainString();
        return digits + GAP + "%";
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : NONE;
    }

    /// `1.57–1.94 %`, or nothing where there is no interval.
    static String interval(OptionalDouble low, OptionalDouble high) {
        if (low.isEmpty() || high.isEmpty()) {
            return NONE;
        }
        String lower = percent(low.getAsDouble());
        return lower.substring(0, lower.length() - GAP.length() - 1) + "–" + percent(high.getAsDouble());
    }

    /// A difference of two shares in percentage points, with its sign.
    static String points(double difference) {
        String digits = percent(Math.abs(difference));
        String sign = difference > 0 ? "+" : difference < 0 ? "−" : "±";
        return sign + digits.substring(0, digits.length() - 1) + "pp";
    }

    /// `16 of 543`.
    static String of(long part, long whole) {
        return count(part) + " of " + count(whole);
    }

    /// Text cut to a number of characters for places without room; the tables hold the whole.
    static String cut(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters - 1)) + "…";
    }
}
