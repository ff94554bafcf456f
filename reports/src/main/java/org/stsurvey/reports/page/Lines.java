package org.stsurvey.reports.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Values over time, over ranks or over the age of something: one line a series, from zero, with its interval
/// as a band and its name at its end.
///
/// What is drawn inside the frame scales with the width while text and strokes keep their size, so lines and
/// bands have coordinates of their own, from 0 to [#FRAME_WIDTH]; all else is placed in shares of the frame.
///
/// @param across what the horizontal axis shows, such as `rank, logarithmic`; empty where its labels say it
/// @param ticks labels of the horizontal axis, from left to right
/// @param marks where something about the method changed
/// @param top the value at the upper edge; greater than 0
/// @param levels lines at round values above zero
/// @param stairs whether values hold until the next point, as with survival
public record Lines(
        String title,
        String description,
        String across,
        List<Tick> ticks,
        List<Mark> marks,
        double top,
        List<Level> levels,
        boolean stairs,
        List<Series> series)
        implements Chart {

    public static final int FRAME_WIDTH = 1000;
    public static final int FRAME_HEIGHT = 216;

    /// Above the frame, where the method's marks have their words.
    private static final int HEAD = 34;

    private static final int FOOT = 44;
    private static final int LABEL_STEP = 34;

    /// Room at both ends of the axis, so that points and labels are whole.
    private static final double INDENT = 0.035;

    /// Pixels to the left of the frame, for the values of its lines.
    public static final int LEFT = 46;

    /// What the frame takes of the width; the rest is for the names of the series, on a phone too.
    private static final double FRAME = 0.58;

    public Lines {
        if (!(top > 0)) {
            throw new IllegalArgumentException("top " + top + ": a scale must be greater than 0");
        }
        ticks = List.copyOf(ticks);
        marks = List.copyOf(marks);
        levels = List.copyOf(levels);
        series = List.copyOf(series);
    }

    /// A label of the horizontal axis.
    ///
    /// @param at from 0 to 1
    public record Tick(double at, String label) {}

    /// A change of the method.
    ///
    /// @param at from 0 to 1
    public record Mark(double at, String label) {}

    /// A line across the frame.
    public record Level(double value, String label) {}

    /// A point of a series.
    ///
    /// @param at from 0 to 1
    /// @param low lower end of its interval; likewise `high`
    /// @param text what it says, for those who point at it
    public record Point(double at, double value, OptionalDouble low, OptionalDouble high, String text) {}

    /// A line.
    ///
    /// @param label short, with the last value: printed at the line's end
    /// @param note the name in words, below the label; left out where there is no room
    public record Series(String label, String note, Bars.Tone tone, List<Point> points) {
        public Series {
            if (points.isEmpty()) {
                throw new IllegalArgumentException("series " + label + " has no points");
            }
            points = List.copyOf(points);
        }

        public boolean banded() {
            return points.size() > 1
                    && points.stream()
                            .allMatch(point ->
                                    point.low().isPresent() && point.high().isPresent());
        }
    }

    @Override
    public int height() {
        return HEAD + FRAME_HEIGHT + FOOT;
    }

    public int head() {
        return HEAD;
    }

    public int foot() {
        return HEAD + FRAME_HEIGHT;
    }

    public String width() {
        return Chart.percent(FRAME);
    }

    /// A place on the horizontal axis, as a share of the frame.
    public String x(double at) {
        return Chart.percent(indented(at));
    }

    public String y(double value) {
        return number(HEAD + inFrame(value));
    }

    /// The classes of a tick's label: it stands to the side where there is room, and where the chart is narrow
    /// only the first and the last are shown.
    public String place(Tick tick) {
        return tick.at() > 0.98 ? "c-note c-end" : tick.at() < 0.02 ? "c-note" : "c-note c-mid c-between";
    }

    /// The line as points of a polyline in the frame.
    public String path(Series one) {
        return points(one.points(), Point::value);
    }

    /// The interval as points of a polygon in the frame.
    public String band(Series one) {
        String upper = points(one.points(), point -> point.high().orElse(point.value()));
        List<String> lower = List.of(
                points(one.points(), point -> point.low().orElse(point.value())).split(" "));
        return upper + " " + String.join(" ", lower.reversed());
    }

    private String points(List<Point> all, java.util.function.ToDoubleFunction<Point> value) {
        return IntStream.range(0, all.size())
                .boxed()
                .flatMap(i -> {
                    String here = place(all.get(i).at(), value.applyAsDouble(all.get(i)));
                    return stairs && i > 0
                            ? Stream.of(place(all.get(i).at(), value.applyAsDouble(all.get(i - 1))), here)
                            : Stream.of(here);
                })
                .collect(Collectors.joining(" "));
    }

    private String place(double at, double value) {
        return number(FRAME_WIDTH * indented(at)) + "," + number(inFrame(value));
    }

    /// Where a series' label stands: at its last value, but not over another label.
    public int labelY(int index) {
        List<Integer> order = IntStream.range(0, series.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer i) -> -series.get(i).points().getLast().value()))
                .toList();
        int[] at = new int[series.size()];
        int lowest = foot() + 8;
        for (int i = order.size() - 1; i >= 0; i--) {
            int wanted = (int) Math.round(
                    HEAD + inFrame(series.get(order.get(i)).points().getLast().value()));
            at[i] = Math.min(wanted, lowest);
            lowest = at[i] - LABEL_STEP;
        }
        for (int i = 0; i < at.length; i++) {
            int highest = i == 0 ? HEAD : at[i - 1] + LABEL_STEP;
            at[i] = Math.max(at[i], highest);
        }
        return at[order.indexOf(index)];
    }

    private static double indented(double at) {
        return INDENT + (1 - 2 * INDENT) * at;
    }

    private double inFrame(double value) {
        return FRAME_HEIGHT * (1 - Math.min(Math.max(value, 0) / top, 1));
    }

    private static String number(double value) {
        return new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }
}
