package org.stsurvey.cli;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.TlsaLookup;

/// One domain explained to a person: verdict, facts, findings with rule and remedy.
final class JudgementText {

    private JudgementText() {}

    /// @param corrections what `--fix` made; empty without it
    static List<String> of(Observation observation, Judgement judgement, Optional<Corrections> corrections) {
        List<String> lines = new ArrayList<>();
        lines.add(observation.target().domain() + ": " + verdict(judgement));
        lines.add(fact(
                "outcome",
                judgement.primary().code() + ": " + judgement.primary().explanation()));
        facts(observation, judgement, lines);
        List<Finding> findings = judgement.findings().stream()
                .filter(finding -> finding.severity() != Severity.OK)
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        if (!findings.isEmpty()) {
            lines.add("  findings");
            findings.forEach(finding -> explain(finding, lines));
        }
        corrections.ifPresent(corrected -> corrected(observation.target().domain(), corrected, lines));
        lines.add("");
        return lines;
    }

    /// What a compliant sender without a cached policy does, RFC 8461 §3.3 and §5.
    private static String verdict(Judgement judgement) {
        return switch (judgement.status()) {
            case ABSENT -> "publishes no MTA-STS; senders use opportunistic TLS";
            case INDETERMINATE -> "the lookups do not tell; try again later";
            case RECORD_INVALID -> "publishes a record that senders ignore; they use opportunistic TLS";
            case POLICY_UNREACHABLE -> "announces a policy that cannot be fetched; senders use opportunistic TLS";
            case POLICY_INVALID -> "serves a policy that is not valid; senders use opportunistic TLS";
            case VALID_NONE -> "has opted out (mode none); senders use opportunistic TLS";
            case VALID_TESTING -> "has a valid policy in testing; senders report faults and deliver all the same";
            case VALID_ENFORCE -> "has a valid policy and enforces it; senders need a valid certificate of a listed MX";
            case ENFORCE_CONFLICT -> "enforces a policy that covers none of its MX; senders refuse to deliver";
        };
    }

    private static void facts(Observation observation, Judgement judgement, List<String> lines) {
        observation.txt().ifPresent(txt -> lines.add(fact("record", answer(txt))));
        observation.policyHost().ifPresent(host -> lines.add(fact("host", addresses(host))));
        observation.fetch().ifPresent(fetch -> {
            for (FetchAttempt attempt : fetch.attempts()) {
                lines.add(fact("fetch", attempt(attempt)));
            }
        });
        judgement
                .certificate()
                .ifPresent(certificate -> lines.add(fact(
                        "cert",
                        certificate.key() + ", issued by " + certificate.issuer() + ", valid until "
                                + certificate.notAfter() + " (" + certificate.daysLeft() + " days left)")));
        judgement.policy().ifPresent(policy -> lines.add(fact("policy", policy(policy))));
        observation.mx().ifPresent(mx -> lines.add(fact("mx", answer(mx))));
        judgement.alignment().ifPresent(alignment -> lines.add(fact("covered", coverage(alignment))));
        ProbeText.of(observation, judgement).forEach((name, value) -> lines.add(fact(name, value)));
        observation.tlsRpt().ifPresent(tlsRpt -> lines.add(fact("tls-rpt", answer(tlsRpt))));
        lines.add(fact("dane", judgement.dane().map(JudgementText::dane).orElse("not measured")));
        observation.dane().orElse(List.of()).forEach(host -> dane(host, lines));
    }

    private static String answer(DnsLookup lookup) {
        String chain = lookup.answer().cnames().isEmpty()
                ? ""
                : " by CNAME " + String.join(" -> ", lookup.answer().cnames());
        return switch (lookup.answer()) {
            case DnsAnswer.Found found ->
                found.records().stream().map(JudgementText::data).collect(Collectors.joining(" | ")) + chain;
            case DnsAnswer.NoSuchName _ -> "the name does not exist" + chain;
            case DnsAnswer.NoData _ -> "none" + chain;
            case DnsAnswer.Failed failed -> "unknown: " + why(failed) + chain;
        };
    }

    private static String why(DnsAnswer.Failed failed) {
        return switch (failed.failure()) {
            case TIMEOUT -> "no answer in time";
            case RCODE -> "the resolver answers with code " + failed.rcode().orElse(-1);
            case NETWORK -> "the resolver cannot be reached";
            case MALFORMED -> "the answer cannot be read";
            case CNAME_LOOP -> "the CNAME chain loops or is too long";
        };
    }

    private static String data(RecordData data) {
        return switch (data) {
            case RecordData.Txt txt -> '"' + txt.joined() + '"';
            case RecordData.Mx mx -> mx.preference() + " " + (mx.exchange().isEmpty() ? "." : mx.exchange());
            case RecordData.Cname cname -> cname.target();
            case RecordData.Tlsa tlsa ->
                tlsa.usage() + " " + tlsa.selector() + " " + tlsa.matching() + " "
                        + HexFormat.of().formatHex(tlsa.data().toArray());
            case RecordData.Address address -> address.address().getHostAddress();
        };
    }

    private static String addresses(AddressLookups host) {
        List<InetAddress> found = host.addresses();
        return found.isEmpty()
                ? "A " + answer(host.a()) + "; AAAA " + answer(host.aaaa())
                : found.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" "));
    }

    private static String attempt(FetchAttempt attempt) {
        String end = attempt.end() == FetchAttempt.End.COMPLETE
                ? "answered"
                : attempt.stage().name().toLowerCase(Locale.ROOT) + " "
                        + attempt.end().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String reply = attempt.http()
                .map(http -> ", " + http.version() + " status " + http.status() + ", "
                        + http.body().size() + " bytes")
                .orElse("");
        String alert =
                attempt.alert().isPresent() ? ", TLS alert " + attempt.alert().getAsInt() : "";
        return attempt.address().getHostAddress() + " " + end + reply + alert + " in "
                + attempt.elapsed().toMillis() + " ms";
    }

    private static String policy(Judgement.PolicyFacts policy) {
        return "mode " + policy.mode().orElse("missing or invalid") + ", max_age "
                + (policy.maxAgeSeconds().isPresent() ? policy.maxAgeSeconds().getAsLong() : "missing or invalid")
                + ", mx "
                + (policy.mx().isEmpty() ? "none" : String.join(" ", policy.mx()));
    }

    private static String coverage(Judgement.Alignment alignment) {
        return alignment.outcome().code()
                + (alignment.uncovered().isEmpty() ? "" : ", not covered: " + String.join(" ", alignment.uncovered()));
    }

    private static String dane(Judgement.DaneFacts dane) {
        return dane.outcome().code() + ", " + dane.secured() + " of " + dane.hosts() + " MX hosts secured, "
                + dane.signed() + " signed; MX records " + (dane.mxAuthenticated() ? "signed" : "not signed");
    }

    private static void dane(DaneHost host, List<String> lines) {
        if (host.tlsa().isEmpty()) {
            lines.add(fact("tlsa", host.name() + ": not asked, as nothing that leads to the host is signed"));
        }
        for (TlsaLookup tlsa : host.tlsa()) {
            boolean signed = tlsa.lookup().answer() instanceof DnsAnswer.Found found && found.authenticated();
            lines.add(fact(
                    "tlsa", TlsaLookup.name(tlsa.base()) + ": " + answer(tlsa.lookup()) + (signed ? " (signed)" : "")));
        }
    }

    private static void corrected(String domain, Corrections corrected, List<String> lines) {
        corrected.policy().ifPresent(policy -> {
            lines.add("  corrected policy, with CRLF, for https://" + Observation.policyHostName(domain)
                    + "/.well-known/mta-sts.txt");
            policy.lines().forEach(line -> lines.add("    " + SafeText.of(line)));
        });
        lines.add("  corrected record, to be published after the policy, for " + Observation.recordName(domain));
        lines.add("    " + corrected.record());
        corrected.notes().forEach(note -> lines.add("  note      " + SafeText.of(note)));
    }

    private static void explain(Finding finding, List<String> lines) {
        List<String> explained = FindingText.of(finding, "      ");
        lines.add("    " + explained.getFirst());
        lines.addAll(explained.subList(1, explained.size()));
    }

    private static String fact(String name, String value) {
        return String.format(Locale.ROOT, "  %-9s %s", name, SafeText.of(value));
    }
}
