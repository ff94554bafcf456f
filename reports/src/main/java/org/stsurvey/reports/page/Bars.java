package org.stsurvey.reports.page;

import java.util.List;
import java.util.OptionalDouble;

/// Horizontal bars from zero, each with its label above and its value at its end.
///
/// @param full the value at which a bar would take the whole width reserved for bars; greater than 0
public record Bars(String title, String description, double full, List<Bar> bars) implements Chart {

    /// Pixels from one bar to the next.
    static final int STEP = 42;

    /// What the longest bar may take of the width; the rest is for its value.
    private static final double REACH = 0.62;

    private static final int BAR_TOP = 21;
    private static final int BAR_HEIGHT = 11;

    public Bars {
        if (!(full > 0)) {
            throw new IllegalArgumentException("full bar " + full + ": a scale must be greater than 0");
        }
        bars = List.copyOf(bars);
    }

    /// How a bar is painted; never the only carrier of meaning.
    public enum Tone {
        MAIN,
        SECOND,
        THIRD,
        QUIET,
        FAULT;

        /// The class of the style sheet.
        public String style() {
            return switch (this) {
                case MAIN -> "c-main";
                case SECOND -> "c-second";
                case THIRD -> "c-third";
                case QUIET -> "c-quiet";
                case FAULT -> "c-fault";
            };
        }
    }

    /// A bar.
    ///
    /// @param label what it stands for; may be untrusted text
    /// @param note a few words more; left out where there is no room
    /// @param value its length on the scale
    /// @param text its value in words
    /// @param low lower end of the whisker, on the scale; likewise `high`
    public record Bar(
            String label, String note, double value, String text, OptionalDouble low, OptionalDouble high, Tone tone) {

        /// A bar without a whisker.
        public static Bar plain(String label, String note, double value, String text, Tone tone) {
            return new Bar(label, note, value, text, OptionalDouble.empty(), OptionalDouble.empty(), tone);
        }

        public boolean whisker() {
            return low.isPresent() && high.isPresent();
        }
    }

    @Override
    public int height() {
        return bars.size() * STEP;
    }

    public int labelY(int index) {
        return index * STEP + 15;
    }

    public int barY(int index) {
        return index * STEP + BAR_TOP;
    }

    public int barHeight() {
        return BAR_HEIGHT;
    }

    public int middleY(int index) {
        return barY(index) + BAR_HEIGHT / 2 + 1;
    }

    public int valueY(int index) {
        return barY(index) + BAR_HEIGHT - 1;
    }

    public String width(Bar bar) {
        return at(bar.value());
    }

    public String low(Bar bar) {
        return at(bar.low().orElse(bar.value()));
    }

    public String high(Bar bar) {
        return at(bar.high().orElse(bar.value()));
    }

    /// Where the value's text begins: beyond the bar and its whisker.
    public String end(Bar bar) {
        return at(Math.max(bar.value(), bar.high().orElse(bar.value())));
    }

    private String at(double value) {
        return Chart.percent(Math.min(value / full, 1) * REACH);
    }
}
