package org.stsurvey.scanner.judge.record;

import static org.stsurvey.scanner.judge.registry.TlsRptOutcome.*;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stsurvey.scanner.judge.Judgement.TlsRptFacts;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.Stage;
import org.stsurvey.scanner.judge.abnf.Abnf;
import org.stsurvey.scanner.judge.abnf.TextRecord;
import org.stsurvey.scanner.judge.abnf.TextRecord.Field;
import org.stsurvey.scanner.judge.registry.TlsRptOutcome;
import org.stsurvey.scanner.observation.RecordData;

/// The rules for the TXT records found at `_smtp._tls.<domain>`, RFC 8460 §3.
///
/// ```
/// tlsrpt-record  = tlsrpt-version 1*(field-delim tlsrpt-field) [field-delim]
/// field-delim    = *WSP ";" *WSP
/// tlsrpt-field   = tlsrpt-rua / tlsrpt-extension
/// tlsrpt-version = %s"v=TLSRPTv1"
/// tlsrpt-rua     = %s"rua=" tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri)
/// ```
public final class TlsRptRecord {

    private static final String VERSION = "v=TLSRPTv1";
    private static final String NAME = "TLSRPT";

    private final Remarks remarks;
    private final Set<String> names = new HashSet<>();
    private final List<String> rua = new ArrayList<>();

    private TlsRptRecord(Remarks remarks) {
        this.remarks = remarks;
    }

    /// Judges the TXT records of one answer.
    public static TlsRptFacts read(List<RecordData.Txt> answer, Remarks remarks) {
        var rules = new TlsRptRecord(remarks);
        rules.pick(TextRecord.of(answer));
        return new TlsRptFacts(rules.primary(), rules.rua);
    }

    private void pick(List<TextRecord> records) {
        // "records that do not begin with 'v=TLSRPTv1;' are discarded. If the number of resulting records is not
        // one, senders MUST assume the recipient domain does not implement TLSRPT."
        var candidates = records.stream()
                .filter(record -> record.text().startsWith(VERSION + ";"))
                .toList();
        if (candidates.size() > 1) {
            remarks.add(TLSRPT_MULTIPLE_RECORDS, Map.of("records", Integer.toString(candidates.size())));
            return;
        }
        if (candidates.size() == 1) {
            if (records.size() > 1) {
                remarks.add(TLSRPT_EXTRA_DISCARDED, Map.of("discarded", Integer.toString(records.size() - 1)));
            }
            fields(candidates.getFirst());
            return;
        }
        var meant = records.stream().filter(TlsRptRecord::isMeantAsOne).findFirst();
        if (meant.isEmpty()) {
            remarks.add(TLSRPT_UNRELATED_ONLY, Map.of("records", Integer.toString(records.size())));
        } else if (records.size() > 1) {
            fault(TLSRPT_VERSION_INVALID, 1, meant.get().text());
        } else {
            withoutPrefix(meant.get());
        }
    }

    private static boolean isMeantAsOne(TextRecord record) {
        var text = record.text();
        for (var i = text.length() - NAME.length(); i >= 0; i--) {
            if (text.regionMatches(true, i, NAME, 0, NAME.length())) {
                return true;
            }
        }
        return text.startsWith("rua=");
    }

    /// A lone record is not discarded: white space may stand before its first semicolon.
    private void withoutPrefix(TextRecord record) {
        var text = record.text();
        var end = VERSION.length();
        if (!text.startsWith(VERSION) || record.isWordGoingOn(end)) {
            fault(TLSRPT_VERSION_INVALID, 1, text);
            return;
        }
        var next = Abnf.skipWsp(text, end);
        if (next < text.length() && text.charAt(next) != ';') {
            // The version is right, the delimiter behind it is missing.
            fault(TLSRPT_SYNTAX_INVALID, end + 1, text);
            return;
        }
        if (next < text.length()) {
            fault(TLSRPT_SPACE_BEFORE_SEMICOLON, end + 1, "");
        }
        fields(record);
    }

    private void fields(TextRecord record) {
        record.firstNonAscii().ifPresent(column -> fault(TLSRPT_NON_ASCII, column, ""));
        var fields = record.fieldsFrom(VERSION.length());
        fields.fields().forEach(this::field);
        fields.emptyFields().forEach(column -> fault(TLSRPT_SYNTAX_INVALID, column, "empty field"));
        fields.trailingWhitespace().ifPresent(column -> fault(TLSRPT_TRAILING_WHITESPACE, column, ""));
        // "Note that the tlsrpt-rua record is required."
        if (!names.contains("rua")) {
            remarks.add(TLSRPT_RUA_MISSING);
        }
    }

    private void field(Field field) {
        var name = field.name();
        if (field.hasEquals() && name.equals("rua")) {
            if (!names.add("rua")) {
                fault(TLSRPT_DUPLICATE_RUA, field.column(), field.text());
            }
            rua(field);
        } else if (field.hasEquals() && Abnf.isExtensionName(name) && Abnf.isRecordExtensionValue(field.value())) {
            fault(TLSRPT_UNKNOWN_FIELD, field.column(), field.text());
        } else {
            fault(TLSRPT_SYNTAX_INVALID, field.column(), field.text());
        }
    }

    private void rua(Field field) {
        if (field.value().isEmpty()) {
            fault(TLSRPT_RUA_EMPTY, field.column(), field.text());
            return;
        }
        var column = field.column() + "rua=".length();
        var first = true;
        for (var part : field.value().split(",", -1)) {
            var begin = Abnf.skipWsp(part, 0);
            var end = Abnf.endWithoutWsp(part, begin);
            // White space may stand round the commas, but not before the first URI.
            var uri = first ? part.substring(0, end) : part.substring(begin, end);
            switch (ReportUri.check(uri)) {
                case USABLE -> rua.add(Abnf.readable(uri));
                case INVALID -> fault(TLSRPT_RUA_INVALID, column + begin, uri);
                case UNENCODED -> fault(TLSRPT_RUA_UNENCODED, column + begin, uri);
                case UNSUPPORTED -> fault(TLSRPT_RUA_SCHEME_UNSUPPORTED, column + begin, uri);
            }
            column += part.length() + 1;
            first = false;
        }
    }

    private void fault(TlsRptOutcome outcome, int column, String seen) {
        remarks.add(
                outcome,
                seen.isEmpty()
                        ? Map.of("column", Integer.toString(column))
                        : Map.of("column", Integer.toString(column), "seen", Abnf.readable(seen)));
    }

    /// The first outcome that keeps senders from reporting, else `tlsrpt_ok`.
    private Outcome primary() {
        // An unsupported scheme alone is a warning; without any usable URI beside it nobody can report.
        if (remarks.has(TLSRPT_RUA_SCHEME_UNSUPPORTED) && rua.isEmpty()) {
            remarks.raise(TLSRPT_RUA_SCHEME_UNSUPPORTED, Severity.BREAKS);
        }
        for (var outcome : remarks.of(Stage.TLSRPT)) {
            if (outcome.strictInvalid()
                    || outcome == TLSRPT_UNRELATED_ONLY
                    || (outcome == TLSRPT_RUA_SCHEME_UNSUPPORTED && rua.isEmpty())) {
                return outcome;
            }
        }
        remarks.add(TLSRPT_OK);
        return TLSRPT_OK;
    }
}
