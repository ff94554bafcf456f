package org.stsurvey.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What became of a number of things between two moments: their states then on the left, those now on the
/// right, a ribbon for each way from one to the other, as wide as what went that way.
///
/// The ribbons stretch with the page; texts and bars keep their size.
///
/// @param left states then, in the order in which they lie; likewise `right`, states now
/// @param leftHead what stands above them; likewise `rightHead`
/// @param keys what the colours mean
public record Flows(
        String title,
        String description,
        String leftHead,
        String rightHead,
        List<State> left,
        List<State> right,
        List<Ribbon> ribbons,
        List<Stacks.Key> keys)
        implements Chart {

    /// The width that the ribbons' coordinates count in.
    public static final int RIBBON_WIDTH = 1000;

    /// Where the ribbons begin and end; the rest is for the texts.
    public static final String START = "33%";

    public static final String REACH = "34%";
    public static final String END = "67%";

    private static final int HEAD = 30;
    private static final int BODY = 260;
    private static final int GAP = 8;
    private static final int KEY_STEP = 20;

    /// Room for a name and a number below it.
    private static final int LEAST = 30;

    public Flows {
        left = List.copyOf(left);
        right = List.copyOf(right);
        ribbons = List.copyOf(ribbons);
        keys = List.copyOf(keys);
    }

    /// A state, and how many are in it.
    ///
    /// @param text their number in words
    public record State(String name, long count, String text) {}

    /// A way from one state to another.
    ///
    /// @param from index of the state on the left; likewise `to` on the right
    /// @param text the way and its number in words
    public record Ribbon(int from, int to, long count, Bars.Tone tone, String text) {}

    private long whole() {
        return Math.max(1, left.stream().mapToLong(State::count).sum());
    }

    private double thickness(long count) {
        return BODY * (count / (double) whole());
    }

    /// The room that a state takes: its bar, and never less than its text.
    private double room(State state) {
        return Math.max(LEAST, thickness(state.count())) + GAP;
    }

    private double top(List<State> side, int index) {
        double top = HEAD;
        for (State above : side.subList(0, index)) {
            top += room(above);
        }
        return top;
    }

    @Override
    public int height() {
        return keyY(keys.size() + 1);
    }

    /// Where a key stands: two in a line, below all states.
    public int keyY(int index) {
        return (int) Math.ceil(Math.max(top(left, left.size()), top(right, right.size()))) + 4 + index / 2 * KEY_STEP;
    }

    public String keyX(int index) {
        return index % 2 == 0 ? "0" : "50%";
    }

    public String barY(List<State> side, int index) {
        return number(top(side, index));
    }

    public String barHeight(State state) {
        return number(Math.max(1, thickness(state.count())));
    }

    public String nameY(List<State> side, int index) {
        return number(top(side, index) + 12);
    }

    public String textY(List<State> side, int index) {
        return number(top(side, index) + 27);
    }

    /// The outline of a ribbon.
    public String path(Ribbon ribbon) {
        double from = top(left, ribbon.from()) + thickness(before(ribbon, true));
        double to = top(right, ribbon.to()) + thickness(before(ribbon, false));
        double thick = Math.max(1, thickness(ribbon.count()));
        int middle = RIBBON_WIDTH / 2;
        return "M0," + number(from) + " C" + middle + "," + number(from) + " " + middle + "," + number(to) + " "
                + RIBBON_WIDTH + "," + number(to) + " L" + RIBBON_WIDTH + "," + number(to + thick) + " C" + middle + ","
                + number(to + thick) + " " + middle + "," + number(from + thick) + " 0," + number(from + thick) + " Z";
    }

    /// How many lie above a ribbon at its state: those that come from, or go to, states further up.
    private long before(Ribbon ribbon, boolean atLeft) {
        List<Ribbon> above = new ArrayList<>();
        for (Ribbon other : ribbons) {
            boolean higher = atLeft
                    ? other.from() == ribbon.from() && other.to() < ribbon.to()
                    : other.to() == ribbon.to() && other.from() < ribbon.from();
            if (higher) {
                above.add(other);
            }
        }
        return above.stream().mapToLong(Ribbon::count).sum();
    }

    private static String number(double pixels) {
        String text = String.format(Locale.ROOT, "%.1f", pixels);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
