package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE;
import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE_THEN_BREAKS;
import static org.stsurvey.scanner.judge.SeverityRule.WARNING;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The connection to port 443 of the policy host.
public enum TcpOutcome implements Registered {
    TCP_REFUSED(
            BREAKS,
            "RFC 8461 §3.3",
            "The policy host refuses connections on port 443.",
            "Run a web server for HTTPS on mta-sts, and open port 443 in the firewall."),
    TCP_TIMEOUT(
            INDETERMINATE_THEN_BREAKS,
            "RFC 8461 §3.3",
            "The policy host does not answer on port 443.",
            "Open port 443 in the firewall, or correct the address of mta-sts."),
    TCP_UNREACHABLE(
            INDETERMINATE_THEN_BREAKS,
            "RFC 8461 §3.3",
            "The network says that there is no way to the policy host.",
            "Check the address of mta-sts and its routing."),
    TCP_RESET(
            INDETERMINATE_THEN_BREAKS,
            "RFC 8461 §3.3",
            "The policy host accepts the connection and resets it before TLS starts.",
            "Check firewalls and load balancers in front of the web server."),
    TCP_NO_IPV6_VANTAGE(
            INDETERMINATE,
            "RFC 8461 §3.3",
            "The policy host has only IPv6 addresses and the scanning machine has no IPv6.",
            "Nothing to do for the domain; scan from a machine that has IPv6."),
    TCP_PARTIAL_ADDRESSES(
            WARNING,
            "RFC 8461 §3.3",
            "Some addresses of the policy host do not accept connections, another one does.",
            "Repair or remove the addresses that do not answer.");

    private final Entry entry;

    TcpOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.TCP;
    }
}
