package org.stsurvey.scanner.judge.abnf;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.RecordData;

/// A TXT record as one text, in the frame that RFC 8461 §3.1 and RFC 8460 §3 share:
///
/// ```
/// record      = version 1*(field-delim field) [field-delim]
/// field-delim = *WSP ";" *WSP
/// ```
///
/// @param text the character-strings, "concatenated together without adding spaces", one character per octet
/// @param strings how many character-strings there were
public record TextRecord(String text, int strings) {

    public static TextRecord of(RecordData.Txt txt) {
        var text = txt.strings().stream().map(ByteString::latin1).collect(Collectors.joining());
        return new TextRecord(text, txt.strings().size());
    }

    public static List<TextRecord> of(List<RecordData.Txt> records) {
        return records.stream().map(TextRecord::of).toList();
    }

    /// One field, without the white space of the delimiters around it.
    ///
    /// @param text the whole field
    /// @param column its first octet, from 1
    public record Field(String text, int column) {

        /// What stands before the first `=`; the whole field if there is none.
        public String name() {
            var equals = text.indexOf('=');
            return equals < 0 ? text : text.substring(0, equals);
        }

        /// What stands behind the first `=`; empty if there is none.
        public String value() {
            return hasEquals() ? text.substring(text.indexOf('=') + 1) : "";
        }

        public boolean hasEquals() {
            return text.indexOf('=') >= 0;
        }
    }

    /// The fields behind the version.
    ///
    /// @param fields in order, none of them empty
    /// @param emptyFields columns of delimiters with nothing in front of them
    /// @param trailingWhitespace where white space follows the last field with no delimiter in between
    public record Fields(List<Field> fields, List<Integer> emptyFields, OptionalInt trailingWhitespace) {
        public Fields {
            fields = List.copyOf(fields);
            emptyFields = List.copyOf(emptyFields);
        }
    }

    /// Reads the fields from the first delimiter on.
    ///
    /// @param from the end of the version; from here on there is nothing, or `*WSP ";"`
    public Fields fieldsFrom(int from) {
        var fields = new ArrayList<Field>();
        var empty = new ArrayList<Integer>();
        var delimiter = text.indexOf(';', from);
        if (delimiter < 0) {
            return new Fields(fields, empty, from < text.length() ? OptionalInt.of(from + 1) : OptionalInt.empty());
        }
        while (delimiter >= 0) {
            var start = delimiter + 1;
            delimiter = text.indexOf(';', start);
            var segment = text.substring(start, delimiter < 0 ? text.length() : delimiter);
            var begin = Abnf.skipWsp(segment, 0);
            var end = Abnf.endWithoutWsp(segment, begin);
            if (begin < end) {
                fields.add(new Field(segment.substring(begin, end), start + begin + 1));
            } else if (delimiter >= 0) {
                empty.add(delimiter + 1);
            }
            // The last delimiter carries its white space only if no field follows it.
            if (delimiter < 0 && begin < end && end < segment.length()) {
                return new Fields(fields, empty, OptionalInt.of(start + end + 1));
            }
        }
        return new Fields(fields, empty, OptionalInt.empty());
    }

    /// Whether a word that ends in front of `end` is only the beginning of a longer one, as `v=STSv1` is in
    /// `v=STSv10` and `v=STSv1.1`.
    public boolean isWordGoingOn(int end) {
        if (end >= text.length()) {
            return false;
        }
        var next = text.charAt(end);
        var isPoint = next == '.' || next == '-' || next == '_';
        return Abnf.isAlphaOrDigit(next)
                || (isPoint && end + 1 < text.length() && Abnf.isAlphaOrDigit(text.charAt(end + 1)));
    }

    /// Where the first octet stands that RFC 8461 §3.1 ("MUST be US-ASCII") and the grammars leave no place for:
    /// above 0x7E, or a control character other than TAB.
    public OptionalInt firstNonAscii() {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c > 0x7e || (Abnf.isCtl(c) && c != '\t')) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }
}
