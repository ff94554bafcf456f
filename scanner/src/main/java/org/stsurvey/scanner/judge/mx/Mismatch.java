package org.stsurvey.scanner.judge.mx;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// In what way patterns miss an MX host, in the classes of the IMC 2025 survey.
///
/// - `policy_host`: the pattern names mta-sts, the web server;
/// - `3ld_plus`: the same registrable domain;
/// - `tld`: the same registrable domain but for the public suffix;
/// - `typo`: another registrable domain, the whole name at most 3 edits away;
/// - `domain`: another one altogether.
///
/// Of several patterns the one that comes first in this list decides.
final class Mismatch {

    private static final List<String> CLASSES = List.of("policy_host", "3ld_plus", "tld", "typo", "domain");
    private static final int TYPO_EDITS = 3;
    private static final int MAX_PATTERNS = 64;

    private final Function<String, Optional<String>> registrableDomain;

    Mismatch(Function<String, Optional<String>> registrableDomain) {
        this.registrableDomain = registrableDomain;
    }

    /// The class of the mismatch; empty without patterns.
    Optional<String> of(List<String> patterns, String host) {
        return patterns.stream()
                .limit(MAX_PATTERNS)
                .map(pattern -> of(pattern, host))
                .min((one, other) -> Integer.compare(CLASSES.indexOf(one), CLASSES.indexOf(other)));
    }

    private String of(String pattern, String host) {
        var name = pattern.startsWith("*.") ? pattern.substring(2) : pattern;
        if (name.startsWith("mta-sts.")) {
            return "policy_host";
        }
        var patternDomain = registrableDomain.apply(name).orElse(name);
        var hostDomain = registrableDomain.apply(host).orElse(host);
        if (patternDomain.equals(hostDomain)) {
            return "3ld_plus";
        }
        if (firstLabel(patternDomain).equals(firstLabel(hostDomain))) {
            return "tld";
        }
        var compared = pattern.startsWith("*.") ? host.substring(host.indexOf('.') + 1) : host;
        return isWithinEdits(name, compared) ? "typo" : "domain";
    }

    private static String firstLabel(String name) {
        var dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /// Whether the Levenshtein distance of two names is at most [#TYPO_EDITS].
    private static boolean isWithinEdits(String one, String other) {
        if (Math.abs(one.length() - other.length()) > TYPO_EDITS) {
            return false;
        }
        var previous = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var current = new int[other.length() + 1];
            current[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()] <= TYPO_EDITS;
    }
}
