package org.stsurvey.scanner.judge.registry;

import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The primary outcome of a domain at which no stage found a fault.
public enum OverallOutcome implements Registered {
    OK;

    private final Entry entry = Entry.of(
            SeverityRule.OK, "RFC 8461 §3", "MTA-STS is deployed and no stage found a fault that breaks it.", "");

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Stage stage() {
        return Stage.ALL;
    }
}
