package org.stsurvey.lab.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a policy host sends in answer to a GET of its policy.
public sealed interface Reply {
    /// A response of these parts, which need not go together.
    ///
    /// @param status   the status line without the version, such as `200 OK`
    /// @param headers  header lines other than those that frame the body
    /// @param body     its octets, each a character
    /// @param framing  how the end of the body is told
    record Response(String status, List<String> headers, String body, Framing framing) implements Reply {
        public Response with(Framing otherFraming) {
            return new Response(status, headers, body, otherFraming);
        }

        public Response withBody(String otherBody) {
            return new Response(status, headers, otherBody, framing);
        }

        /// The same with this header line, which replaces those of the same name.
        public Response header(String line) {
            List<String> others = new ArrayList<>(withoutHeader(line.substring(0, line.indexOf(':'))).headers);
            others.add(line);
            return new Response(status, List.copyOf(others), body, framing);
        }

        public Response withoutHeader(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            List<String> others = headers.stream()
                    .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(start))
                    .toList();
            return new Response(status, others, body, framing);
        }

        /// What goes over the wire.
        public String octets() {
            String head = "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n";
            String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
            return switch (framing) {
                case LENGTH -> head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
                case LENGTH_TOO_LONG -> head + "Content-Length: " + (body.length() + 100) + "\r\n\r\n" + body;
                case CHUNKED -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n";
                case CHUNKED_WITHOUT_END -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunk;
                case UNTIL_CLOSE -> head + "\r\n" + body;
                case LENGTH_TOO_SHORT ->
                    head + "Content-Length: " + (body.length() - LENGTH_SHORT_BY) + "\r\n\r\n" + body;
                case CHUNKED_WITH_EXTRAS ->
                    head + "Transfer-Encoding: chunked\r\nTrailer: X-Digest\r\n\r\n"
                            + chunk.replaceFirst("\r\n", ";note=\"lab\"\r\n") + "0\r\nX-Digest: none\r\n\r\n";
                case CHUNK_SIZE_BAD -> head + "Transfer-Encoding: chunked\r\n\r\nsize\r\n" + body + "\r\n0\r\n\r\n";
            };
        }
    }

    /// These octets, each a character, whether they are HTTP or not; then the end of the connection.
    record Raw(String octets) implements Reply {}

    /// These octets, then a TCP reset.
    record Reset(String octets) implements Reply {}

    /// These octets, then others again and again until the client goes away.
    record Endless(String beginning, String again) implements Reply {}

    /// Some octets at once, then others one at a time with a pause after each, then nothing.
    record Drip(String atOnce, String octets, int pauseMillis) implements Reply {}

    /// These octets, then nothing until the client gives up.
    record Stall(String octets) implements Reply {}

    /// How a response tells where its body ends.
    enum Framing {
        LENGTH,
        /// `Content-Length` promises more than comes.
        LENGTH_TOO_LONG,
        CHUNKED,
        /// The connection ends after a chunk that is not the last one.
        CHUNKED_WITHOUT_END,
        /// With a chunk extension and a trailer (RFC 9112 §7.1).
        CHUNKED_WITH_EXTRAS,
        /// The size of the chunk is not a number.
        CHUNK_SIZE_BAD,
        /// `Content-Length` is too small by [#LENGTH_SHORT_BY].
        LENGTH_TOO_SHORT,
        UNTIL_CLOSE
    }

    /// How many octets are sent after the announced end of the body.
    int LENGTH_SHORT_BY = 16;

    /// Stands in headers for the address and port at which nobody should ever call.
    String TRAP = "{trap}";

    /// A policy, its octets each a character, as most servers send it.
    static Response policy(String text) {
        return new Response(
                "200 OK", List.of("Server: lab", "Content-Type: text/plain; charset=utf-8"), text, Framing.LENGTH);
    }

    /// A page with this status and nothing useful on it.
    static Response page(String status, String... headers) {
        String body = "<!DOCTYPE html><title>" + status + "</title><h1>" + status + "</h1>\n";
        List<String> lines = new ArrayList<>(List.of("Server: lab", "Content-Type: text/html"));
        lines.addAll(List.of(headers));
        return new Response(status, List.copyOf(lines), body, Framing.LENGTH);
    }
}
