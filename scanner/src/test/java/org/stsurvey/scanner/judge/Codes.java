package org.stsurvey.scanner.judge;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Findings as plain codes, for assertions.
public final class Codes {

    private Codes() {}

    /// All codes but those of severity ok.
    public static Set<String> of(List<Finding> findings) {
        var codes = new TreeSet<String>();
        for (var finding : findings) {
            if (finding.severity() != Severity.OK) {
                codes.add(finding.outcome().code());
            }
        }
        return codes;
    }

    /// The finding of this code.
    public static Finding finding(List<Finding> findings, String code) {
        return findings.stream()
                .filter(finding -> finding.outcome().code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not among " + of(findings)));
    }
}
