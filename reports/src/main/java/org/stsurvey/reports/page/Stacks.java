package org.stsurvey.reports.page;

import java.util.List;

/// Wholes divided into parts: one bar of full length each, the parts in the same order everywhere.
public record Stacks(String title, String description, List<Key> keys, List<Stack> stacks) implements Chart {

    private static final int HEAD = 26;
    private static final int STEP = 42;
    private static final int BAR_TOP = 21;
    private static final int BAR_HEIGHT = 11;

    /// What a bar takes of the width; the rest is for its text.
    private static final double REACH = 0.62;

    public Stacks {
        keys = List.copyOf(keys);
        stacks = List.copyOf(stacks);
    }

    /// What a part is, in the order in which they lie.
    public record Key(String label, Bars.Tone tone) {}

    /// A whole.
    ///
    /// @param shares one for each key, from 0 to 1
    /// @param text the foremost share in words
    public record Stack(String label, String note, List<Double> shares, String text) {
        public Stack {
            shares = List.copyOf(shares);
        }
    }

    @Override
    public int height() {
        return HEAD + stacks.size() * STEP;
    }

    public String keyX(int index) {
        return Chart.percent(0.24 * index);
    }

    public int labelY(int index) {
        return HEAD + index * STEP + 15;
    }

    public int barY(int index) {
        return HEAD + index * STEP + BAR_TOP;
    }

    public int barHeight() {
        return BAR_HEIGHT;
    }

    public int valueY(int index) {
        return barY(index) + BAR_HEIGHT - 1;
    }

    public String left(Stack stack, int key) {
        return Chart.percent(REACH
                * stack.shares().subList(0, key).stream()
                        .mapToDouble(each -> each)
                        .sum());
    }

    public String width(Stack stack, int key) {
        return Chart.percent(REACH * stack.shares().get(key));
    }

    public String reach() {
        return Chart.percent(REACH);
    }
}
