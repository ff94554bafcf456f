package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.stsurvey.lab.world.Truth.Status;

/// Policy hosts that answer, over good TLS, with something else than the policy.
final class HttpScenarios {
    static final int OVER_THE_LIMIT = 65_537;

    private HttpScenarios() {}

    static List<Scenario> all() {
        return Stream.of(statuses(), redirects(), bodies(), connections())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Scenario> statuses() {
        return List.of(
                page("http-404", 14, "http_404", "404 Not Found"),
                scenario(
                        "http-404-with-policy",
                        Group.OTHER_FAULT,
                        0.3,
                        d -> d.response(r -> new Reply.Response("404 Not Found", r.headers(), r.body(), r.framing()))
                                .truth("http_404", Status.POLICY_UNREACHABLE)),
                page("http-403", 1.5, "http_403", "403 Forbidden"),
                page("http-401", 0.3, "http_401", "401 Unauthorized", "WWW-Authenticate: Basic realm=\"lab\""),
                page("http-410", 0.5, "http_410", "410 Gone"),
                page("http-418", 0.1, "http_4xx_other", "418 I'm a teapot"),
                page("http-400", 0.5, "http_4xx_other", "400 Bad Request"),
                scenario(
                        "http-204",
                        Group.OTHER_FAULT,
                        0.2,
                        d -> d.reply(Reply.page("204 No Content").withBody("").with(Reply.Framing.UNTIL_CLOSE))
                                .truth("http_2xx_not_200", Status.POLICY_UNREACHABLE)),
                page("http-202", 0.1, "http_2xx_not_200", "202 Accepted"),
                uncertain("http-429", 0.3, "http_429", "429 Too Many Requests", "Retry-After: 1"),
                uncertain("http-bot-wall", 0.5, "http_bot_blocked", "403 Forbidden", "cf-mitigated: challenge"),
                uncertain("http-500", 0.8, "http_5xx", "500 Internal Server Error"),
                uncertain("http-502", 0.5, "http_5xx", "502 Bad Gateway"),
                uncertain("http-503", 0.5, "http_5xx", "503 Service Unavailable"));
    }

    private static List<Scenario> redirects() {
        return List.of(
                redirect("http-redirect-www", 2, "301 Moved Permanently", d -> "https://www." + d.domain() + "/"),
                redirect(
                        "http-redirect-apex",
                        1,
                        "302 Found",
                        d -> "https://" + d.domain() + "/.well-known/mta-sts.txt"),
                redirect("http-redirect-same-host", 0.5, "308 Permanent Redirect", _ -> "/mta-sts.txt"),
                redirect("http-redirect-login", 0.5, "302 Found", d -> "https://login." + d.domain() + "/?next=%2F"),
                redirect(
                        "http-redirect-downgrade",
                        0.5,
                        "307 Temporary Redirect",
                        d -> "http://" + d.host() + "/.well-known/mta-sts.txt"));
    }

    private static List<Scenario> bodies() {
        return List.of(
                scenario(
                        "http-body-over-limit",
                        Group.OTHER_FAULT,
                        0.3,
                        d -> d.response(r -> r.withBody(HealthyScenarios.paddedTo(OVER_THE_LIMIT, r.body())))
                                .truth("http_body_too_large", Status.POLICY_UNREACHABLE)),
                scenario(
                        "http-body-huge",
                        Group.OTHER_FAULT,
                        0.1,
                        d -> d.response(r -> r.with(Reply.Framing.CHUNKED)
                                        .withBody(HealthyScenarios.paddedTo(40 * OVER_THE_LIMIT, r.body())))
                                .truth("http_body_too_large", Status.POLICY_UNREACHABLE)),
                truncated("http-length-too-long", r -> r.with(Reply.Framing.LENGTH_TOO_LONG)),
                truncated("http-chunks-without-end", r -> r.with(Reply.Framing.CHUNKED_WITHOUT_END)));
    }

    private static List<Scenario> connections() {
        return List.of(
                scenario(
                        "http-closed",
                        Group.OTHER_FAULT,
                        0.3,
                        d -> d.reply(new Reply.Raw("")).truth("http_closed", Status.POLICY_UNREACHABLE)),
                scenario(
                        "http-not-http",
                        Group.OTHER_FAULT,
                        0.2,
                        d -> d.reply(new Reply.Raw("220 mail.example ESMTP ready\r\n\r\n"))
                                .truth("http_protocol_error", Status.POLICY_UNREACHABLE)),
                scenario(
                                "http-silent",
                                Group.OTHER_FAULT,
                                0.3,
                                d -> d.reply(new Reply.Stall("")).truth("http_timeout", Status.INDETERMINATE))
                        .costsATimeout(),
                scenario(
                                "http-stalled-body",
                                Group.OTHER_FAULT,
                                0.3,
                                d -> d.reply(new Reply.Stall(beginning())).truth("http_timeout", Status.INDETERMINATE))
                        .costsATimeout());
    }

    /// A response that lacks its last octets.
    static String beginning() {
        String whole = Reply.policy("version: STSv1\r\nmode: enforce\r\nmx: mail.example\r\nmax_age: 86400\r\n")
                .octets();
        return whole.substring(0, whole.length() - 20);
    }

    static Scenario page(String name, double weight, String outcome, String status, String... headers) {
        return scenario(
                name,
                Group.OTHER_FAULT,
                weight,
                d -> d.reply(Reply.page(status, headers)).truth(outcome, Status.POLICY_UNREACHABLE));
    }

    static Scenario uncertain(String name, double weight, String outcome, String status, String... headers) {
        return scenario(
                name,
                Group.OTHER_FAULT,
                weight,
                d -> d.reply(Reply.page(status, headers)).truth(outcome, Status.INDETERMINATE));
    }

    private static Scenario redirect(String name, double weight, String status, Function<Deployment, String> location) {
        return scenario(
                name,
                Group.OTHER_FAULT,
                weight,
                d -> d.reply(Reply.page(status, "Location: " + location.apply(d)))
                        .truth("http_redirect", Status.POLICY_UNREACHABLE));
    }

    private static Scenario truncated(String name, UnaryOperator<Reply.Response> change) {
        return scenario(
                name, Group.OTHER_FAULT, 0.2, d -> d.response(change).truth("http_truncated", Status.INDETERMINATE));
    }
}
