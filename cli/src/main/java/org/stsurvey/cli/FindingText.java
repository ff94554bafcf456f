package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stsurvey.scanner.judge.Finding;

/// One finding in words: what it is and the rule behind it, what was seen, what to do.
final class FindingText {

    /// Where in an artefact it was seen; `lint` says so in front of the finding.
    private static final Set<String> PLACE = Set.of("line", "column");

    private FindingText() {}

    /// The finding on one line, and up to two indented ones about what was seen and what to do.
    static List<String> of(Finding finding, String indent) {
        List<String> lines = new ArrayList<>();
        lines.add(finding.severity().code() + " " + finding.outcome().code() + ": "
                + finding.outcome().explanation() + " (" + finding.outcome().section() + ")");
        String seen = finding.detail().entrySet().stream()
                .filter(entry -> !PLACE.contains(entry.getKey()))
                .map(FindingText::detail)
                .collect(Collectors.joining(", "));
        if (!seen.isEmpty()) {
            lines.add(indent + "seen: " + SafeText.of(seen));
        }
        if (!finding.outcome().remedy().isEmpty()) {
            lines.add(indent + "do: " + finding.outcome().remedy());
        }
        return lines;
    }

    private static String detail(Map.Entry<String, String> entry) {
        return entry.getKey().equals("seen") ? entry.getValue() : entry.toString();
    }
}
