package org.stsurvey.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Lint.Artefacts;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.judge.registry.TlsRptOutcome;
import org.stsurvey.scanner.judge.trend.Trend;
import org.stsurvey.scanner.observation.ByteString;

/// The kinds of cases that `lint --jsonl` answers: each takes the members of a case and gives those of its
/// answer.
///
/// - `txt`, `tlsrpt`: `strings`, one element per TXT record, an inner array for the character-strings of one;
/// - `policy`: `body_base64` (or `body`), and perhaps `content_type` and `mx`;
/// - `mxmatch`: `pattern`, `host`;
/// - `align`, `host_dns`: see [DnsCase]; `http`: see [HttpCase]; `tls`: see [TlsCase]; `trend`: see
///   [TrendCase].
final class LintCases {

    /// Where there is no reporting record to read URIs from.
    private static final Set<Outcome> NO_RECORD = Set.of(
            TlsRptOutcome.TLSRPT_NONE,
            TlsRptOutcome.TLSRPT_UNRELATED_ONLY,
            TlsRptOutcome.TLSRPT_MULTIPLE_RECORDS,
            TlsRptOutcome.TLSRPT_VERSION_INVALID);

    private final Lint lint;
    private final TlsCase tls;

    /// @param at when the cases are taken to be observed
    LintCases(Lint lint, Instant at) {
        this.lint = lint;
        this.tls = new TlsCase(lint, at);
    }

    /// The answer to a case, without its name.
    ///
    /// @throws IllegalArgumentException if the case cannot be understood; the message is for the user
    Map<String, Object> answer(CaseInput input) {
        String kind = input.requiredText("kind");
        return switch (kind) {
            case "txt" -> txt(input);
            case "policy" -> policy(input);
            case "mxmatch" -> mxMatch(input);
            case "tlsrpt" -> tlsRpt(input);
            case "align" -> align(input);
            case "host_dns" -> hostDns(input);
            case "http" -> answer(HttpCase.judge(lint, input));
            case "tls" -> answer(tls.judge(input));
            case "trend" -> trend(input);
            default ->
                throw new IllegalArgumentException("kind \"" + kind
                        + "\" is none of txt, policy, mxmatch, tlsrpt, align, host_dns, http, tls, trend");
        };
    }

    private static Map<String, Object> answer(Lint.Result<?> result) {
        return answer(result.outcome(), result.findings());
    }

    private static Map<String, Object> answer(Outcome outcome, List<Finding> findings) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("outcome", outcome.code());
        answer.put("findings", JudgementJson.findings(findings));
        return answer;
    }

    private static Map<String, Object> trend(CaseInput input) {
        List<Finding> findings = TrendCase.judge(input);
        return answer(Trend.primary(findings), findings);
    }

    private Map<String, Object> txt(CaseInput input) {
        Lint.Result<Optional<Judgement.RecordFacts>> result = lint.record(input.records("strings"));
        Optional<Judgement.RecordFacts> usable = result.facts().filter(Judgement.RecordFacts::valid);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("id", usable.<Object>flatMap(Judgement.RecordFacts::id).orElse(JsonLine.NULL));
        record.put("usable", usable.isPresent());
        Map<String, Object> answer = answer(result);
        answer.put("record", record);
        return answer;
    }

    private Map<String, Object> tlsRpt(CaseInput input) {
        Lint.Result<Judgement.TlsRptFacts> result = lint.tlsRpt(input.records("strings"));
        boolean hasRecord = result.findings().stream().map(Finding::outcome).noneMatch(NO_RECORD::contains);
        Map<String, Object> tlsRpt = new LinkedHashMap<>();
        tlsRpt.put("rua", hasRecord ? result.facts().rua() : JsonLine.NULL);
        Map<String, Object> answer = answer(result);
        answer.put("tlsrpt", tlsRpt);
        return answer;
    }

    private Map<String, Object> policy(CaseInput input) {
        ByteString body = input.octets("body");
        Lint.Result<Judgement.PolicyFacts> alone =
                input.mentions("content_type") ? lint.policy(body, input.text("content_type")) : lint.policy(body);
        if (!input.has("mx")) {
            return policy(answer(alone), alone.facts());
        }
        Lint.Result<Lint.Deployment> together = lint.deployment(
                new Artefacts(Optional.empty(), Optional.of(body), Optional.of(route(input.texts("mx")))));
        List<Finding> findings = Stream.concat(alone.findings().stream(), together.findings().stream())
                .distinct()
                .sorted((one, other) -> Outcomes.order().compare(one.outcome(), other.outcome()))
                .toList();
        Map<String, Object> answer = policy(answer(together.outcome(), findings), alone.facts());
        together.facts().alignment().ifPresent(alignment -> answer.put("mx", JudgementJson.alignment(alignment)));
        return answer;
    }

    private static Map<String, Object> policy(Map<String, Object> answer, Judgement.PolicyFacts facts) {
        answer.put("valid_strict", facts.validStrict());
        answer.put("valid_lenient", facts.validLenient());
        answer.put("policy", JudgementJson.policy(facts));
        return answer;
    }

    /// The MX hosts that a user or a case names.
    static MailRoute route(List<String> hosts) {
        return MailRoute.of("", Optional.of(DnsCase.mx(hosts)), Optional.empty());
    }

    private Map<String, Object> mxMatch(CaseInput input) {
        boolean matches = lint.matches(input.requiredName("pattern"), input.requiredName("host"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("outcome", matches ? "match" : "no_match");
        answer.put("findings", List.of());
        answer.put("matches", matches);
        return answer;
    }

    private Map<String, Object> align(CaseInput input) {
        String mode = input.requiredText("mode");
        if (!Set.of("enforce", "testing", "none").contains(mode)) {
            throw new IllegalArgumentException("\"mode\" is none of enforce, testing, none");
        }
        List<String> patterns = input.has("patterns") ? input.texts("patterns") : List.of();
        Lint.Result<Judgement.Alignment> result = lint.align(mode, patterns, DnsCase.route(input));
        Map<String, Object> answer = answer(result);
        answer.put("mx", JudgementJson.alignment(result.facts()));
        return answer;
    }

    private Map<String, Object> hostDns(CaseInput input) {
        Optional<Lint.Result<String>> name = input.name("host").map(lint::hostName);
        boolean asked = Stream.of("A", "AAAA", "CNAME").anyMatch(input::has);
        if (name.isPresent() && (!asked || !name.get().findings().isEmpty())) {
            // Nothing is asked of a host that no certificate can be valid for.
            return answer(name.get());
        }
        return answer(lint.host(DnsCase.addresses(input)));
    }
}
