package org.stsurvey.scanner.dataset;

import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// An outcome that only these tests know.
record FakeOutcome(String code, Stage stage, SeverityRule severity, String section, String explanation, String remedy)
        implements Outcome {

    static FakeOutcome of(String code, Stage stage, SeverityRule severity) {
        return new FakeOutcome(code, stage, severity, "RFC 8461 §3.1", "What " + code + " means.", "");
    }
}
