package org.stsurvey.reports.page;

import java.util.List;

/// Gains to the right of zero and losses to its left, one bar a cause.
///
/// @param full the amount at which a bar would reach the edge; greater than 0
public record Balance(String title, String description, double full, List<Part> parts) implements Chart {

    private static final int STEP = 42;
    private static final int BAR_TOP = 21;
    private static final int BAR_HEIGHT = 11;

    /// Where zero is, and how far a bar may go from there; the rest is for its value.
    private static final double ZERO = 0.42;

    private static final double REACH = 0.3;

    public Balance {
        if (!(full > 0)) {
            throw new IllegalArgumentException("full bar " + full + ": a scale must be greater than 0");
        }
        parts = List.copyOf(parts);
    }

    /// A cause.
    ///
    /// @param amount with its sign
    /// @param text the amount in words
    public record Part(String label, String note, double amount, String text) {}

    @Override
    public int height() {
        return parts.size() * STEP;
    }

    public String zero() {
        return Chart.percent(ZERO);
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

    public int valueY(int index) {
        return barY(index) + BAR_HEIGHT - 1;
    }

    public String left(Part part) {
        return Chart.percent(part.amount() < 0 ? ZERO - length(part) : ZERO);
    }

    public String width(Part part) {
        return Chart.percent(length(part));
    }

    /// Where the value's text begins, or ends for a loss.
    public String end(Part part) {
        return Chart.percent(part.amount() < 0 ? ZERO - length(part) : ZERO + length(part));
    }

    private double length(Part part) {
        return Math.min(Math.abs(part.amount()) / full, 1) * REACH;
    }
}
