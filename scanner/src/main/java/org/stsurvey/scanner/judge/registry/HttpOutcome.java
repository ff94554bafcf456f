package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE_THEN_BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;
import static org.stsurvey.scanner.judge.SeverityRule.OK;
import static org.stsurvey.scanner.judge.SeverityRule.WARNING;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The HTTP response to the request for the policy file, RFC 8461 §3.3.
public enum HttpOutcome implements Registered {
    HTTP_OK(OK, "RFC 8461 §3.3", "The policy host answers with status 200 and a complete body.", ""),
    HTTP_REDIRECT(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy host redirects; senders must not follow redirects.",
            "Serve the policy file itself, with status 200, at /.well-known/mta-sts.txt."),
    HTTP_404(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy file is not found (404).",
            "Put the file at /.well-known/mta-sts.txt of mta-sts."),
    HTTP_410(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy file is gone (410).",
            "Put the file back at /.well-known/mta-sts.txt, or remove the policy record."),
    HTTP_403(
            BREAKS,
            "RFC 8461 §3.3",
            "Access to the policy file is forbidden (403).",
            "Allow everybody to read /.well-known/mta-sts.txt."),
    HTTP_401(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy file needs a login (401).",
            "Serve /.well-known/mta-sts.txt without authentication."),
    HTTP_429(
            INDETERMINATE,
            "RFC 6585 §4",
            "The policy host says that it was asked too often (429).",
            "Do not limit the rate of requests for the policy file."),
    HTTP_BOT_BLOCKED(
            INDETERMINATE,
            "RFC 8461 §3.3",
            "A bot wall answers in place of the policy file; mail servers cannot solve its challenge either.",
            "Exempt /.well-known/mta-sts.txt from bot protection."),
    HTTP_4XX_OTHER(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy host answers with another client error (4xx).",
            "Make /.well-known/mta-sts.txt answer with status 200."),
    HTTP_2XX_NOT_200(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy host answers with a success status other than 200; only 200 counts.",
            "Make /.well-known/mta-sts.txt answer with status 200."),
    HTTP_5XX(
            INDETERMINATE_THEN_BREAKS,
            "RFC 8461 §3.3",
            "The policy host answers with a server error (5xx).",
            "Repair the web server; see its log."),
    HTTP_CONTENT_TYPE_WRONG(
            WARNING,
            "RFC 8461 §3.2",
            "The media type is not text/plain; some senders refuse the policy for that.",
            "Serve the file as text/plain."),
    HTTP_CONTENT_TYPE_MISSING(
            WARNING,
            "RFC 8461 §3.2",
            "The response has no Content-Type; some senders refuse the policy for that.",
            "Serve the file as text/plain."),
    HTTP_CONTENT_TYPE_MALFORMED(
            WARNING,
            "RFC 9110 §8.3",
            "The Content-Type cannot be parsed; some senders refuse the policy for that.",
            "Send exactly: Content-Type: text/plain"),
    HTTP_CHARSET_OTHER(
            NOTICE,
            "RFC 8461 §3.2",
            "The Content-Type names a charset other than utf-8 or us-ascii; senders ignore it.",
            "Use charset=utf-8 or none."),
    HTTP_BODY_TOO_LARGE(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy file is larger than 64 KiB, where senders may stop reading.",
            "Make the file smaller; a policy needs a few lines."),
    HTTP_TIMEOUT(
            INDETERMINATE_THEN_BREAKS,
            "RFC 8461 §3.3",
            "The policy host did not deliver the whole response in time.",
            "Check the web server; a policy file should arrive within a second."),
    HTTP_TRUNCATED(
            INDETERMINATE_THEN_BREAKS,
            "RFC 9112 §8",
            "The response ended before its announced length.",
            "Check the web server, and proxies in front of it."),
    HTTP_PROTOCOL_ERROR(
            BREAKS, "RFC 9112", "The response is not valid HTTP.", "Check the web server, and proxies in front of it."),
    HTTP_CLOSED(
            BREAKS,
            "RFC 9112 §9",
            "The policy host closes the connection without an answer.",
            "Check the web server's configuration for mta-sts."),
    HTTP_CONTENT_ENCODING(
            WARNING,
            "RFC 9110 §8.4",
            "The body is compressed although the request did not offer to accept that.",
            "Serve the policy file uncompressed to clients that send no Accept-Encoding."),
    HTTP_HTTP_VERSION(NOTICE, "RFC 8461 §3.3", "The policy was served over another version than HTTP/1.1.", "");

    private final Entry entry;

    HttpOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.HTTP;
    }
}
