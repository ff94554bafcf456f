package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The shared conformance vectors, which lie beside the repository on some machines, through `lint --jsonl`:
/// outcome, the other findings (exactly those) and what was read.
class LintVectorsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path VECTORS = Path.of("../../shared/conformance/vectors.tsv");

    private static final int KIND = 2;
    private static final int INPUT = 3;
    private static final int CONTEXT = 4;
    private static final int PRIMARY = 5;
    private static final int OTHERS = 6;
    private static final int PARSED = 7;

    @TestFactory
    Stream<DynamicTest> everyVectorAgrees() throws IOException {
        assumeThat(VECTORS).as("the shared conformance vectors are not here").isReadable();
        List<List<String>> rows = Files.readAllLines(VECTORS).stream()
                .skip(1)
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(input(row)).append('\n'));
        List<JsonNode> answers = LintRun.answers(lines.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(answers).hasSameSizeAs(rows);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        rows.get(i).get(0) + " " + rows.get(i).get(INPUT), () -> check(rows.get(i), answers.get(i))));
    }

    private static ObjectNode input(List<String> row) {
        ObjectNode object;
        switch (row.get(KIND)) {
            case "txt", "tlsrpt" -> {
                object = JSON.createObjectNode();
                object.set("strings", JSON.readTree(row.get(INPUT)));
            }
            case "policy" -> {
                object = JSON.createObjectNode();
                object.put("body_base64", Base64.getEncoder().encodeToString(octets(row.get(INPUT))));
                object.put(
                        "content_type",
                        row.get(CONTEXT).substring("content-type:".length()).strip());
            }
            default -> object = (ObjectNode) JSON.readTree(row.get(INPUT));
        }
        return object.put("case", row.get(0)).put("kind", row.get(KIND));
    }

    private static void check(List<String> row, JsonNode answer) {
        assertThat(answer.path("error").asString("")).isEmpty();
        assertThat(answer.get("case").asString()).isEqualTo(row.get(0));
        assertThat(answer.get("outcome").asString()).isEqualTo(row.get(PRIMARY));
        Set<String> others = new TreeSet<>(LintRun.codes(answer));
        others.removeIf(code -> code.equals(row.get(PRIMARY)) || code.endsWith("_ok"));
        assertThat(others)
                .isEqualTo(
                        row.get(OTHERS).isEmpty()
                                ? Set.of()
                                : new TreeSet<>(List.of(row.get(OTHERS).split(","))));
        switch (row.get(KIND)) {
            case "txt" -> assertThat(answer.get("record")).isEqualTo(JSON.readTree(row.get(PARSED)));
            case "tlsrpt" -> assertThat(answer.get("tlsrpt")).isEqualTo(JSON.readTree(row.get(PARSED)));
            case "mxmatch" ->
                assertThat(answer.get("matches").booleanValue())
                        .isEqualTo(row.get(PRIMARY).equals("match"));
            case "policy" -> policy(answer, JSON.readTree(row.get(PARSED)));
            default -> assertThat(row.get(PARSED)).isEqualTo("{}");
        }
    }

    private static void policy(JsonNode answer, JsonNode parsed) {
        assertThat(answer.get("valid_strict")).isEqualTo(parsed.get("strict"));
        assertThat(answer.get("valid_lenient")).isEqualTo(parsed.get("lenient"));
        for (String field : List.of("version", "mode", "max_age")) {
            assertThat(answer.get("policy").path(field).asString(""))
                    .as(field)
                    .isEqualTo(parsed.path(field).asString(""));
        }
        assertThat(texts(answer.get("policy").path("mx"))).isEqualTo(texts(parsed.path("mx")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asString()));
        return texts;
    }

    /// The file's notation for octets: `\r`, `\n`, `\t`, `\xNN`, everything else as it is.
    private static byte[] octets(String text) {
        StringBuilder octets = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            at++;
            if (c != '\\') {
                octets.append(c);
                continue;
            }
            switch (text.charAt(at)) {
                case 'r' -> octets.append('\r');
                case 'n' -> octets.append('\n');
                case 't' -> octets.append('\t');
                case 'x' -> {
                    octets.append((char) Integer.parseInt(text, at + 1, at + 3, 16));
                    at += 2;
                }
                default -> throw new AssertionError("escape in " + text);
            }
            at++;
        }
        return octets.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
