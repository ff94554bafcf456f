package org.stsurvey.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.mx.MxVerdict;
import org.stsurvey.scanner.observation.Observation;

/// A judgement as one line of JSON; the shape is part of the command's contract.
final class JudgementJson {

    private JudgementJson() {}

    /// @param corrections what `--fix` made; empty without it
    static String of(Observation observation, Judgement judgement, Optional<Corrections> corrections) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("domain", observation.target().domain());
        object.put("outcome", judgement.primary().code());
        object.put("deployment_status", judgement.status().code());
        object.put("deployment_status_strict", judgement.statusStrict().code());
        object.put(
                "valid_strict",
                judgement.policy().filter(Judgement.PolicyFacts::validStrict).isPresent());
        object.put(
                "valid_lenient",
                judgement.policy().filter(Judgement.PolicyFacts::validLenient).isPresent());
        object.put("reception", judgement.reception().code());
        object.put("findings", findings(judgement.findings()));
        judgement.record().ifPresent(record -> object.put("record", record(record)));
        judgement.policy().ifPresent(policy -> object.put("policy", policy(policy)));
        judgement.alignment().ifPresent(alignment -> object.put("mx", alignment(alignment)));
        judgement.delivery().ifPresent(delivery -> object.put("delivery", delivery.code()));
        judgement
                .mxVerdicts()
                .ifPresent(verdicts -> object.put(
                        "mx_hosts", verdicts.stream().map(JudgementJson::mxHost).toList()));
        object.put("tlsrpt", tlsRpt(judgement.tlsRpt()));
        object.put("companions", CompanionsJson.of(observation, judgement));
        corrections.ifPresent(corrected -> object.put("corrected", LintJson.corrected(corrected)));
        return JsonLine.of(object);
    }

    static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream().map(JudgementJson::finding).toList();
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", finding.outcome().code());
        object.put("severity", finding.severity().code());
        object.put("detail", finding.detail());
        return object;
    }

    static Map<String, Object> record(Judgement.RecordFacts record) {
        Map<String, Object> object = new LinkedHashMap<>();
        record.id().ifPresent(id -> object.put("id", id));
        object.put("valid", record.valid());
        return object;
    }

    static Map<String, Object> policy(Judgement.PolicyFacts policy) {
        Map<String, Object> object = new LinkedHashMap<>();
        policy.version().ifPresent(version -> object.put("version", version));
        policy.mode().ifPresent(mode -> object.put("mode", mode));
        policy.maxAgeSeconds().ifPresent(maxAge -> object.put("max_age", maxAge));
        object.put("mx", policy.mx());
        return object;
    }

    static Map<String, Object> alignment(Judgement.Alignment alignment) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("outcome", alignment.outcome().code());
        object.put("uncovered", alignment.uncovered());
        return object;
    }

    private static Map<String, Object> mxHost(MxVerdict verdict) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("host", verdict.host());
        object.put("covered", verdict.covered());
        object.put("use", verdict.use().code());
        object.put("faults", verdict.faults());
        return object;
    }

    private static Map<String, Object> tlsRpt(Judgement.TlsRptFacts tlsRpt) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("outcome", tlsRpt.outcome().code());
        object.put("rua", tlsRpt.rua());
        return object;
    }
}
