package org.stsurvey.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `stsurvey lint`, run with an input and at a time of the test's own.
record LintRun(int status, String out, String err) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-15T12:00:00Z"), ZoneOffset.UTC);

    static LintRun of(byte[] input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new LintCommand(new ByteArrayInputStream(input), CLOCK));
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return new LintRun(command.execute(arguments), out.toString(), err.toString());
    }

    static LintRun of(String input, String... arguments) {
        return of(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    /// The answers to cases, one a line.
    static List<JsonNode> answers(byte[] lines) {
        return of(lines, "--jsonl").out().lines().map(JSON::readTree).toList();
    }

    static JsonNode answer(String line) {
        return answers(line.getBytes(StandardCharsets.UTF_8)).getFirst();
    }

    static List<String> codes(JsonNode answer) {
        return answer.get("findings")
                .valueStream()
                .map(finding -> finding.get("code").asString())
                .toList();
    }
}
