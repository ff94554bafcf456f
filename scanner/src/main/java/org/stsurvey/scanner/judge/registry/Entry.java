package org.stsurvey.scanner.judge.registry;

import com.google.errorprone.annotations.Immutable;
import org.stsurvey.scanner.judge.SeverityRule;

/// What the registry says of one outcome, apart from its code and stage.
///
/// @param tolerated strict-invalid, yet let pass by most senders
@Immutable
record Entry(
        SeverityRule severity,
        boolean strictInvalid,
        boolean tolerated,
        String section,
        String explanation,
        String remedy) {

    static Entry of(SeverityRule severity, String section, String explanation, String remedy) {
        var strictInvalid = switch (severity) {
            case BREAKS, BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING, BREAKS_IF_NO_VALID_MX_ELSE_WARNING -> true;
            case OK, ABSENT, BREAKS_MAIL_IN_ENFORCE, INDETERMINATE, INDETERMINATE_THEN_BREAKS, WARNING, NOTICE -> false;
        };
        var tolerated = severity == SeverityRule.BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING;
        return new Entry(severity, strictInvalid, tolerated, section, explanation, remedy);
    }

    /// The same outcome, strict-invalid and let pass by most senders.
    Entry asTolerated() {
        return new Entry(severity, true, true, section, explanation, remedy);
    }
}
