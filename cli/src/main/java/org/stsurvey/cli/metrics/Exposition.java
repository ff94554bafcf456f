package org.stsurvey.cli.metrics;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Metrics in Prometheus' text format, version 0.0.4: each family once, with HELP and TYPE before its samples.
public final class Exposition {

    /// Of a response that carries it.
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private final StringBuilder text = new StringBuilder();
    private final Set<String> families = new HashSet<>();

    /// What a family counts.
    private enum Type {
        COUNTER("counter"),
        GAUGE("gauge");

        private final String word;

        Type(String word) {
            this.word = word;
        }
    }

    /// A family of samples under one name.
    public final class Family {
        private final String name;

        private Family(String name) {
            this.name = name;
        }

        /// Adds a sample without labels.
        public Family is(double value) {
            return is(Map.of(), value);
        }

        /// Adds a sample.
        public Family is(String label, String of, double value) {
            return is(Map.of(label, of), value);
        }

        /// Adds a sample without labels.
        public Family is(long value) {
            return is(Map.of(), (double) value);
        }

        /// Adds a sample.
        public Family is(String label, String of, long value) {
            return is(Map.of(label, of), (double) value);
        }

        /// Adds a sample; labels in the map's order.
        public Family is(Map<String, String> labels, double value) {
            text.append(name);
            char before = '{';
            for (Map.Entry<String, String> label : labels.entrySet()) {
                text.append(before)
                        .append(checked(label.getKey()))
                        .append("=\"")
                        .append(escaped(label.getValue()).replace("\"", "\\\""))
                        .append('"');
                before = ',';
            }
            text.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
            return this;
        }
    }

    /// What only grows while the process lives; its name ends in `_total`.
    public Family counter(String name, String help) {
        if (!name.endsWith("_total")) {
            throw new IllegalArgumentException("the name of counter " + name + " does not end in _total");
        }
        return family(name, Type.COUNTER, help);
    }

    /// What goes up and down.
    public Family gauge(String name, String help) {
        return family(name, Type.GAUGE, help);
    }

    private Family family(String name, Type type, String help) {
        if (!families.add(checked(name))) {
            throw new IllegalArgumentException("metric " + name + " is there twice");
        }
        text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type.word).append('\n');
        return new Family(name);
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no name for a metric or a label");
        }
        return name;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /// The text by now.
    public String text() {
        return text.toString();
    }
}
