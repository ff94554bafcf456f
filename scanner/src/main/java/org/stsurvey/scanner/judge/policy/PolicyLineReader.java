package org.stsurvey.scanner.judge.policy;

import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_BLANK_LINE;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_CONTROL_CHAR;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_LEADING_WHITESPACE;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_LINE_SYNTAX;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_SPACE_BEFORE_COLON;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.Remarks.Place;
import org.stsurvey.scanner.judge.abnf.Abnf;

/// One line of a policy file as a field, RFC 8461 §3.2: a name, `":" *WSP`, a value, `*WSP`.
///
/// A line that is none is reported and not read, so what it would have said is missing.
final class PolicyLineReader {

    private final Remarks remarks;
    private final boolean returnsReported;

    /// @param returnsReported bare carriage returns are reported already, for the file as a whole
    PolicyLineReader(Remarks remarks, boolean returnsReported) {
        this.remarks = remarks;
        this.returnsReported = returnsReported;
    }

    /// A field.
    ///
    /// @param value without the white space around it
    /// @param place where the value begins
    /// @param hasControl a control character stands in the line, and is reported
    record Field(String name, String value, Place place, boolean hasControl) {
        Map<String, String> seen() {
            return Map.of("seen", Abnf.readable(value));
        }
    }

    /// Reads one line.
    ///
    /// @param number the line's number, from 1
    Optional<Field> read(String line, int number) {
        var start = Abnf.skipWsp(line, 0);
        if (start == line.length()) {
            // The grammar has one terminator between two fields and at most one at the end.
            remarks.add(POLICY_BLANK_LINE, new Place(number, 1), Map.of());
            return Optional.empty();
        }
        var control = firstControl(line);
        control.ifPresent(at -> control(line, number, at));
        if (start > 0) {
            remarks.add(POLICY_LEADING_WHITESPACE, new Place(number, 1), seen(line));
            return Optional.empty();
        }
        var colon = line.indexOf(':');
        var name = colon < 0 ? line : line.substring(0, colon);
        if (colon < 0 || !Abnf.isExtensionName(name)) {
            noField(line, number, name);
            return Optional.empty();
        }
        var from = Abnf.skipWsp(line, colon + 1);
        var value = line.substring(from, Abnf.endWithoutWsp(line, from));
        return Optional.of(new Field(name, value, new Place(number, from + 1), control.isPresent()));
    }

    private void noField(String line, int number, String name) {
        var nameEnd = Abnf.endWithoutWsp(name, 0);
        var spaced = nameEnd < name.length() && name.length() < line.length();
        if (spaced && Abnf.isExtensionName(name.substring(0, nameEnd))) {
            // sts-policy-field-delim = ":" *WSP
            remarks.add(POLICY_SPACE_BEFORE_COLON, new Place(number, nameEnd + 1), seen(line));
        } else {
            remarks.add(POLICY_LINE_SYNTAX, new Place(number, 1), seen(line));
        }
    }

    private void control(String line, int number, int at) {
        var octet = "0x%02X".formatted((int) line.charAt(at));
        remarks.add(POLICY_CONTROL_CHAR, new Place(number, at + 1), Map.of("octet", octet));
    }

    /// Where the first control character stands; TAB is none here but white space.
    private OptionalInt firstControl(String line) {
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (Abnf.isCtl(c) && c != '\t' && !(c == '\r' && returnsReported)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static Map<String, String> seen(String line) {
        return Map.of("seen", Abnf.readable(line));
    }
}
