package org.stsurvey.cli.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Draws measures of a soak over time, one panel below the other, with what went wrong shaded behind them.
final class Plot {

    private static final int WIDTH = 1000;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int PANEL = 130;
    private static final int GAP = 34;
    private static final int HEAD = 34;

    private Plot() {}

    /// One panel.
    record Panel(String title, ToDoubleFunction<Sample> measure) {}

    static String svg(String title, List<Sample> samples, List<SoakPlan.Episode> troubles, List<Panel> panels) {
        double seconds = Math.max(1, samples.getLast().second());
        int height = HEAD + panels.size() * (PANEL + GAP) + 20;
        StringBuilder svg = new StringBuilder();
        add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"", WIDTH, height);
        add(svg, " font-family=\"sans-serif\" font-size=\"12\"><title>%s</title>%n", title);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n", WIDTH, height);
        add(svg, "<text x=\"%d\" y=\"20\" font-size=\"15\">%s</text>%n", LEFT, title);
        for (int i = 0; i < panels.size(); i++) {
            panel(svg, panels.get(i), HEAD + i * (PANEL + GAP) + 18, seconds, samples, troubles);
        }
        for (int i = 0; i <= 6; i++) {
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f min</text>%n",
                    x(seconds * i / 6, seconds),
                    height - 6,
                    seconds * i / 360);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(
            StringBuilder svg,
            Panel panel,
            int top,
            double seconds,
            List<Sample> samples,
            List<SoakPlan.Episode> troubles) {
        double most = samples.stream().mapToDouble(panel.measure()).max().orElse(1);
        double scale = Math.max(1, most) * 1.05;
        add(svg, "<text x=\"%d\" y=\"%d\">%s, at most %,.0f</text>%n", LEFT, top - 4, panel.title(), most);
        for (SoakPlan.Episode one : troubles) {
            double begins = one.begins().toMillis() / 1000.0;
            double ends = Math.min(seconds, one.ends().toMillis() / 1000.0);
            add(
                    svg,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s</title></rect>%n",
                    x(begins, seconds),
                    top,
                    Math.max(1, x(ends, seconds) - x(begins, seconds)),
                    PANEL,
                    colour(one.trouble()),
                    one.trouble().name());
        }
        add(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>%n",
                LEFT,
                top,
                WIDTH - LEFT - RIGHT,
                PANEL);
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>%n", LEFT - 6, top + PANEL);
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%,.0f</text>%n", LEFT - 6, top + 10, scale);
        svg.append("<polyline fill=\"none\" stroke=\"#0b4f8a\" stroke-width=\"1.2\" points=\"");
        for (Sample sample : samples) {
            double y = top + PANEL * (1 - panel.measure().applyAsDouble(sample) / scale);
            add(svg, "%.1f,%.1f ", x(sample.second(), seconds), y);
        }
        svg.append("\"/>\n");
    }

    private static double x(double second, double seconds) {
        return LEFT + (WIDTH - LEFT - RIGHT) * second / seconds;
    }

    private static String colour(SoakPlan.Trouble trouble) {
        return switch (trouble) {
            case SoakPlan.Trouble.Stopped() -> "#d9d9d9";
            case SoakPlan.Trouble.ClockAhead() -> "#fff2b3";
            case SoakPlan.Trouble.Ill(var ailment) ->
                switch (ailment) {
                    case LYING, DENYING -> "#f6c6c6";
                    default -> "#f9dfc0";
                };
        };
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more library
    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
