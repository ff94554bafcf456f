package org.stsurvey.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.stsurvey.reports.page.Lines;

/// A vertical axis of shares from zero to above the highest value, with two to five lines at round values.
record Scale(double top, List<Lines.Level> levels) {

    private static final int MOST_LEVELS = 5;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    static Scale upTo(List<Lines.Series> series) {
        double highest = series.stream()
                .flatMap(each -> each.points().stream())
                .mapToDouble(point -> Math.max(point.value(), point.high().orElse(0)))
                .max()
                .orElse(0);
        return of(highest);
    }

    static Scale of(double highest) {
        if (!(highest > 0)) {
            return new Scale(1, List.of(new Lines.Level(1, Display.percent(1))));
        }
        double step = step(highest);
        List<Lines.Level> levels = new ArrayList<>();
        for (int i = 1; i <= Math.ceil(highest / step - 1e-9); i++) {
            BigDecimal value = BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(i));
            levels.add(new Lines.Level(value.doubleValue(), percent(value)));
        }
        return new Scale(levels.getLast().value(), levels);
    }

    private static double step(double highest) {
        double power = Math.pow(10, Math.floor(Math.log10(highest / MOST_LEVELS)));
        for (double each : ROUND) {
            if (Math.ceil(highest / (each * power) - 1e-9) <= MOST_LEVELS) {
                return new BigDecimal(each * power)
                        .round(new java.math.MathContext(3, RoundingMode.HALF_EVEN))
                        .doubleValue();
            }
        }
        throw new IllegalStateException("no round step for " + highest);
    }

    /// As few digits as the value needs.
    private static String percent(BigDecimal share) {
        BigDecimal percent = share.multiply(BigDecimal.valueOf(100)).stripTrailingZeros();
        return (percent.scale() < 0 ? percent.setScale(0) : percent).toPlainString() + "\u202f%";
    }
}
