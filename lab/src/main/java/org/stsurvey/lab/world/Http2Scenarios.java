package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.List;
import java.util.function.Function;
import org.stsurvey.lab.world.Truth.Status;

/// Policy hosts that speak only HTTP/2, and not as they should; each only in the zoo.
final class Http2Scenarios {

    private Http2Scenarios() {}

    static List<Scenario> all() {
        String type = "content-type: text/plain";
        String padding = "x-padding: " + "x".repeat(1_000);
        return List.of(
                overHttp2("http2-404", "http_404", _ -> Http2.response("404", "Not found\n", type)),
                overHttp2("http2-goaway", "http_closed", _ -> Http2.goAway(2)),
                overHttp2("http2-reset", "http_closed", _ -> Http2.reset(2)),
                overHttp2(
                        "http2-push", "http_protocol_error", r -> Http2.push() + Http2.response("200", r.body(), type)),
                overHttp2("http2-not-http2", "http_protocol_error", Reply.Response::octets),
                overHttp2(
                        "http2-body-over-limit",
                        "http_body_too_large",
                        r -> Http2.response(
                                "200", HealthyScenarios.paddedTo(HttpScenarios.OVER_THE_LIMIT, r.body()), type)),
                scenario(
                        "http2-reset-in-body",
                        Group.OTHER_FAULT,
                        0,
                        d -> HealthyScenarios.http2(d)
                                .replyTo(r ->
                                        new Reply.Raw(Http2.head("200", type) + Http2.data(r.body()) + Http2.reset(2)))
                                .truth("http_truncated", Status.INDETERMINATE)),
                HostileHttpScenarios.broken(
                        "http2-endless-body",
                        "http_body_too_large",
                        d -> HealthyScenarios.http2(d)
                                .replyTo(_ ->
                                        new Reply.Endless(Http2.head("200", type), Http2.data("x".repeat(1_000))))),
                HostileHttpScenarios.broken(
                        "http2-endless-head",
                        "http_protocol_error",
                        d -> HealthyScenarios.http2(d)
                                .replyTo(_ -> new Reply.Endless(
                                        Http2.unfinishedHead("200", type), Http2.continuation(padding)))),
                scenario(
                                "http2-silent",
                                Group.OTHER_FAULT,
                                0,
                                d -> HealthyScenarios.http2(d)
                                        .replyTo(_ -> new Reply.Stall(""))
                                        .truth("http_timeout", Status.INDETERMINATE))
                        .costsATimeout());
    }

    private static Scenario overHttp2(String name, String outcome, Function<Reply.Response, String> frames) {
        return HostileHttpScenarios.broken(
                name, outcome, d -> HealthyScenarios.http2(d).replyTo(r -> new Reply.Raw(frames.apply(r))));
    }
}
