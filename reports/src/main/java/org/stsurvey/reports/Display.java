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

    private static final BigDecimal TENTH = new BigDecimal("0.1");

    private Display() {}

    /// `1,234,567`.
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A share: one decimal from 10 % on, two from 0.1 % on, two significant digits below.
    static String percent(double share) {
        BigDecimal value = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(100));
        BigDecimal rounded = value.abs().compareTo(BigDecimal.TEN) >= 0
                ? value.setScale(1, RoundingMode.HALF_UP)
                : value.abs().compareTo(TENTH) >= 0
                        ? value.setScale(2, RoundingMode.HALF_UP)
                        : value.round(new MathContext(2, RoundingMode.HALF_UP));
        boolean whole = rounded.signum() == 0 || rounded.compareTo(BigDecimal.valueOf(100)) == 0;
        String digits = whole ? rounded.setScale(0, RoundingMode.HALF_UP).toPlainString() : rounded.toPlainString();
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

    static String points(OptionalDouble difference) {
        return difference.isPresent() ? points(difference.getAsDouble()) : NONE;
    }

    /// A change of a count: `+12`, `−3`, `0`.
    static String signed(long change) {
        return (change > 0 ? "+" : change < 0 ? "−" : "") + count(Math.abs(change));
    }

    /// `up to 2.4`.
    static String upTo(OptionalDouble bound) {
        return bound.isEmpty()
                ? NONE
                : "up to "
                        + BigDecimal.valueOf(bound.getAsDouble())
                                .setScale(1, RoundingMode.HALF_UP)
                                .toPlainString();
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
