package org.stsurvey.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.scanner.judge.DeploymentStatus;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Lint;

/// What `lint` found, in the shape of [JudgementJson] without what only a live domain has.
///
/// `deployment_status` is what it would be once the artefacts are published; null where a record alone does not
/// tell. With `--fix`, `corrected` has the corrected artefacts and notes.
final class LintJson {

    private LintJson() {}

    static String of(Lint.Result<Lint.Deployment> result, Optional<Corrections> corrections) {
        Lint.Deployment facts = result.facts();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("domain", JsonLine.NULL);
        object.put("outcome", result.outcome().code());
        object.put("deployment_status", status(facts.status()));
        object.put("deployment_status_strict", status(facts.statusStrict()));
        object.put("valid_strict", LintText.isValid(result, Judgement.PolicyFacts::validStrict));
        object.put("valid_lenient", LintText.isValid(result, Judgement.PolicyFacts::validLenient));
        object.put("findings", JudgementJson.findings(result.findings()));
        facts.record().ifPresent(record -> object.put("record", JudgementJson.record(record)));
        facts.policy().ifPresent(policy -> object.put("policy", JudgementJson.policy(policy)));
        facts.alignment().ifPresent(alignment -> object.put("mx", JudgementJson.alignment(alignment)));
        corrections.ifPresent(corrected -> object.put("corrected", corrected(corrected)));
        return JsonLine.of(object);
    }

    private static Object status(Optional<DeploymentStatus> status) {
        return status.<Object>map(DeploymentStatus::code).orElse(JsonLine.NULL);
    }

    static Map<String, Object> corrected(Corrections corrections) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("record", corrections.record());
        corrections.policy().ifPresent(policy -> object.put("policy", policy));
        object.put("notes", corrections.notes());
        return object;
    }
}
