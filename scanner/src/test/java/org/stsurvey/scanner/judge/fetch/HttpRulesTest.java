package org.stsurvey.scanner.judge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.Observations.reply;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.scanner.judge.Circumstances;
import org.stsurvey.scanner.judge.Codes;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.HttpReply;

/// The HTTP response, RFC 8461 §3.2 and §3.3.
class HttpRulesTest {

    @ParameterizedTest
    @CsvSource({
        "201, http_2xx_not_200",
        "204, http_2xx_not_200",
        "206, http_2xx_not_200",
        "299, http_2xx_not_200",
        "300, http_redirect",
        "301, http_redirect",
        "304, http_redirect",
        "399, http_redirect",
        "400, http_4xx_other",
        "401, http_401",
        "403, http_403",
        "404, http_404",
        "410, http_410",
        "418, http_4xx_other",
        "429, http_429",
        "451, http_4xx_other",
        "500, http_5xx",
        "503, http_5xx",
        "599, http_5xx",
        "600, http_protocol_error",
        "199, http_protocol_error"
    })
    void onlyStatus200IsAPolicy(int status, String code) {
        var remarks = new Remarks();
        var body = new HttpRules(remarks).reply(reply(status, Observations.POLICY), End.COMPLETE, Observations.HOST);
        assertThat(body).isEmpty();
        assertThat(Codes.of(remarks.findings(Circumstances.NONE, false))).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "TEXT/Plain",
                " text/plain ",
                "text/plain;charset=utf-8",
                "text/plain ; charset=US-ASCII; x=\"a;b\"",
                "text/plain; charset=\"UTF-8\"",
                "text/plain;",
                "text/plain;;charset=utf-8"
            })
    void textPlainIsTheMediaType(String value) {
        assertThat(contentType(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html|http_content_type_wrong",
                "text/html; charset=iso-8859-1|http_content_type_wrong",
                "application/octet-stream|http_content_type_wrong",
                "text/plain+x|http_content_type_wrong",
                "text/plain; charset=iso-8859-1|http_charset_other",
                "text/plain; charset=utf8|http_charset_other",
                "text/plain; x=1; charset=\"utf-16\"; charset=utf-8|http_charset_other",
                "''|http_content_type_missing",
                "'  '|http_content_type_missing",
                "text|http_content_type_malformed",
                "@text/plain|http_content_type_malformed",
                "text/plain;charset=iso-8859-1|http_charset_other",
                "text/plain; x=\"a\\\"b\"; charset=latin1|http_charset_other",
                "text/plain; x=\"a|http_content_type_malformed",
                "text/|http_content_type_malformed",
                "/plain|http_content_type_malformed",
                "text/plain, text/html|http_content_type_malformed",
                "text/plain charset=utf-8|http_content_type_malformed",
                "text/plain; charset|http_content_type_malformed",
                "text/plain; charset=|http_content_type_malformed",
                "text/plain; charset=\"utf-8|http_content_type_malformed",
                "text/plain; charset = utf-8|http_content_type_malformed",
                "not a media type|http_content_type_malformed"
            })
    void everyOtherMediaTypeHasItsFinding(String value, String code) {
        assertThat(contentType(value)).containsExactly(code);
    }

    @Test
    void aMissingMediaTypeIsAFinding() {
        var remarks = new Remarks();
        new HttpRules(remarks).contentType(Optional.empty());
        assertThat(Codes.of(remarks.findings(Circumstances.NONE, false))).containsExactly("http_content_type_missing");
    }

    @Test
    void anEncodedBodyIsAWarningAndIdentityIsNone() {
        assertThat(codes(reply(200, "x", "content-encoding", "gzip"))).containsExactly("http_content_encoding");
        assertThat(codes(reply(200, "x", "content-encoding", "identity"))).isEmpty();
    }

    @Test
    void anotherHttpVersionIsNoted() {
        var reply = reply(200, "x");
        assertThat(codes(new HttpReply("HTTP/2", 200, reply.headers(), reply.body())))
                .containsExactly("http_http_version");
    }

    @ParameterizedTest
    @CsvSource({
        "403, cf-mitigated, challenge",
        "503, cf-mitigated, challenge",
        "403, cf-mitigated, Challenge",
        "403, sg-captcha, challenge",
        "403, x-sucuri-block, XSS",
        "403, x-amzn-waf-action, captcha",
        "403, x-vercel-mitigated, challenge",
        "403, x-datadome, protected"
    })
    void aBotWallSaysNothingOfTheDomain(int status, String name, String value) {
        assertThat(codes(reply(status, "", name, value))).containsExactly("http_bot_blocked");
    }

    @Test
    void aChallengePageIsKnownByItsScript() {
        var page = "<script src=\"/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1\"></script>";
        assertThat(codes(reply(403, page))).containsExactly("http_bot_blocked");
        assertThat(codes(reply(503, page))).containsExactly("http_bot_blocked");
        assertThat(codes(reply(404, page))).containsExactly("http_404");
        assertThat(codes(reply(429, page))).containsExactly("http_429");
    }

    @Test
    void aPlainRefusalIsNoBotWall() {
        assertThat(codes(reply(403, "Forbidden", "server", "cloudflare"))).containsExactly("http_403");
        assertThat(codes(reply(403, "", "cf-mitigated", "none"))).containsExactly("http_403");
        assertThat(codes(reply(503, "Service Unavailable"))).containsExactly("http_5xx");
    }

    @ParameterizedTest
    @CsvSource({
        "/other, same_host",
        "https://mta-sts.example.com/x, same_host",
        "https://MTA-STS.example.com:443/x, same_host",
        "//mta-sts.example.com, same_host",
        "http://mta-sts.example.com/x, http_downgrade",
        "http://www.example.com, http_downgrade",
        "https://www.example.com/.well-known/mta-sts.txt, www",
        "https://example.com/, apex",
        "https://login.example.com/, login",
        "https://example.com/auth/signin?back=1, login",
        "/login, login",
        "https://mta-sts.example.com./x, same_host",
        "?a=b, same_host",
        "mta-sts.txt, same_host",
        "/x?next=ftp://elsewhere.test, same_host",
        "//user@www.example.com/, www",
        "https://example.com/wp-login.php, login",
        "https://accounts.example.test/x, login",
        "https://elsewhere.test/ServiceLogin?x=1, login",
        "https://example.com/signin-oidc, login",
        "https://author.example.com/, other",
        "https://example.com.elsewhere.test/, other",
        "https://[2001:db8::1]/, other",
        "ftp://example.com/, other",
        "app://login.example.com/, other",
        "https://elsewhere.test/, other",
        "https://user@elsewhere.test/, other",
        "'', none"
    })
    void aRedirectSaysWhereItPoints(String location, String kind) {
        var findings = findings(reply(302, "", "location", location));
        assertThat(findings.getFirst().detail())
                .containsEntry("class", kind)
                .containsEntry("location", location)
                .containsEntry("status", "302");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE, http_ok",
        "TOO_LARGE, http_body_too_large",
        "TIMEOUT, http_timeout",
        "RESET, http_truncated",
        "CLOSED, http_truncated",
        "TRUNCATED, http_truncated",
        "PROTOCOL_ERROR, http_protocol_error"
    })
    void aBodyCountsOnlyIfItCameWhole(End end, String code) {
        var remarks = new Remarks();
        var body = new HttpRules(remarks).reply(reply(200, "12345"), end, Observations.HOST);
        assertThat(body.isPresent()).isEqualTo(end == End.COMPLETE);
        var finding = remarks.findings(Circumstances.NONE, false).getFirst();
        assertThat(finding.outcome().code()).isEqualTo(code);
        assertThat(finding.detail())
                .isEqualTo(
                        switch (end) {
                            case COMPLETE -> Map.of();
                            case TIMEOUT -> Map.of("phase", "body");
                            default -> Map.of("received", "5");
                        });
    }

    private static Set<String> contentType(String value) {
        return codes(reply(200, "x", "content-type", value));
    }

    private static Set<String> codes(HttpReply reply) {
        return Codes.of(findings(reply));
    }

    private static List<Finding> findings(HttpReply reply) {
        var remarks = new Remarks();
        new HttpRules(remarks).reply(reply, End.COMPLETE, Observations.HOST);
        return remarks.findings(Circumstances.NONE, false);
    }
}
