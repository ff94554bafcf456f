package org.stsurvey.reports.page;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Shares over the runs of a list, one line a series, from zero.
///
/// @param runs dates, oldest first; at least two
/// @param breaks positions in `runs` before which the method changed
/// @param top the value at the upper edge; greater than 0
/// @param topLabel that value in words
public record Trend(
        String title,
        String description,
        List<String> runs,
        List<Integer> breaks,
        double top,
        String topLabel,
        List<Series> series)
        implements Chart {

    private static final int HEIGHT = 260;
    private static final int UPPER = 24;
    private static final int LOWER = 224;
    private static final int LABEL_STEP = 17;
    private static final double LEFT = 0.01;
    private static final double RIGHT = 0.72;

    public Trend {
        if (runs.size() < 2) {
            throw new IllegalArgumentException("trend over " + runs.size() + " runs: a line needs at least 2");
        }
        runs = List.copyOf(runs);
        breaks = List.copyOf(breaks);
        series = List.copyOf(series);
    }

    /// A line.
    ///
    /// @param values one for each run
    /// @param label name and last value, printed at the line's end
    public record Series(String label, Bars.Tone tone, List<Double> values) {
        public Series {
            values = List.copyOf(values);
        }

        public double last() {
            return values.getLast();
        }
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    public int upper() {
        return UPPER;
    }

    public int lower() {
        return LOWER;
    }

    public String right() {
        return Chart.percent(RIGHT);
    }

    public String x(int run) {
        return Chart.percent(LEFT + (RIGHT - LEFT) * run / (runs.size() - 1));
    }

    /// Halfway between a run and the one before it.
    public String between(int run) {
        return Chart.percent(LEFT + (RIGHT - LEFT) * (run - 0.5) / (runs.size() - 1));
    }

    /// Where a series' label stands: at its last value, or lower if that would cover another label.
    public int labelY(int index) {
        List<Integer> order = IntStream.range(0, series.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -series.get(i).last()))
                .toList();
        int free = Integer.MIN_VALUE;
        for (int each : order) {
            int wanted = Math.max(y(series.get(each).last()) + 4, free);
            if (each == index) {
                return wanted;
            }
            free = wanted + LABEL_STEP;
        }
        throw new IndexOutOfBoundsException("series " + index + " of " + series.size());
    }

    public int y(double value) {
        return (int) Math.round(LOWER - (LOWER - UPPER) * Math.min(value / top, 1));
    }
}
