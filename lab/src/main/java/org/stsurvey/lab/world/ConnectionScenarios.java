package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.stsurvey.lab.world.Certificate.Digest;
import org.stsurvey.lab.world.Certificate.Issuer;
import org.stsurvey.lab.world.Certificate.Oddity;
import org.stsurvey.lab.world.Certificate.Purpose;
import org.stsurvey.lab.world.Greeting.Habit;
import org.stsurvey.lab.world.Truth.Status;

/// Policy hosts that cannot be connected to, do not speak TLS, or show a certificate that a sender must not
/// accept.
final class ConnectionScenarios {
    /// The root of its certificate is young and gets into the list of trusted ones a few months later.
    static final Scenario NEWCOMER_ROOT =
            fault("tls-newcomer-root", 5, "tls_cert_untrusted_root", (_, c) -> c.from(Issuer.NEWCOMER));

    private ConnectionScenarios() {}

    static List<Scenario> all() {
        return Stream.of(connections(), handshakes(), oddHandshakes(), names(), oddNames(), chains(), oddChains())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Scenario> connections() {
        return List.of(
                scenario(
                        "tcp-refused",
                        Group.OTHER_FAULT,
                        2,
                        d -> d.host(z -> z.address(d.host(), Loopback.REFUSING))
                                .truth("tcp_refused", Status.POLICY_UNREACHABLE)),
                scenario(
                                "tcp-timeout",
                                Group.OTHER_FAULT,
                                1,
                                d -> d.host(z -> z.address(d.host(), Loopback.BLACK_HOLE))
                                        .truth("tcp_timeout", Status.INDETERMINATE))
                        .costsATimeout(),
                at("tls-closed-at-once", Loopback.CLOSING, "tls_closed", Status.INDETERMINATE),
                at("tls-smtp-banner", Loopback.GREETING, "tls_not_tls", Status.POLICY_UNREACHABLE));
    }

    private static Scenario at(String name, String address, String outcome, Status status) {
        return scenario(
                name,
                Group.OTHER_FAULT,
                0,
                d -> d.host(z -> z.address(d.host(), address)).truth(outcome, status));
    }

    private static List<Scenario> handshakes() {
        String http = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
        String smtp = "220 mail.example ESMTP ready\r\n";
        return List.of(
                unreachable("tls-handshake-failure", Group.CERTIFICATE, 8, "tls_handshake_failure", Greeting.alert(40)),
                unreachable(
                        "tls-unrecognized-name", Group.CERTIFICATE, 5, "tls_unrecognized_name", Greeting.alert(112)),
                unreachable("tls-protocol-version", Group.CERTIFICATE, 1, "tls_protocol_version", Greeting.alert(70)),
                unreachable("tls-1.0-only", Group.CERTIFICATE, 0.5, "tls_protocol_version", Greeting.oldTls(1)),
                unreachable("tls-internal-error", Group.CERTIFICATE, 2, "tls_alert_other", Greeting.alert(80)),
                unreachable("tls-access-denied", Group.CERTIFICATE, 0.2, "tls_alert_other", Greeting.alert(49)),
                unreachable("tls-plain-http", Group.OTHER_FAULT, 1, "tls_not_tls", new Greeting.Octets(http)),
                unreachable("tls-plain-smtp", Group.OTHER_FAULT, 0.2, "tls_not_tls", new Greeting.Octets(smtp)),
                transientFault("tls-closed", "tls_closed", new Greeting.Close()),
                transientFault("tls-reset", "tls_reset", new Greeting.Reset()),
                transientFault("tls-stall", "tls_timeout", new Greeting.Stall(""))
                        .costsATimeout());
    }

    private static List<Scenario> oddHandshakes() {
        String partOfAHello = Greeting.serverHello(3).substring(0, 20);
        return List.of(
                unreachable("tls-1.1-only", Group.CERTIFICATE, 0, "tls_protocol_version", Greeting.oldTls(2)),
                unreachable(
                        "tls-ssh-banner",
                        Group.OTHER_FAULT,
                        0,
                        "tls_not_tls",
                        new Greeting.Octets("SSH-2.0-OpenSSH_9.2p1\r\n")),
                // An orderly close is an alert, too (RFC 8446 §6.1), and no fault of the handshake.
                rare("tls-close-notify", "tls_closed", new Greeting.Octets(Greeting.alert(1, 0))),
                rare("tls-closed-in-hello", "tls_closed", new Greeting.Octets(partOfAHello)),
                rare("tls-stall-in-hello", "tls_timeout", new Greeting.Stall(partOfAHello))
                        .costsATimeout(),
                handshake(
                        "tls-client-certificate",
                        "tls_alert_other",
                        Status.POLICY_UNREACHABLE,
                        h -> h.over("TLSv1.3").with(Habit.ASKS_FOR_A_CERTIFICATE)),
                handshake(
                        "tls-client-certificate-1.2",
                        "tls_handshake_failure",
                        Status.POLICY_UNREACHABLE,
                        h -> h.over("TLSv1.2").with(Habit.ASKS_FOR_A_CERTIFICATE)),
                handshake("tls-drip", "tls_timeout", Status.INDETERMINATE, h -> h.with(Habit.OCTET_BY_OCTET_SLOWLY))
                        .costsATimeout());
    }

    private static Scenario rare(String name, String outcome, Greeting greeting) {
        return scenario(name, Group.OTHER_FAULT, 0, d -> d.greeting(greeting).truth(outcome, Status.INDETERMINATE));
    }

    private static Scenario handshake(
            String name, String outcome, Status status, UnaryOperator<Greeting.Handshake> change) {
        return scenario(name, Group.CERTIFICATE, 0, d -> d.handshake(change).truth(outcome, status));
    }

    private static List<Scenario> names() {
        return List.of(
                certificate(
                        "tls-other-host",
                        Group.NAME_MISMATCH,
                        30,
                        "tls_cert_name_mismatch",
                        (d, c) -> c.names(
                                "server%d.hosting.example".formatted(d.draw().below("server", 300)),
                                "hosting.example")),
                certificate(
                        "tls-apex-names",
                        Group.NAME_MISMATCH,
                        30,
                        "tls_cert_name_mismatch",
                        (d, c) -> c.names(d.domain(), "www." + d.domain())),
                certificate(
                        "tls-wildcard-too-high",
                        Group.NAME_MISMATCH,
                        8,
                        "tls_cert_name_mismatch",
                        (d, c) -> c.names(d.domain().replaceFirst("^[^.]*", "*"))),
                certificate(
                        "tls-wildcard-partial",
                        Group.NAME_MISMATCH,
                        2,
                        "tls_cert_name_mismatch",
                        (d, c) -> c.names("m*." + d.domain())),
                certificate(
                        "tls-other-host-self-signed",
                        Group.NAME_MISMATCH,
                        10,
                        "tls_cert_name_mismatch",
                        (_, c) -> c.names("localhost.localdomain").from(Issuer.SELF)),
                certificate(
                        "tls-other-host-expired",
                        Group.NAME_MISMATCH,
                        5,
                        "tls_cert_name_mismatch",
                        (_, c) -> c.names("old.hosting.example").expired(400)),
                certificate("tls-cn-only", Group.NAME_MISMATCH, 15, "tls_cert_cn_only", (_, c) -> c.withoutDnsNames()));
    }

    private static List<Scenario> oddNames() {
        return List.of(
                otherName("tls-wildcard-of-top-level", d -> "*." + d.domain().replaceFirst("^[^.]*[.]", "")),
                otherName("tls-nul-in-name", d -> d.host() + "\u0000.hosting.example"),
                otherName("tls-trailing-dot", d -> d.host() + "."),
                otherName("tls-u-label", _ -> "mta-sts.b\u00c3\u00bccher.example"),
                certificate(
                        "tls-no-names",
                        Group.NAME_MISMATCH,
                        0,
                        "tls_cert_name_mismatch",
                        (_, c) -> c.withoutDnsNames().subject("web server")),
                certificate(
                        "tls-address-only",
                        Group.NAME_MISMATCH,
                        0,
                        "tls_cert_cn_only",
                        (d, c) -> c.addresses(d.address())));
    }

    private static Scenario otherName(String name, Function<Deployment, String> dnsName) {
        return certificate(name, Group.NAME_MISMATCH, 0, "tls_cert_name_mismatch", (d, c) -> c.names(dnsName.apply(d)));
    }

    private static List<Scenario> chains() {
        return List.of(
                certificate(
                        "tls-expired",
                        Group.EXPIRED,
                        60,
                        "tls_cert_expired",
                        (d, c) -> c.expired(d.draw().between("expired for", 1, 500))),
                certificate("tls-expired-yesterday", Group.EXPIRED, 10, "tls_cert_expired", (_, c) -> c.expired(1)),
                fault("tls-self-signed", 12, "tls_cert_self_signed", (_, c) -> c.from(Issuer.SELF)),
                fault(
                        "tls-self-signed-expired",
                        3,
                        "tls_cert_self_signed",
                        (_, c) -> c.from(Issuer.SELF).expired(30)),
                NEWCOMER_ROOT,
                fault("tls-untrusted-root", 6, "tls_cert_untrusted_root", (_, c) -> c.from(Issuer.UNTRUSTED_ROOT)),
                fault(
                        "tls-untrusted-root-expired",
                        1,
                        "tls_cert_untrusted_root",
                        (_, c) -> c.from(Issuer.UNTRUSTED_ROOT).expired(30)),
                fault("tls-unknown-issuer", 8, "tls_cert_unknown_issuer", (_, c) -> c.from(Issuer.UNSENT_INTERMEDIATE)),
                fault("tls-chain-expired", 2, "tls_cert_chain_expired", (_, c) -> c.from(Issuer.EXPIRED_INTERMEDIATE)),
                fault("tls-not-yet-valid", 1, "tls_cert_not_yet_valid", (_, c) -> c.valid(3, 93)),
                fault("tls-no-server-purpose", 0.5, "tls_cert_constraint", (_, c) -> c.purpose(Purpose.CLIENT_ONLY)),
                fault(
                        "tls-name-constraint",
                        0.3,
                        "tls_cert_constraint",
                        (_, c) -> c.from(Issuer.CONSTRAINED_INTERMEDIATE)),
                fault("tls-authority-as-leaf", 0.3, "tls_cert_constraint", (_, c) -> c.with(Oddity.AUTHORITY)),
                fault("tls-sha1", 0.5, "tls_cert_weak", (_, c) -> c.strength(Certificate.Key.EC_256, Digest.SHA1)));
    }

    private static List<Scenario> oddChains() {
        return List.of(
                fault(
                        "tls-md5",
                        0,
                        "tls_cert_weak",
                        (_, c) -> c.from(Issuer.TRUSTED_RSA).strength(Certificate.Key.RSA_2048, Digest.MD5)),
                fault(
                        "tls-rsa-768",
                        0,
                        "tls_cert_weak",
                        (_, c) -> c.from(Issuer.TRUSTED_RSA).strength(Certificate.Key.RSA_768, Digest.SHA256)),
                fault(
                        "tls-unknown-issuer-with-pointer",
                        0,
                        "tls_cert_unknown_issuer",
                        (_, c) -> c.from(Issuer.UNSENT_INTERMEDIATE).with(Oddity.POINTERS)),
                fault("tls-unknown-critical", 0, "tls_cert_constraint", (_, c) -> c.with(Oddity.UNKNOWN_CRITICAL)),
                // Beyond what TLS libraries read; OpenSSL stops at 100 KiB, we do at 64.
                fault("tls-huge-certificate", 0, "tls_alert_other", (_, c) -> c.with(Oddity.HUGE)),
                fault("tls-10000-names", 0, "tls_alert_other", (_, c) -> c.with(Oddity.TEN_THOUSAND_NAMES)));
    }

    private static Scenario fault(
            String name, double weight, String outcome, BiFunction<Deployment, Certificate, Certificate> change) {
        return certificate(name, Group.CERTIFICATE, weight, outcome, change);
    }

    private static Scenario certificate(
            String name,
            Group group,
            double weight,
            String outcome,
            BiFunction<Deployment, Certificate, Certificate> change) {
        return scenario(
                name,
                group,
                weight,
                d -> d.certificate(c -> change.apply(d, c)).truth(outcome, Status.POLICY_UNREACHABLE));
    }

    private static Scenario unreachable(String name, Group group, double weight, String outcome, Greeting greeting) {
        return scenario(name, group, weight, d -> d.greeting(greeting).truth(outcome, Status.POLICY_UNREACHABLE));
    }

    private static Scenario transientFault(String name, String outcome, Greeting greeting) {
        return scenario(name, Group.OTHER_FAULT, 0.3, d -> d.greeting(greeting).truth(outcome, Status.INDETERMINATE));
    }
}
