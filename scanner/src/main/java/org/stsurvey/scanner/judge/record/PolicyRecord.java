package org.stsurvey.scanner.judge.record;

import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_EXTRA_DISCARDED;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_MISSING_DELIMITER;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_MULTIPLE_RECORDS;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_MULTI_STRING;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_NON_ASCII;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_OK;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_PREFIX_DISCARDED;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_SPACE_BEFORE_SEMICOLON;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_UNRELATED_ONLY;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_VERSION_INVALID;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_VERSION_MISSING;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_VERSION_NOT_FIRST;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.scanner.judge.Judgement.RecordFacts;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.abnf.Abnf;
import org.stsurvey.scanner.judge.abnf.TextRecord;
import org.stsurvey.scanner.observation.RecordData;

/// The rules for the TXT records found at `_mta-sts.<domain>`, RFC 8461 §3.1.
///
/// The one policy record is picked as a sender would pick it; where that leaves none, the record that was meant
/// to be it is looked at for what is wrong with its beginning. The fields behind it are the matter of
/// [PolicyRecordFields].
///
/// ```
/// sts-text-record = sts-version 1*(sts-field-delim sts-field) [sts-field-delim]
/// sts-field-delim = *WSP ";" *WSP
/// sts-version     = %s"v=STSv1"
/// ```
public final class PolicyRecord {

    private static final String VERSION = "v=STSv1";
    private static final int SEEN = 20;

    private final Remarks remarks;

    private PolicyRecord(Remarks remarks) {
        this.remarks = remarks;
    }

    /// What the record set says.
    ///
    /// @param facts the policy record as read; empty if none of the records is one
    /// @param published one of the records contains `STSv`, in any case
    public record Reading(Optional<RecordFacts> facts, boolean published) {
        /// No record was seen.
        public static Reading none() {
            return new Reading(Optional.empty(), false);
        }

        public boolean valid() {
            return facts.isPresent() && facts.get().valid();
        }
    }

    /// Judges the TXT records of one answer.
    public static Reading read(List<RecordData.Txt> answer, Remarks remarks) {
        var records = TextRecord.of(answer);
        var rules = new PolicyRecord(remarks);
        var facts = rules.pick(records);
        facts.filter(RecordFacts::valid).ifPresent(valid -> remarks.add(TXT_OK));
        return new Reading(facts, records.stream().anyMatch(PolicyRecord::mentionsSts));
    }

    private Optional<RecordFacts> pick(List<TextRecord> records) {
        // "records that do not begin with 'v=STSv1;' are discarded. If the number of resulting records is not
        // one, or if the resulting record is syntactically invalid, senders MUST assume [there is no] available
        // MTA-STS Policy"
        var candidates = records.stream()
                .filter(record -> record.text().startsWith(VERSION + ";"))
                .toList();
        if (candidates.size() > 1) {
            remarks.add(TXT_MULTIPLE_RECORDS, Map.of("records", Integer.toString(candidates.size())));
            return Optional.of(new RecordFacts(Optional.empty(), Optional.empty(), false));
        }
        if (candidates.size() == 1) {
            if (records.size() > 1) {
                remarks.add(TXT_EXTRA_DISCARDED, Map.of("discarded", Integer.toString(records.size() - 1)));
            }
            return Optional.of(fields(candidates.getFirst()));
        }
        var meant = records.stream().filter(PolicyRecord::mentionsSts).findFirst();
        if (meant.isPresent()) {
            return Optional.of(withoutPrefix(meant.get(), records.size() == 1));
        }
        var versionless = records.stream()
                .filter(record -> record.text().startsWith("id="))
                .findFirst();
        if (versionless.isPresent()) {
            remarks.add(TXT_VERSION_MISSING, at(1));
            return Optional.of(unusable(versionless.get()));
        }
        remarks.add(TXT_UNRELATED_ONLY, Map.of("records", Integer.toString(records.size())));
        return Optional.empty();
    }

    /// A record that does not begin with `v=STSv1;`. A lone one is not discarded and may be valid all the same,
    /// because the delimiter's white space may stand before the semicolon.
    private RecordFacts withoutPrefix(TextRecord record, boolean lone) {
        var text = record.text();
        var end = VERSION.length();
        if (!text.startsWith(VERSION)) {
            remarks.add(isWholeVersionLater(text) ? TXT_VERSION_NOT_FIRST : TXT_VERSION_INVALID, seen(record));
            return unusable(record);
        }
        var next = Abnf.skipWsp(text, end);
        if (next == text.length()) {
            return fields(record);
        }
        if (text.charAt(next) == ';') {
            remarks.add(lone ? TXT_SPACE_BEFORE_SEMICOLON : TXT_PREFIX_DISCARDED, at(end + 1));
            return lone ? fields(record) : unusable(record);
        }
        // `v=STSv10` and `v=STSv1.1` are other versions; `v=STSv1 id=` and `v=STSv1,id=` lack the delimiter.
        Outcome fault = record.isWordGoingOn(end) ? TXT_VERSION_INVALID : TXT_MISSING_DELIMITER;
        remarks.add(fault, seen(record));
        return unusable(record);
    }

    private RecordFacts fields(TextRecord record) {
        remarkForm(record);
        return PolicyRecordFields.read(record, VERSION.length(), remarks);
    }

    /// Senders stop at the version; the id is kept for statistics only.
    private RecordFacts unusable(TextRecord record) {
        remarkForm(record);
        return new RecordFacts(PolicyRecordFields.looseId(record.text()), Optional.empty(), false);
    }

    private void remarkForm(TextRecord record) {
        if (record.strings() > 1) {
            remarks.add(TXT_MULTI_STRING, Map.of("strings", Integer.toString(record.strings())));
        }
        record.firstNonAscii().ifPresent(column -> remarks.add(TXT_NON_ASCII, at(column)));
    }

    private static boolean mentionsSts(TextRecord record) {
        var text = record.text();
        for (var i = text.length() - 4; i >= 0; i--) {
            if (text.regionMatches(true, i, "STSv", 0, 4)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWholeVersionLater(String text) {
        for (var at = text.indexOf(VERSION); at >= 0; at = text.indexOf(VERSION, at + 1)) {
            var end = at + VERSION.length();
            if (end == text.length() || !Abnf.isAlphaOrDigit(text.charAt(end))) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> seen(TextRecord record) {
        return Map.of("seen", Abnf.readable(record.text(), SEEN));
    }

    private static Map<String, String> at(int column) {
        return Map.of("column", Integer.toString(column));
    }
}
