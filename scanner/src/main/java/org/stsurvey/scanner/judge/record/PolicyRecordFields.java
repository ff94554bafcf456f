package org.stsurvey.scanner.judge.record;

import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_DUPLICATE_FIELD;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_ID_EMPTY;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_ID_INVALID_CHARS;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_ID_KEY_CASE;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_ID_MISSING;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_ID_TOO_LONG;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_SYNTAX_INVALID;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_TRAILING_WHITESPACE;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_UNKNOWN_FIELD;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stsurvey.scanner.judge.Judgement.RecordFacts;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.Stage;
import org.stsurvey.scanner.judge.abnf.Abnf;
import org.stsurvey.scanner.judge.abnf.TextRecord;
import org.stsurvey.scanner.judge.abnf.TextRecord.Field;

/// The fields of a policy record behind its version, RFC 8461 §3.1.
///
/// ```
/// sts-field     = sts-id / sts-extension
/// sts-id        = %s"id=" 1*32(ALPHA / DIGIT)
/// sts-extension = sts-ext-name "=" sts-ext-value
/// ```
final class PolicyRecordFields {

    private static final int MAX_ID = 32;

    private final Remarks remarks;
    private final Set<String> names = new HashSet<>();
    private Optional<String> id = Optional.empty();
    private boolean keyCase;

    private PolicyRecordFields(Remarks remarks) {
        this.remarks = remarks;
        names.add("v");
    }

    /// Reads the fields of a record whose version ends at `versionEnd`.
    static RecordFacts read(TextRecord record, int versionEnd, Remarks remarks) {
        return new PolicyRecordFields(remarks).read(record, versionEnd);
    }

    private RecordFacts read(TextRecord record, int versionEnd) {
        var fields = record.fieldsFrom(versionEnd);
        fields.fields().forEach(this::field);
        fields.emptyFields().forEach(column -> fault(TXT_SYNTAX_INVALID, column, "empty field"));
        fields.trailingWhitespace().ifPresent(column -> fault(TXT_TRAILING_WHITESPACE, column, "white space"));
        // "Note that sts-id record is required."
        if (id.isEmpty()) {
            remarks.add(TXT_ID_MISSING);
            if (keyCase) {
                remarks.add(TXT_ID_KEY_CASE);
            }
        }
        var valid = remarks.of(Stage.TXT).stream().noneMatch(Outcome::strictInvalid);
        return new RecordFacts(id.map(Abnf::readable), id.filter(value -> valid).map(IdStyle::of), valid);
    }

    private void field(Field field) {
        if (!field.hasEquals()) {
            fault(TXT_SYNTAX_INVALID, field.column(), field.text());
            return;
        }
        var name = field.name();
        var first = names.add(name);
        if (!first) {
            // §3.2: "all entries except for the first SHALL be ignored"; they must be derivable all the same.
            fault(TXT_DUPLICATE_FIELD, field.column(), field.text());
        }
        if (first && name.equals("id")) {
            id(field);
        } else if (!Abnf.isExtensionName(name) || !Abnf.isRecordExtensionValue(field.value())) {
            fault(TXT_SYNTAX_INVALID, field.column(), field.text());
        } else if (first) {
            fault(TXT_UNKNOWN_FIELD, field.column(), field.text());
            keyCase |= name.equalsIgnoreCase("id");
        }
    }

    private void id(Field field) {
        var value = field.value();
        id = Optional.of(value);
        if (value.isEmpty()) {
            fault(TXT_ID_EMPTY, field.column(), field.text());
        } else if (!Abnf.isAlphaOrDigits(value)) {
            fault(TXT_ID_INVALID_CHARS, field.column(), field.text());
        } else if (value.length() > MAX_ID) {
            fault(TXT_ID_TOO_LONG, field.column(), field.text());
        }
    }

    private void fault(Outcome outcome, int column, String seen) {
        remarks.add(outcome, Map.of("column", Integer.toString(column), "seen", Abnf.readable(seen)));
    }

    /// The value of the first thing that looks like an id field in a record that cannot be read.
    static Optional<String> looseId(String text) {
        for (var at = text.indexOf("id="); at >= 0; at = text.indexOf("id=", at + 1)) {
            if (at == 0 || !Abnf.isAlphaOrDigit(text.charAt(at - 1))) {
                var end = at + 3;
                while (end < text.length() && Abnf.isAlphaOrDigit(text.charAt(end))) {
                    end++;
                }
                return Optional.of(Abnf.readable(text.substring(at + 3, end)));
            }
        }
        return Optional.empty();
    }
}
