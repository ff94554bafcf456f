package org.stsurvey.scanner.judge.registry;

import static org.stsurvey.scanner.judge.SeverityRule.INDETERMINATE;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// Faults of our own: they say nothing about the domain and are always asked again, but for the wish not to be
/// scanned, which stands.
public enum ScanOutcome implements Registered {
    SCAN_DEFERRED(
            INDETERMINATE,
            "own fault",
            "One of the scanner's own gates kept the domain waiting too long; it was not asked to the end.",
            "Nothing to do for the domain; raise the rate limits or the concurrency if it happens often."),
    SCAN_INTERNAL_ERROR(
            INDETERMINATE,
            "own fault",
            "The scanner failed while it worked on this domain, or a fact that the verdict needs was not recorded.",
            "Nothing to do for the domain; report the scanner's log line as a bug."),
    SCAN_NO_VANTAGE(
            INDETERMINATE,
            "own fault",
            "The host can only be reached over a network that the scanner does not have, or must not use (--exclude).",
            "Nothing to do for the domain; unless it is excluded, scan from a machine that has IPv4 and IPv6."),
    DOMAIN_DNS_DEAD(
            INDETERMINATE,
            "own fault",
            "Every DNS question about the domain failed in both passes.",
            "Check the delegation and the name servers of the domain."),
    SCAN_RESOLVER_DOUBTED(
            INDETERMINATE,
            "own fault",
            "The resolver gave wrong answers to the scanner's canaries while this domain was asked about.",
            "Nothing to do for the domain; the scan needs a resolver that makes nothing up.");

    private final Entry entry;

    ScanOutcome(SeverityRule severity, String section, String explanation, String remedy) {
        this.entry = Entry.of(severity, section, explanation, remedy);
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.SCAN;
    }
}
