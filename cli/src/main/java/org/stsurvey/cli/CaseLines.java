package org.stsurvey.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stsurvey.scanner.observation.Excerpt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A stream of cases answered line by line: one line out for every line in, in the same order.
///
/// Only one line is held at a time, and of that no more than [#MAX_LINE_OCTETS]. A line that cannot be answered
/// is
/// answered with what is wrong with it; the stream goes on.
final class CaseLines {

    /// Room for a policy file of 64 KiB in base64, and much more.
    static final int MAX_LINE_OCTETS = 1 << 20;

    private static final int MAX_ERROR = 500;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final LintCases cases;
    private final BooleanSupplier outputLost;

    /// @param outputLost whether standard output has failed, which the writer over it does not learn
    CaseLines(LintCases cases, BooleanSupplier outputLost) {
        this.cases = cases;
        this.outputLost = outputLost;
    }

    /// Answers all lines.
    ///
    /// @throws IOException if the input cannot be read, or nobody reads the answers any more
    void answer(InputStream in, PrintWriter out) throws IOException {
        BoundedLines lines = new BoundedLines(in, MAX_LINE_OCTETS);
        long number = 1;
        for (Optional<BoundedLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            out.println(JsonLine.of(answer(line.get(), number)));
            number++;
            // This also flushes: whoever asks line by line gets an answer line by line.
            if (out.checkError() || outputLost.getAsBoolean()) {
                throw new IOException("standard output: the results cannot be written; whoever reads them has gone");
            }
        }
    }

    private Map<String, Object> answer(BoundedLines.Line line, long number) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("case", JsonLine.NULL);
        try {
            JsonNode node = parse(line);
            answer.put("case", name(node));
            answer.putAll(cases.answer(new CaseInput(node)));
        } catch (IllegalArgumentException e) {
            answer.put("error", error(number, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // A fault of our own costs one answer and not the batch.
            answer.put("error", error(number, "internal error, a fault of the program: " + e));
        }
        return answer;
    }

    private static JsonNode parse(BoundedLines.Line line) {
        if (line.tooLong()) {
            throw new IllegalArgumentException("the line is longer than " + MAX_LINE_OCTETS + " octets");
        }
        JsonNode node;
        try {
            node = JSON.readTree(line.octets().toArray());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the line is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("the line is not a JSON object");
        }
        return node;
    }

    private static Object name(JsonNode node) {
        JsonNode name = node.path("case");
        return name.isString() || name.isNumber() || name.isBoolean() ? name : JsonLine.NULL;
    }

    private static String error(long number, String message) {
        return "line " + number + ": " + Excerpt.of(message, MAX_ERROR);
    }
}
