package org.stsurvey.scanner.judge.registry;

import java.util.List;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;

/// The registry as a page for people, in Markdown.
public final class OutcomeReference {

    private OutcomeReference() {}

    /// The whole page.
    public static String markdown() {
        var page = new StringBuilder("""
                # Outcomes

                All that a domain can be told, stage by stage; generated from the registry (version %s), not edited by hand.
                Inside a stage the order decides which of several findings is the primary one. `strict`: the strict reading
                (the ABNF, the required fields, the ranges of the prose) calls the artefact invalid; `tolerated`: most
                senders let it pass, and so does the lenient reading. `result type`: how senders report it under RFC 8460.

                ## Severities

                | severity | meaning |
                |---|---|
                """.formatted(Outcomes.VERSION));
        for (var rule : SeverityRule.values()) {
            page.append("| `%s` | %s |\n".formatted(rule.code(), meaning(rule)));
        }
        for (var stage : Stage.values()) {
            section(page, stage);
        }
        return page.toString();
    }

    private static void section(StringBuilder page, Stage stage) {
        page.append("\n## Stage `%s`\n\n%s\n\n".formatted(stage.code(), introduction(stage)));
        page.append("| code | severity | strict | section | what it means | what to do | result type |\n");
        page.append("|---|---|---|---|---|---|---|\n");
        for (var outcome : Outcomes.all()) {
            if (outcome.stage() == stage) {
                page.append(row(outcome));
            }
        }
    }

    private static String row(Outcome outcome) {
        var strict = outcome.strictInvalid() ? "invalid" : "";
        var cells = List.of(
                "`" + outcome.code() + "`",
                "`" + outcome.severity().code() + "`",
                outcome.toleratedInLenient() ? strict + ", tolerated" : strict,
                outcome.section(),
                outcome.explanation().replace("|", "\\|"),
                outcome.remedy().replace("|", "\\|"),
                outcome.tlsRptResultType().map(type -> "`" + type + "`").orElse(""));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String introduction(Stage stage) {
        return switch (stage) {
            case SCAN -> "Faults of our own: they say nothing about the domain and are always asked again.";
            case TXT -> "The policy record at `_mta-sts.<domain>`.";
            case HOST_DNS -> "The addresses of the policy host `mta-sts.<domain>`.";
            case TCP -> "The connection to port 443 of the policy host.";
            case TLS -> "The TLS handshake and the certificate of the policy host.";
            case HTTP -> "The response to the request for `/.well-known/mta-sts.txt`.";
            case POLICY -> "The policy file.";
            case MX -> "The policy against the MX hosts.";
            case QUIRK -> "Peculiarities of valid deployments, never failures.";
            case TLSRPT -> "The TLS reporting record at `_smtp._tls.<domain>`.";
            case DANE -> "DANE for SMTP beside MTA-STS.";
            case TREND -> "What only two runs together can show.";
            case ALL -> "No stage found a fault.";
        };
    }

    private static String meaning(SeverityRule rule) {
        return switch (rule) {
            case OK -> "nothing is wrong";
            case ABSENT -> "not deployed";
            case BREAKS -> "a compliant sender without a cached policy acts as if there were no policy";
            case BREAKS_MAIL_IN_ENFORCE ->
                "in mode enforce senders refuse mail (`breaks_mail`); a warning in testing, a notice in none";
            case INDETERMINATE -> "says nothing about the domain; never counted as failure or as absence";
            case INDETERMINATE_THEN_BREAKS ->
                "indeterminate; `breaks` once a second pass, at least 10 minutes later, failed too";
            case WARNING -> "works by the letter, but some senders differ or mail is at risk";
            case NOTICE -> "worth knowing";
            case BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING ->
                "a warning while the policy stays usable under the lenient reading, else `breaks`";
            case BREAKS_IF_NO_VALID_MX_ELSE_WARNING -> "a warning while a valid mx line is left, else `breaks`";
        };
    }
}
