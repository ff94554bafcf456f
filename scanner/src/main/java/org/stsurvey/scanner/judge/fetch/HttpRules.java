package org.stsurvey.scanner.judge.fetch;

import static org.stsurvey.scanner.judge.registry.HttpOutcome.*;

import java.util.Map;
import java.util.Optional;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.abnf.Abnf;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.HttpReply;

/// The rules for the HTTP response, RFC 8461 §3.3.
public final class HttpRules {

    private final Remarks remarks;

    public HttpRules(Remarks remarks) {
        this.remarks = remarks;
    }

    /// Judges a response whose status line was read.
    ///
    /// @param end how the exchange ended after that
    /// @param policyHost the host that was asked
    /// @return the body to be judged as a policy: one that came whole, with status 200
    public Optional<ByteString> reply(HttpReply reply, End end, String policyHost) {
        if (!reply.version().equals("HTTP/1.1")) {
            remarks.add(HTTP_HTTP_VERSION, Map.of("version", reply.version()));
        }
        // Policies are "only valid if the HTTP response code is 200 (OK)", whatever came behind another one.
        if (reply.status() != 200) {
            status(reply, policyHost);
            return Optional.empty();
        }
        contentType(reply.header("content-type"));
        reply.header("content-encoding")
                .filter(encoding -> !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity"))
                .ifPresent(encoding -> remarks.add(HTTP_CONTENT_ENCODING, Map.of("encoding", encoding)));
        return body(reply, end);
    }

    private Optional<ByteString> body(HttpReply reply, End end) {
        switch (end) {
            case COMPLETE -> {
                remarks.add(HTTP_OK);
                return Optional.of(reply.body());
            }
            case TOO_LARGE -> remarks.add(HTTP_BODY_TOO_LARGE, received(reply));
            case TIMEOUT -> remarks.add(HTTP_TIMEOUT, Map.of("phase", "body"));
            case RESET, CLOSED, TRUNCATED, REFUSED, UNREACHABLE, ALERT, NOT_TLS, OLD_VERSION ->
                remarks.add(HTTP_TRUNCATED, received(reply));
            case PROTOCOL_ERROR -> remarks.add(HTTP_PROTOCOL_ERROR, received(reply));
        }
        return Optional.empty();
    }

    private static Map<String, String> received(HttpReply reply) {
        return Map.of("received", Integer.toString(reply.body().size()));
    }

    private void status(HttpReply reply, String policyHost) {
        var status = reply.status();
        var detail = Map.of("status", Integer.toString(status));
        var challenge = BotWall.challenge(reply);
        if (challenge.isPresent()) {
            remarks.add(HTTP_BOT_BLOCKED, Map.of("status", Integer.toString(status), "marker", challenge.get()));
        } else if (status >= 300 && status < 400) {
            // "HTTP 3xx redirects MUST NOT be followed"
            remarks.add(HTTP_REDIRECT, Redirect.detail(reply, policyHost));
        } else {
            remarks.add(outcome(status), detail);
        }
    }

    private static Outcome outcome(int status) {
        return switch (status) {
            case 401 -> HTTP_401;
            case 403 -> HTTP_403;
            case 404 -> HTTP_404;
            case 410 -> HTTP_410;
            case 429 -> HTTP_429;
            default -> {
                if (status >= 500 && status < 600) {
                    yield HTTP_5XX;
                }
                if (status >= 400 && status < 500) {
                    yield HTTP_4XX_OTHER;
                }
                yield status > 200 && status < 300 ? HTTP_2XX_NOT_200 : HTTP_PROTOCOL_ERROR;
            }
        };
    }

    /// Judges the media type: "senders SHOULD validate that the media type is 'text/plain'", RFC 8461 §3.2.
    public void contentType(Optional<String> header) {
        var value = header.map(String::strip).orElse("");
        if (value.isEmpty()) {
            remarks.add(HTTP_CONTENT_TYPE_MISSING);
            return;
        }
        var parsed = MediaType.parse(value);
        var seen = Map.of("seen", value);
        if (parsed.isEmpty()) {
            remarks.add(HTTP_CONTENT_TYPE_MALFORMED, seen);
            return;
        }
        if (!parsed.get().essence().equals("text/plain")) {
            remarks.add(HTTP_CONTENT_TYPE_WRONG, seen);
            return;
        }
        // "All parameters other than charset=utf-8 or charset=us-ascii are ignored."
        parsed.get()
                .charset()
                .filter(charset -> !charset.equalsIgnoreCase("utf-8") && !charset.equalsIgnoreCase("us-ascii"))
                .ifPresent(charset -> remarks.add(HTTP_CHARSET_OTHER, Map.of("charset", Abnf.readable(charset))));
    }
}
