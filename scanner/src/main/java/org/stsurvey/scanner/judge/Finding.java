package org.stsurvey.scanner.judge;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.stsurvey.scanner.observation.Excerpt;

/// One outcome found for one domain.
///
/// @param outcome the registry entry
/// @param severity its severity here
/// @param afterTxtFailure a sender would have stopped at the record (RFC 8461 §3.1); kept for comparison with surveys
///     that count such faults
/// @param detail what was seen, by name, sorted; values are untrusted text of at most 200 characters
public record Finding(Outcome outcome, Severity severity, boolean afterTxtFailure, Map<String, String> detail) {

    private static final int MAX_DETAIL = 200;

    public Finding {
        var sorted = new TreeMap<String, String>();
        detail.forEach((name, value) -> sorted.put(name, Excerpt.marked(value, MAX_DETAIL)));
        detail = Collections.unmodifiableMap(sorted);
    }
}
