package org.stsurvey.aggregate.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SQL in the words of DuckDB, statement by statement in those of Spark, by the rules of a dialect file.
final class SparkScript {

    private static final Pattern RULE = Pattern.compile("-- rewrite: (.*) => (.*)");

    /// A text in quotes, or a comment to the end of its line. A text with a doubled quote is taken for two that
    /// touch.
    private static final Pattern TEXT_OR_COMMENT = Pattern.compile("'[^']*'|--[^\n]*");

    private static final Pattern PLACEHOLDER = Pattern.compile("'(\\d+)'");
    private static final Pattern VARIABLE = Pattern.compile("\\bgetvariable\\('(\\d+)'\\)");

    /// Enough for any nesting; a rule that feeds itself is an error of the file.
    private static final int ROUNDS = 20;

    private final List<Rule> rules;

    private record Rule(Pattern pattern, String replacement) {}

    private SparkScript(List<Rule> rules) {
        this.rules = rules;
    }

    /// The rules of a dialect file.
    static SparkScript of(String dialect) {
        return new SparkScript(RULE.matcher(dialect)
                .results()
                .map(rule ->
                        new Rule(Pattern.compile(rule.group(1)), rule.group(2).strip()))
                .toList());
    }

    /// The statements of a script, without comments.
    ///
    /// @param variables what `getvariable` finds
    List<String> statements(String sql, Map<String, String> variables) {
        List<String> texts = new ArrayList<>();
        String bare = withoutTexts(sql, texts);
        List<String> statements = new ArrayList<>();
        for (String statement : bare.split(";", -1)) {
            if (!statement.isBlank()) {
                String valued = replace(VARIABLE, statement, found -> "'" + value(found, texts, variables) + "'");
                statements.add(withTexts(rewritten(valued), texts).strip());
            }
        }
        return statements;
    }

    /// The place among the texts of what a variable holds.
    private static int value(Matcher found, List<String> texts, Map<String, String> variables) {
        String name = texts.get(Integer.parseInt(found.group(1)));
        String value = variables.get(name.substring(1, name.length() - 1));
        if (value == null) {
            throw new IllegalStateException("variable " + name + " is read and was never set");
        }
        texts.add(value);
        return texts.size() - 1;
    }

    private static String withoutTexts(String sql, List<String> texts) {
        return replace(TEXT_OR_COMMENT, sql, found -> {
            if (found.group().startsWith("--")) {
                return "";
            }
            texts.add(found.group());
            return "'" + (texts.size() - 1) + "'";
        });
    }

    private static String withTexts(String sql, List<String> texts) {
        return replace(PLACEHOLDER, sql, found -> texts.get(Integer.parseInt(found.group(1))));
    }

    private String rewritten(String sql) {
        String before = sql;
        for (int round = 0; round < ROUNDS; round++) {
            String after = before;
            for (Rule rule : rules) {
                after = rule.pattern().matcher(after).replaceAll(rule.replacement());
            }
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        throw new IllegalStateException("rules of the dialect never come to an end on: " + sql);
    }

    private static String replace(Pattern pattern, String text, Function<Matcher, String> by) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(by.apply(matcher)));
        }
        return matcher.appendTail(replaced).toString();
    }
}
