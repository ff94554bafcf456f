package org.stsurvey.scanner.run;

import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.judge.DeploymentStatus;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.MailReception;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.observation.Observation;

/// A rulebook of one rule: nobody publishes anything, unless we failed.
final class FakeJudge {

    private FakeJudge() {}

    static Judgement judge(Observation observation) {
        Outcome outcome = Outcomes.byCode(observation.fault().isPresent() ? "scan_internal_error" : "txt_nxdomain")
                .orElseThrow();
        return new Judgement(
                outcome,
                DeploymentStatus.ABSENT,
                DeploymentStatus.ABSENT,
                false,
                MailReception.UNKNOWN,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Judgement.TlsRptFacts(Outcomes.byCode("tlsrpt_none").orElseThrow(), List.of()),
                Optional.empty(),
                Optional.empty());
    }
}
