package org.stsurvey.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the text format as its specification has it and finds fault with whatever a Prometheus server would: a
/// family without HELP and TYPE before it, one that is there twice, a sample twice, a label that is not
/// escaped.
///
/// @param samples by name and labels, the labels as `name="value"` in the order given
/// @param types by family
public record PrometheusText(Map<String, Double> samples, Map<String, String> types) {

    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*)})? (\\S+)");

    public static PrometheusText parse(String text) {
        assertThat(text).endsWith("\n");
        Map<String, Double> samples = new LinkedHashMap<>();
        Map<String, String> types = new HashMap<>();
        Set<String> helps = new HashSet<>();
        String family = "";
        for (String line : text.lines().toList()) {
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                if (comment.group(1).equals("HELP")) {
                    assertThat(helps.add(comment.group(2))).as("once: " + line).isTrue();
                } else {
                    assertThat(comment.group(3)).isIn("counter", "gauge");
                    assertThat(types.put(comment.group(2), comment.group(3)))
                            .as("once: " + line)
                            .isNull();
                    assertThat(helps).contains(comment.group(2));
                    family = comment.group(2);
                }
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            assertThat(sample.group(1)).as("under its family").isEqualTo(family);
            String key = sample.group(1) + Optional.ofNullable(sample.group(2)).orElse("");
            assertThat(samples.put(key, Double.parseDouble(sample.group(4))))
                    .as("once: " + key)
                    .isNull();
            if ("counter".equals(types.get(family))) {
                assertThat(family).endsWith("_total");
                assertThat(samples.get(key)).isNotNegative();
            }
        }
        return new PrometheusText(samples, types);
    }

    public double value(String sample) {
        assertThat(samples).containsKey(sample);
        return samples.getOrDefault(sample, Double.NaN);
    }

    /// The sum of all samples of a family.
    public double sum(String family) {
        return samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(family) || sample.getKey().startsWith(family + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
