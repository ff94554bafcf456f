package org.stsurvey.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stsurvey.scanner.judge.Judgement.PolicyFacts;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.judge.policy.MxPattern;

/// Artefacts made anew from what is valid in faulty ones.
///
/// @param record the policy record with a fresh id, which tells senders to fetch the policy again
/// @param policy the policy file, with CRLF; empty if there is none to correct or no MX host to put into it
/// @param notes what was decided on the way, for people
record Corrections(String record, Optional<String> policy, List<String> notes) {

    /// RFC 8461 §3.2: "max_age [...] maximum value of 31557600".
    private static final long MAX_MAX_AGE = 31_557_600;

    private static final long WEEK = 604_800;
    private static final String EOL = "\r\n";

    /// Letters and digits only, RFC 8461 §3.1.
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    Corrections {
        notes = List.copyOf(notes);
    }

    /// Corrects what was given.
    ///
    /// @param facts what the policy file was read as; empty if there is none
    /// @param route the MX hosts; empty if they are not known
    /// @param now the time that the new id names
    static Corrections of(Optional<PolicyFacts> facts, Optional<MailRoute> route, Instant now) {
        List<String> notes = new ArrayList<>();
        Optional<String> policy =
                facts.isPresent() || route.isPresent() ? policy(facts, route, notes) : Optional.empty();
        return new Corrections("v=STSv1; id=" + ID.format(now) + ";", policy, notes);
    }

    private static Optional<String> policy(Optional<PolicyFacts> facts, Optional<MailRoute> route, List<String> notes) {
        String mode = facts.flatMap(PolicyFacts::mode).orElseGet(() -> {
            notes.add("no valid mode: testing is taken, in which nobody refuses mail");
            return "testing";
        });
        List<String> patterns = patterns(facts.map(PolicyFacts::mx).orElse(List.of()), route, notes);
        if (patterns.isEmpty() && !mode.equals("none")) {
            notes.add(
                    "no valid mx line and no MX host known: no policy is made (with lint, name the MX hosts with --mx)");
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("version: STSv1" + EOL + "mode: " + mode + EOL);
        patterns.forEach(pattern -> text.append("mx: ").append(pattern).append(EOL));
        return Optional.of(text.append("max_age: ")
                .append(maxAge(facts, notes))
                .append(EOL)
                .toString());
    }

    /// The valid patterns, and the MX hosts that none of them covers.
    private static List<String> patterns(List<String> valid, Optional<MailRoute> route, List<String> notes) {
        List<String> patterns = new ArrayList<>(valid);
        for (MailRoute.Host host : route.map(MailRoute::hosts).orElse(List.of())) {
            if (patterns.stream().anyMatch(pattern -> MxPattern.matches(pattern, host.name()))) {
                continue;
            }
            if (MxPattern.matches(host.name(), host.name())) {
                patterns.add(host.name());
            } else {
                notes.add("MX host \"" + host.name() + "\" cannot be a pattern and is left out");
            }
        }
        return patterns;
    }

    private static long maxAge(Optional<PolicyFacts> facts, List<String> notes) {
        long maxAge = facts.isPresent() ? facts.get().maxAgeSeconds().orElse(-1) : -1;
        if (maxAge < 0) {
            notes.add("no valid max_age: a week is taken");
            return WEEK;
        }
        if (maxAge > MAX_MAX_AGE) {
            notes.add("max_age is cut to the maximum, " + MAX_MAX_AGE);
        }
        return Math.min(maxAge, MAX_MAX_AGE);
    }
}
