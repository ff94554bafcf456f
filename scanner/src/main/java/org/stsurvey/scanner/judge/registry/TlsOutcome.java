package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE_THEN_BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.NOTICE;
import static org.stsurvey.scanner.judge.SeverityRule.OK;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The TLS handshake and certificate of the policy host, RFC 8461 §3.3.
public enum TlsOutcome implements Registered {
    TLS_OK(OK, "RFC 8461 §3.3", "The handshake succeeded and the certificate is valid for the policy host.", ""),
    TLS_CERT_NAME_MISMATCH(
            BREAKS,
            "RFC 9525 §6.3",
            "The certificate is for other names: none of its DNS names matches mta-sts of this domain.",
            "Get a certificate that names mta-sts of this domain; a wildcard covers one label only."),
    TLS_CERT_CN_ONLY(
            BREAKS,
            "RFC 9525 §2",
            "The certificate carries the name only as common name, which must not be used; it needs a DNS name (SAN).",
            "Get a certificate with a subjectAltName for mta-sts of this domain."),
    TLS_CERT_SELF_SIGNED(
            BREAKS,
            "RFC 8461 §3.3",
            "The certificate is signed by itself instead of a public certificate authority.",
            "Get a certificate from a public authority, for example through ACME."),
    TLS_CERT_UNTRUSTED_ROOT(
            BREAKS,
            "RFC 8461 §3.3",
            "The certificate chain ends in a root that is not publicly trusted.",
            "Get a certificate from a publicly trusted authority."),
    TLS_CERT_UNKNOWN_ISSUER(
            BREAKS,
            "RFC 8461 §3.3",
            "The issuer of the certificate was not sent and is not known.",
            "Serve the full chain, or get a certificate from a publicly trusted authority."),
    TLS_CERT_INCOMPLETE_CHAIN(
            BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING,
            "RFC 8446 §4.4.2",
            "The server does not send the intermediate certificate; senders that do not know it refuse.",
            "Serve the full chain (often called fullchain.pem), not the leaf alone."),
    TLS_CERT_EXPIRED(
            BREAKS, "RFC 8461 §3.3", "The certificate has expired.", "Renew it, and repair the automatic renewal."),
    TLS_CERT_CHAIN_EXPIRED(
            BREAKS,
            "RFC 8461 §3.3",
            "An intermediate certificate that the chain needs has expired.",
            "Serve the authority's current intermediate certificate."),
    TLS_CERT_NOT_YET_VALID(
            BREAKS,
            "RFC 5280 §4.1.2.5",
            "The certificate is not valid yet.",
            "Check the certificate's dates and the clock of the machine that requested it."),
    TLS_CERT_CONSTRAINT(
            BREAKS,
            "RFC 5280 §6.1",
            "The chain breaks a rule for certificates: wrong purpose, a name constraint, an unknown critical extension.",
            "Get a server certificate for this very purpose (serverAuth) from a public authority."),
    TLS_CERT_WEAK(
            BREAKS,
            "RFC 9155",
            "The certificate's key or signature is too weak for today's TLS libraries.",
            "Get a certificate with RSA 2048, EC 256 or better, signed with SHA-256 or better."),
    TLS_CERT_REVOKED(
            NOTICE,
            "RFC 8461 §3.3",
            "A stapled OCSP response says that the certificate is revoked; senders may check this.",
            "Replace the certificate."),
    TLS_CERT_WILDCARD(NOTICE, "RFC 9525 §6.3", "The certificate covers the policy host through a wildcard.", ""),
    TLS_UNRECOGNIZED_NAME(
            BREAKS,
            "RFC 8461 §7.1",
            "The server has no certificate for the policy host and says so (alert unrecognized_name).",
            "Configure mta-sts of this domain, with a certificate, on the web server or at the provider."),
    TLS_HANDSHAKE_FAILURE(
            BREAKS,
            "RFC 8461 §3.3",
            "The server breaks off the TLS handshake, typically a CDN that has no certificate for the name.",
            "Configure mta-sts of this domain, with a certificate, on the web server or CDN."),
    TLS_PROTOCOL_VERSION(
            BREAKS,
            "RFC 8996",
            "The server only speaks TLS versions older than 1.2, which are dead.",
            "Enable TLS 1.2 and 1.3 on the web server."),
    TLS_NOT_TLS(
            BREAKS,
            "RFC 2818 §2.1",
            "Port 443 answers with something other than TLS, such as plain HTTP.",
            "Enable TLS on port 443 of the web server."),
    TLS_CLOSED(
            INDETERMINATE_THEN_BREAKS,
            "RFC 8461 §3.3",
            "The server closes the connection during the TLS handshake.",
            "Check the TLS configuration of the web server for this name."),
    TLS_RESET(
            INDETERMINATE_THEN_BREAKS,
            "RFC 8461 §3.3",
            "The server resets the connection during the TLS handshake.",
            "Check the TLS configuration of the web server, and firewalls in front of it."),
    TLS_TIMEOUT(
            INDETERMINATE_THEN_BREAKS,
            "RFC 8461 §3.3",
            "The server goes silent during the TLS handshake.",
            "Check the web server, and firewalls in front of it."),
    TLS_ALERT_OTHER(
            BREAKS,
            "RFC 8446 §6.2",
            "The TLS handshake ends in a fatal alert.",
            "Look up the alert in the detail and in the web server's log.");

    private final Entry entry;

    TlsOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.TLS;
    }
}
