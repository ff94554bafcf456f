package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.stsurvey.lab.world.Certificate.Digest;
import org.stsurvey.lab.world.Certificate.Issuer;
import org.stsurvey.lab.world.Certificate.Oddity;
import org.stsurvey.lab.world.Certificate.Order;
import org.stsurvey.lab.world.Certificate.Purpose;
import org.stsurvey.lab.world.Greeting.Habit;

/// Domains whose policy works, most of them plainly, some with an oddity that must not be taken for a failure.
final class HealthyScenarios {
    /// Nothing is special about it.
    static final Scenario PLAIN = scenario("healthy", Group.HEALTHY, 400, _ -> {});

    private static final int BODY_LIMIT = 65_536;

    private HealthyScenarios() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.add(PLAIN);
        all.add(scenario("healthy-enforce", Group.HEALTHY, 0, d -> d.mode("enforce"))
                .inEveryZoo());
        all.add(scenario("healthy-testing", Group.HEALTHY, 0, d -> d.mode("testing"))
                .inEveryZoo());
        all.add(scenario("healthy-none", Group.HEALTHY, 0, d -> d.mode("none")).inEveryZoo());
        all.addAll(records());
        all.addAll(hosts());
        all.addAll(transport());
        all.addAll(responses());
        all.addAll(policies());
        all.addAll(mail());
        all.addAll(rarities());
        return all;
    }

    private static List<Scenario> records() {
        return List.of(
                odd("txt-space-before-semicolon", d -> d.records("v=STSv1 ; id={id}")),
                odd("txt-space-after-delimiter", d -> d.records("v=STSv1; id={id}; ")),
                odd("txt-unknown-field", d -> d.records("v=STSv1; id={id}; note=hello;")),
                odd("txt-field-before-id", d -> d.records("v=STSv1; note=hello; id={id}")),
                odd("txt-duplicate-id", d -> d.records("v=STSv1; id={id}; id=second;")),
                odd("txt-extra-discarded", d -> d.records("v=spf1 -all", "v=STSv1; id={id};")),
                odd(
                        "txt-id-of-32",
                        d -> d.id("a123456789b123456789c123456789dd").records("v=STSv1; id={id};")),
                odd("txt-multi-string", d -> d.record(z -> z.txt(d.recordName(), "v=STSv1; ", "id=" + d.id(), ";"))),
                odd(
                        "txt-ttl-over-day",
                        d -> d.record(z -> z.ttl(604_800).txt(d.recordName(), "v=STSv1; id=" + d.id()))),
                odd(
                        "txt-large-rrset",
                        d -> d.record(z -> {
                            for (int i = 0; i < 40; i++) {
                                z.txt(
                                        d.recordName(),
                                        "verification-%02d=%s"
                                                .formatted(
                                                        i,
                                                        d.draw()
                                                                .hex("filler " + i, 16)
                                                                .repeat(4)));
                            }
                            z.txt(d.recordName(), "v=STSv1; id=" + d.id() + ";");
                        })),
                odd(
                        "txt-wildcard",
                        d -> d.record(z -> z.txt("*." + d.domain(), "v=STSv1; id=" + d.id() + ";")
                                        .txt("_smtp._tls." + d.domain(), "v=TLSRPTv1; rua=mailto:tlsrpt@" + d.domain()))
                                .tlsReporting(new TlsReporting("tlsrpt_ok", 0, List.of()))));
    }

    private static List<Scenario> hosts() {
        return List.of(
                odd(
                        "host-cname-chain",
                        d -> d.host(z -> z.cname(d.host(), "policy." + d.domain())
                                .cname("policy." + d.domain(), "web." + d.domain())
                                .address("web." + d.domain(), d.address()))),
                odd("host-ipv6-only", d -> d.host(z -> z.address(d.host(), Loopback.IPV6)))
                        .needsIpv6(),
                odd(
                        "host-some-non-public",
                        d -> d.host(z -> z.address(d.host(), d.address()).address(d.host(), "10.20.30.40"))),
                odd(
                        "host-aaaa-servfail",
                        d -> d.host(z ->
                                z.address(d.host(), d.address()).put(d.host(), Zone.AAAA, HostScenarios.SERVFAIL))),
                odd("host-wildcard-dns", d -> d.host(z -> z.address("*." + d.domain(), d.address()))),
                odd(
                        "tcp-partial-addresses",
                        d -> d.host(z -> z.address(d.host(), d.address()).address(d.host(), Loopback.REFUSING))));
    }

    private static List<Scenario> transport() {
        return List.of(
                odd("tls-cert-wildcard", d -> d.certificate(c -> c.names("*." + d.domain()))),
                odd(
                        "tls-cert-many-names",
                        d -> d.certificate(
                                c -> c.names(d.domain(), "www." + d.domain(), "mail." + d.domain(), d.host()))),
                odd(
                        "tls-cert-upper-case",
                        d -> d.certificate(c -> c.names(d.host().toUpperCase(Locale.ROOT)))),
                odd("tls-cert-last-day", d -> d.certificate(c -> c.valid(-88, 2))));
    }

    /// What hardly any domain has, and no sender minds.
    private static List<Scenario> rarities() {
        return Stream.of(rareConnections(), rareCertificates(), rareResponses())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Scenario> rareConnections() {
        return List.of(
                rare(
                                "tcp-first-silent",
                                d -> d.host(z ->
                                        z.address(d.host(), Loopback.BLACK_HOLE).address(d.host(), d.address())))
                        .costsATimeout(),
                rare("tls-1.2-only", d -> d.handshake(h -> h.over("TLSv1.2"))),
                rare("tls-1.3-only", d -> d.handshake(h -> h.over("TLSv1.3"))),
                rare("tls-octet-by-octet", d -> d.handshake(h -> h.with(Habit.OCTET_BY_OCTET))),
                rare(
                        "tls-renegotiation",
                        d -> d.handshake(h -> h.over("TLSv1.2").with(Habit.RENEGOTIATES))),
                rare(
                        "tls-warning-of-name",
                        d -> d.handshake(h -> h.over("TLSv1.2").with(Habit.WARNS_OF_THE_NAME))),
                rare(
                        "http2",
                        d -> http2(d).replyTo(r ->
                                new Reply.Raw(Http2.response("200", r.body(), "content-type: text/plain")))),
                rare(
                        "http2-body-at-limit",
                        d -> http2(d).replyTo(r -> new Reply.Raw(
                                Http2.response("200", paddedTo(BODY_LIMIT, r.body()), "content-type: text/plain")))));
    }

    static Deployment http2(Deployment d) {
        return d.handshake(h -> h.speaking("h2"));
    }

    private static List<Scenario> rareCertificates() {
        return List.of(
                rare(
                        "tls-cert-rsa",
                        d -> d.certificate(
                                c -> c.from(Issuer.TRUSTED_RSA).strength(Certificate.Key.RSA_2048, Digest.SHA256))),
                rare(
                        "tls-cert-rsa-1024",
                        d -> d.certificate(
                                c -> c.from(Issuer.TRUSTED_RSA).strength(Certificate.Key.RSA_1024, Digest.SHA256))),
                rare("tls-cert-root-first", d -> d.certificate(c -> c.sent(Order.ROOT_FIRST))),
                rare("tls-cert-with-root", d -> d.certificate(c -> c.sent(Order.WITH_ROOT))),
                rare("tls-cert-no-subject", d -> d.certificate(Certificate::withoutSubject)),
                rare("tls-cert-no-purpose", d -> d.certificate(c -> c.purpose(Purpose.UNSAID))),
                rare("tls-cert-must-staple", d -> d.certificate(c -> c.with(Oddity.MUST_STAPLE))),
                rare("tls-cert-pointers", d -> d.certificate(c -> c.with(Oddity.POINTERS))));
    }

    private static List<Scenario> rareResponses() {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n";
        return List.of(
                rare("http-interim", d -> d.replyTo(r -> new Reply.Raw(interim.repeat(8) + r.octets()))),
                rare("http-1.0", d -> d.replyTo(r -> new Reply.Raw(r.octets().replaceFirst("HTTP/1.1", "HTTP/1.0")))),
                rare(
                        "http-no-reason",
                        d -> d.replyTo(r -> new Reply.Raw(r.octets().replaceFirst("200 OK", "200 ")))),
                rare("http-chunked-with-extras", d -> d.response(r -> r.with(Reply.Framing.CHUNKED_WITH_EXTRAS))),
                rare("http-set-cookie", d -> d.response(r -> r.header("Set-Cookie: lab=1; Secure; HttpOnly"))),
                rare("http-alt-svc", d -> d.response(r -> r.header("Alt-Svc: h2=\"" + Reply.TRAP + "\"; ma=86400"))),
                rare("http-refresh", d -> d.response(r -> r.header("Refresh: 0; url=https://" + Reply.TRAP + "/"))),
                // RFC 9110 §5.5 allows to keep control characters other than CR, LF and NUL.
                rare("http-esc-in-header", d -> d.response(r -> r.header("X-Odd: \u001b]0;owned\u0007"))),
                // The last chunk ends the body, whatever fields follow it.
                rare(
                        "http-endless-trailers",
                        d -> d.replyTo(r -> new Reply.Endless(
                                r.with(Reply.Framing.CHUNKED_WITHOUT_END).octets() + "0\r\n", "X-Trailer: x\r\n"))),
                rare("http-keep-alive", d -> d.response(r -> r.header("Keep-Alive: timeout=3600"))),
                rare("http-encoding-identity", d -> d.response(r -> r.header("Content-Encoding: identity"))),
                rare(
                        "http-charset-utf-16-said",
                        d -> d.response(r -> r.header("Content-Type: text/plain; charset=utf-16"))));
    }

    private static Scenario rare(String name, Consumer<Deployment> details) {
        return scenario(name, Group.HEALTHY, 0, details);
    }

    private static List<Scenario> responses() {
        return List.of(
                odd("http-content-type-html", d -> d.response(r -> r.header("Content-Type: text/html"))),
                odd(
                        "http-content-type-octets",
                        d -> d.response(r -> r.header("Content-Type: application/octet-stream"))),
                odd("http-content-type-missing", d -> d.response(r -> r.withoutHeader("Content-Type"))),
                odd("http-content-type-malformed", d -> d.response(r -> r.header("Content-Type: plain text"))),
                odd("http-content-type-upper-case", d -> d.response(r -> r.header("Content-Type: TEXT/PLAIN"))),
                odd(
                        "http-charset-other",
                        d -> d.response(r -> r.header("Content-Type: text/plain; charset=iso-8859-1"))),
                odd("http-chunked", d -> d.response(r -> r.with(Reply.Framing.CHUNKED))),
                odd("http-until-close", d -> d.response(r -> r.with(Reply.Framing.UNTIL_CLOSE))),
                odd("http-body-at-limit", d -> d.response(r -> r.withBody(paddedTo(BODY_LIMIT, r.body())))));
    }

    /// The policy, followed by extension lines up to exactly this size.
    static String paddedTo(int size, String policy) {
        var text = new StringBuilder(policy);
        while (size - text.length() > 200) {
            text.append("padding: ").append("x".repeat(80)).append("\r\n");
        }
        int left = size - text.length() - "padding: \r\n".length();
        return text + "padding: " + "x".repeat(left) + "\r\n";
    }

    private static List<Scenario> policies() {
        return List.of(
                odd("policy-eol-lf", d -> d.policy(p -> p.replace("\r\n", "\n"))),
                odd("policy-eol-mixed", d -> d.policy(p -> p.replaceFirst("\r\n", "\n"))),
                odd("policy-no-final-eol", d -> d.policy(String::stripTrailing)),
                odd("policy-trailing-whitespace", d -> d.policy(p -> p.replace("STSv1\r\n", "STSv1 \t\r\n"))),
                odd("policy-no-space-after-colon", d -> d.policy(p -> p.replace(": ", ":"))),
                odd("policy-other-order", d -> d.policy(p -> p.replaceFirst("(?s)(mode:[^\r]*\r\n)(.*)", "$2$1"))),
                odd("policy-unknown-field", d -> d.policy(p -> p + "contact: postmaster\r\n")),
                odd("policy-duplicate-mode", d -> d.policy(p -> p + "mode: none\r\n")),
                odd("policy-blank-line", d -> d.policy(p -> p.replaceFirst("\r\n", "\r\n\r\n"))),
                odd("policy-blank-end", d -> d.policy(p -> p + "\r\n")),
                odd("policy-comment-line", d -> d.policy(p -> "# our policy\r\n" + p)),
                odd("policy-junk-line", d -> d.policy(p -> p + "more to come\r\n")),
                odd("policy-control-char", d -> d.policy(p -> p + "x-note: a\u007fb\r\n")),
                odd("policy-max-age-out-of-range", d -> d.maxAgeSeconds(99_999_999)),
                odd("policy-max-age-zero", d -> d.maxAgeSeconds(0)),
                odd(
                        "policy-max-age-leading-zeros",
                        d -> d.maxAgeSeconds(86_400).policy(p -> p.replace("max_age: ", "max_age: 00000"))),
                odd("policy-mx-one-bad-line", d -> d.policy(p -> p + "mx: mail.example.net.\r\n")),
                odd("policy-mx-ipv4", d -> d.policy(p -> p + "mx: 192.0.2.1\r\n")),
                odd(
                        "policy-mx-duplicate",
                        d -> d.policy(p -> p
                                + p.lines()
                                        .filter(line -> line.startsWith("mx:"))
                                        .findFirst()
                                        .orElseThrow() + "\r\n")),
                odd("policy-mx-policy-host", d -> d.policy(p -> p + "mx: " + d.host() + "\r\n")),
                odd("policy-none-without-mx", d -> d.mode("none").policy(p -> p.replaceAll("mx:[^\r]*\r\n", ""))));
    }

    private static List<Scenario> mail() {
        return List.of(
                odd("mx-own-wildcard", d -> d.mail(twoOwn(d).covering(List.of("*." + d.domain())))),
                odd(
                        "mx-some-uncovered",
                        d -> d.mail(twoOwn(d).covering(List.of("mx1." + d.domain())))
                                .mxAlignment("mx_some_uncovered")),
                odd(
                        "mx-best-uncovered",
                        d -> d.mail(twoOwn(d).covering(List.of("mx2." + d.domain())))
                                .mxAlignment("mx_some_uncovered")),
                odd(
                        "mx-none-covered-testing",
                        d -> d.mode("testing")
                                .mail(twoOwn(d).covering(List.of("mail.old-provider.example")))
                                .mxAlignment("mx_none_covered")),
                odd(
                        "mx-pattern-unused",
                        d -> d.mail(twoOwn(d).covering(List.of("*." + d.domain(), "mail.old-provider.example")))),
                odd(
                        "mx-null",
                        d -> d.mode("enforce")
                                .mail(Mail.nullMx().covering(List.of("mail." + d.domain())))
                                .mxAlignment("mx_null")),
                odd(
                        "mx-implicit",
                        d -> d.mode("enforce").mail(Mail.implicit(d.domain())).mxAlignment("mx_implicit")),
                odd(
                        "mx-absent",
                        d -> d.mode("enforce")
                                .mail(Mail.none().covering(List.of("mail." + d.domain())))
                                .mxAlignment("mx_absent")),
                odd(
                        "mx-host-unresolvable",
                        d -> d.mail(new Mail(
                                        Mail.Kind.PROVIDER,
                                        List.of(new Mail.Exchange(10, "mail.no-such-host.example")),
                                        List.of("mail.no-such-host.example")))
                                // Nobody can deliver to a host without address, with or without TLS.
                                .mailService(new MailService(
                                        MailHabit.SOUND, UnaryOperator.identity(), false, "", "would_fail"))
                                // No sender comes as far as a host without an address.
                                .dane("dane_none", _ -> {})));
    }

    /// Two mail hosts below the domain, of which the first is the preferred one.
    static Mail twoOwn(Deployment d) {
        return new Mail(
                Mail.Kind.OWN,
                List.of(new Mail.Exchange(10, "mx1." + d.domain()), new Mail.Exchange(20, "mx2." + d.domain())),
                List.of());
    }

    private static Scenario odd(String name, Consumer<Deployment> details) {
        return scenario(name, Group.HEALTHY, 1, details);
    }
}
