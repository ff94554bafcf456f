package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.HttpReply;
import org.stsurvey.scanner.observation.RecordData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The shared conformance vectors against the rules: outcome, other findings (exactly those) and what was read.
class ConformanceVectorsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    private static final String DOMAIN = "example.com";
    private static final String HOST = "mta-sts.example.com";
    private static final Lint LINT = new Lint(Rulebooks.plain());

    /// Kinds that need what only the command makes of a case: trends are tested with `lint --jsonl`, in cli.
    private static final Set<String> ELSEWHERE = Set.of("trend");

    @TestFactory
    Stream<DynamicTest> everyVectorAgrees() {
        return Conformance.rows("vectors.tsv").stream()
                .filter(row -> !ELSEWHERE.contains(row.get("kind")))
                // Chains are described there, not given: CertificateVectorsTest makes them.
                .filter(row -> !row.get("input").contains("\"chain\""))
                .map(row -> DynamicTest.dynamicTest(
                        row.get("id") + " " + row.get("kind") + " " + row.get("input"), () -> check(row)));
    }

    private static void check(Conformance.Row row) {
        var input = row.get("input");
        switch (row.get("kind")) {
            case "txt" -> {
                var result = LINT.record(records(JSON.readTree(input)));
                expect(row, result);
                var usable = result.facts().filter(Judgement.RecordFacts::valid);
                var parsed = JSON.readTree(row.get("parsed"));
                assertThat(usable.isPresent()).isEqualTo(parsed.get("usable").asBoolean());
                assertThat(usable.flatMap(Judgement.RecordFacts::id)).isEqualTo(text(parsed, "id"));
            }
            case "tlsrpt" -> {
                var result = LINT.tlsRpt(records(JSON.readTree(input)));
                expect(row, result);
                var rua = JSON.readTree(row.get("parsed")).get("rua");
                assertThat(result.facts().rua()).isEqualTo(rua.isNull() ? List.of() : texts(rua));
            }
            case "policy" -> policy(row);
            case "mxmatch" -> {
                var pair = JSON.readTree(input);
                assertThat(LINT.matches(
                                pair.get("pattern").asString(), pair.get("host").asString()))
                        .isEqualTo(row.get("expected_primary").equals("match"));
            }
            case "align" -> align(row);
            case "host_dns" -> expect(row, LINT.host(host(JSON.readTree(input))));
            case "http" -> http(row);
            case "tls" -> tls(row);
            default -> throw new AssertionError("kind " + row.get("kind"));
        }
    }

    private static void expect(Conformance.Row row, Lint.Result<?> result) {
        assertThat(result.outcome().code()).isEqualTo(row.get("expected_primary"));
        Set<String> others = new TreeSet<>(
                result.findings().stream().map(f -> f.outcome().code()).toList());
        others.remove(result.outcome().code());
        others.removeIf(code -> code.endsWith("_ok"));
        var expected = row.get("expected_other_findings");
        assertThat(others).isEqualTo(expected.isEmpty() ? Set.of() : new TreeSet<>(List.of(expected.split(","))));
    }

    private static void policy(Conformance.Row row) {
        var contentType = row.get("context").substring("content-type:".length()).strip();
        var result = LINT.policy(body(row.get("input")), Optional.of(contentType));
        expect(row, result);
        var facts = result.facts();
        var parsed = JSON.readTree(row.get("parsed"));
        assertThat(facts.validStrict()).isEqualTo(parsed.get("strict").asBoolean());
        assertThat(facts.validLenient()).isEqualTo(parsed.get("lenient").asBoolean());
        assertThat(facts.version()).isEqualTo(text(parsed, "version"));
        assertThat(facts.mode()).isEqualTo(text(parsed, "mode"));
        assertThat(facts.maxAgeSeconds().isPresent()).isEqualTo(parsed.has("max_age"));
        facts.maxAgeSeconds()
                .ifPresent(
                        age -> assertThat(age).isEqualTo(parsed.get("max_age").asLong()));
        assertThat(facts.mx()).isEqualTo(parsed.has("mx") ? texts(parsed.get("mx")) : List.of());
    }

    private static void align(Conformance.Row row) {
        var input = JSON.readTree(row.get("input"));
        var mx = input.get("mx");
        DnsAnswer answer;
        if (mx.isString()) {
            answer = failed(mx.asString());
        } else if (mx.isEmpty()) {
            answer = new DnsAnswer.NoData(List.of(), false, Optional.empty());
        } else {
            answer = new DnsAnswer.Found(
                    texts(mx).stream()
                            .<RecordData>map(ConformanceVectorsTest::mx)
                            .toList(),
                    List.of(),
                    300,
                    false);
        }
        var apex = input.has("a")
                ? Optional.of(new AddressLookups(lookup(addresses(input, "a")), lookup(addresses(input, "aaaa"))))
                : Optional.<AddressLookups>empty();
        var route = MailRoute.of(DOMAIN, Optional.of(lookup(answer)), apex);
        expect(row, LINT.align(input.get("mode").asString(), texts(input.get("patterns")), route));
    }

    private static RecordData.Mx mx(String text) {
        var space = text.indexOf(' ');
        var exchange = text.substring(space + 1);
        return new RecordData.Mx(Integer.parseInt(text.substring(0, space)), exchange.equals(".") ? "" : exchange);
    }

    private static AddressLookups host(JsonNode input) {
        if (!input.has("CNAME")) {
            return new AddressLookups(lookup(addresses(input, "A")), lookup(addresses(input, "AAAA")));
        }
        var cnames = List.of(input.get("CNAME").asString().split(" -> "));
        var answer = cnames.size() > 1 && cnames.getFirst().equals(cnames.getLast())
                ? DnsAnswer.Failed.of(DnsAnswer.Failure.CNAME_LOOP)
                : negative(input.get("final").asString(), cnames);
        return new AddressLookups(lookup(answer), lookup(answer));
    }

    private static DnsAnswer addresses(JsonNode input, String family) {
        if (!input.has(family)) {
            return negative("NODATA", List.of());
        }
        var node = input.get(family);
        if (node.isString()) {
            return negative(node.asString(), List.of());
        }
        return node.isEmpty()
                ? negative("NODATA", List.of())
                : new DnsAnswer.Found(
                        texts(node).stream()
                                .<RecordData>map(text -> new RecordData.Address(address(text)))
                                .toList(),
                        List.of(),
                        300,
                        false);
    }

    private static DnsAnswer negative(String text, List<String> cnames) {
        return switch (text) {
            case "NXDOMAIN" -> new DnsAnswer.NoSuchName(cnames, false, Optional.empty());
            case "NODATA" -> new DnsAnswer.NoData(cnames, false, Optional.empty());
            default -> failed(text);
        };
    }

    private static DnsAnswer failed(String text) {
        return text.equals("TIMEOUT")
                ? DnsAnswer.Failed.of(DnsAnswer.Failure.TIMEOUT)
                : new DnsAnswer.Failed(
                        DnsAnswer.Failure.RCODE, OptionalInt.of(2), Optional.empty(), OptionalInt.empty(), List.of());
    }

    private static void http(Conformance.Row row) {
        var input = JSON.readTree(row.get("input"));
        if (!input.has("status")) {
            var attempt = attempt(FetchAttempt.Stage.HEADERS, FetchAttempt.End.CLOSED, OptionalInt.empty());
            expect(row, LINT.fetch(attempt, HOST, AT));
            return;
        }
        var headers = new ArrayList<HttpReply.Header>();
        headers.add(new HttpReply.Header("content-type", "text/plain"));
        if (input.has("location")) {
            headers.add(new HttpReply.Header("location", input.get("location").asString()));
        }
        if (input.has("headers")) {
            input.get("headers")
                    .properties()
                    .forEach(e -> headers.add(
                            new HttpReply.Header(e.getKey(), e.getValue().asString())));
        }
        var body = input.has("body") ? ByteString.utf8(input.get("body").asString()) : ByteString.empty();
        var truncated = input.has("received")
                && input.get("received").asInt() < input.get("content_length").asInt();
        var end = truncated ? FetchAttempt.End.TRUNCATED : FetchAttempt.End.COMPLETE;
        expect(row, LINT.http(new HttpReply("HTTP/1.1", input.get("status").asInt(), headers, body), end, HOST));
    }

    private static void tls(Conformance.Row row) {
        var input = JSON.readTree(row.get("input"));
        var attempt = input.has("alert")
                ? attempt(
                        FetchAttempt.Stage.TLS,
                        FetchAttempt.End.ALERT,
                        OptionalInt.of(input.get("alert").asInt()))
                : attempt(FetchAttempt.Stage.TLS, FetchAttempt.End.NOT_TLS, OptionalInt.empty());
        expect(row, LINT.fetch(attempt, HOST, AT));
    }

    private static FetchAttempt attempt(FetchAttempt.Stage stage, FetchAttempt.End end, OptionalInt alert) {
        return new FetchAttempt(
                address("198.35.26.96"), stage, end, alert, Optional.empty(), Optional.empty(), "", Duration.ZERO);
    }

    private static List<RecordData.Txt> records(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(record -> new RecordData.Txt((record.isArray() ? texts(record) : List.of(record.asString()))
                        .stream().map(ByteString::utf8).toList()))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toList());
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) && !node.get(name).isNull()
                ? Optional.of(node.get(name).asString())
                : Optional.empty();
    }

    private static DnsLookup lookup(DnsAnswer answer) {
        return new DnsLookup(answer, 1, Duration.ZERO);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /// The file's notation for octets: `\r`, `\n`, `\t`, `\xNN`, everything else as it is.
    private static ByteString body(String text) {
        var octets = new StringBuilder();
        var at = 0;
        while (at < text.length()) {
            var c = text.charAt(at);
            if (c != '\\') {
                octets.append(c);
                at++;
            } else if (text.charAt(at + 1) == 'x') {
                octets.append((char) Integer.parseInt(text, at + 2, at + 4, 16));
                at += 4;
            } else {
                octets.append(
                        switch (text.charAt(at + 1)) {
                            case 'r' -> '\r';
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case '\\' -> '\\';
                            default -> throw new AssertionError("escape in " + text);
                        });
                at += 2;
            }
        }
        return ByteString.copyOf(octets.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
