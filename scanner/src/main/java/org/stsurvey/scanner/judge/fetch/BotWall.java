package org.stsurvey.scanner.judge.fetch;

import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.observation.HttpReply;

/// The marks by which bot walls own up to their challenge pages.
///
/// Only marks that the product's vendor documents or that stand in every one of its challenge pages count; a
/// plain 403 stays a 403.
final class BotWall {

    /// A header field and the start of its value.
    private record HeaderMark(String name, String value) {}

    private static final List<HeaderMark> HEADERS = List.of(
            new HeaderMark("cf-mitigated", "challenge"),
            new HeaderMark("x-amzn-waf-action", "challenge"),
            new HeaderMark("x-amzn-waf-action", "captcha"),
            new HeaderMark("x-vercel-mitigated", "challenge"),
            new HeaderMark("sg-captcha", "challenge"),
            new HeaderMark("x-datadome", ""),
            new HeaderMark("x-sucuri-block", ""));

    private static final List<String> BODIES = List.of(
            "/cdn-cgi/challenge-platform/",
            "_Incapsula_Resource",
            "captcha-delivery.com",
            "px-captcha",
            "errors.edgesuite.net");

    private BotWall() {}

    /// The mark found in a 403 or 503 response.
    static Optional<String> challenge(HttpReply reply) {
        if (reply.status() != 403 && reply.status() != 503) {
            return Optional.empty();
        }
        for (var mark : HEADERS) {
            var value = reply.header(mark.name());
            if (value.isPresent()
                    && value.get()
                            .strip()
                            .regionMatches(
                                    true, 0, mark.value(), 0, mark.value().length())) {
                return Optional.of(mark.name() + ": " + value.get());
            }
        }
        var body = reply.body().latin1();
        return BODIES.stream().filter(body::contains).findFirst();
    }
}
