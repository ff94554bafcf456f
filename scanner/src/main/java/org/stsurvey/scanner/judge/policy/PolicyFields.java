package org.stsurvey.scanner.judge.policy;

import static java.util.Map.entry;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.*;
import static org.stsurvey.scanner.judge.registry.QuirkOutcome.*;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.stsurvey.scanner.judge.Judgement.PolicyFacts;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.Remarks.Place;
import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;
import org.stsurvey.scanner.judge.abnf.Abnf;
import org.stsurvey.scanner.judge.policy.PolicyLineReader.Field;

/// The fields of a policy file, RFC 8461 §3.2: what is required, what the values may be, what is worth knowing.
///
/// ```
/// sts-policy-field       = sts-policy-version / sts-policy-mode / sts-policy-mx / sts-policy-max-age
///                        / sts-policy-extension
/// sts-policy-field-delim = ":" *WSP
/// sts-policy-extension   = sts-policy-ext-name sts-policy-field-delim sts-policy-ext-value
/// sts-policy-ext-value   = sts-policy-vchar [*(%x20 / sts-policy-vchar) sts-policy-vchar]
/// sts-policy-vchar       = %x21-7E / UTF8-2 / UTF8-3 / UTF8-4
/// ```
final class PolicyFields {

    private static final long MAX_MAX_AGE = 31_557_600;
    private static final int MAX_AGE_DIGITS = 10;
    private static final long DAY = 86_400;
    private static final Set<String> MODES = Set.of("testing", "enforce", "none");
    private static final Set<String> KNOWN = Set.of("version", "mode", "max_age", "mx");

    /// Names seen in the wild that were meant to be another one.
    private static final Map<String, String> TYPOS = Map.ofEntries(
            entry("nmx", "mx"),
            entry("mxs", "mx"),
            entry("max-age", "max_age"),
            entry("maxage", "max_age"),
            entry("policy", "mode"));

    private final Remarks remarks;
    private final boolean utf8;
    private final Set<String> names = new HashSet<>();
    private final Set<String> mx = new LinkedHashSet<>();

    /// Names that differ from a known one by case only, and where.
    private final Map<String, Place> miscased = new HashMap<>();

    private Optional<String> version = Optional.empty();
    private Optional<String> mode = Optional.empty();
    private OptionalLong maxAge = OptionalLong.empty();

    /// @param utf8 the file is valid UTF-8; if not, that is reported already and not again for its lines
    PolicyFields(Remarks remarks, boolean utf8) {
        this.remarks = remarks;
        this.utf8 = utf8;
    }

    /// Reads all lines.
    ///
    /// @param skipFirst the first line begins with a byte order mark and is no field
    PolicyFacts read(PolicyLines lines, boolean skipFirst) {
        var reader = new PolicyLineReader(remarks, lines.ending() == PolicyLines.Ending.CR);
        for (var number = skipFirst ? 2 : 1; number <= lines.lines().size(); number++) {
            reader.read(lines.lines().get(number - 1), number).ifPresent(this::field);
        }
        ending(lines.ending());
        missing();
        mode.ifPresent(this::modeQuirk);
        maxAge.ifPresent(this::maxAgeQuirk);
        mxQuirks();
        return facts(lines.ending());
    }

    private void field(Field field) {
        if (!field.name().equals("mx") && !names.add(field.name())) {
            // "all entries except for the first SHALL be ignored"; they must be derivable all the same.
            remarks.add(POLICY_DUPLICATE_FIELD, field.place(), Map.of("name", field.name()));
            checkExtensionValue(field);
            return;
        }
        if (KNOWN.contains(field.name()) && holdsAnotherField(field.value())) {
            remarks.add(POLICY_SINGLE_LINE, field.place(), field.seen());
        }
        switch (field.name()) {
            case "version" -> version(field);
            case "mode" -> mode(field);
            case "max_age" -> maxAge(field);
            case "mx" -> mx(field);
            default -> extension(field);
        }
    }

    /// Whether a further field stands in this field's value: behind white space, a separator, or a line end that
    /// was written as `\n`.
    private static boolean holdsAnotherField(String value) {
        for (var colon = value.indexOf(':'); colon >= 0; colon = value.indexOf(':', colon + 1)) {
            if (endsWithField(value, colon)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWithField(String value, int end) {
        for (var name : KNOWN) {
            var start = end - name.length();
            if (start > 0 && value.startsWith(name, start)) {
                var before = value.charAt(start - 1);
                return Abnf.isWsp(before)
                        || ",;|".indexOf(before) >= 0
                        || (start > 1 && value.charAt(start - 2) == '\\' && (before == 'n' || before == 'r'));
            }
        }
        return false;
    }

    // sts-policy-version-value = %s"STSv1"
    private void version(Field field) {
        if (field.value().equals("STSv1")) {
            version = Optional.of("STSv1");
        } else {
            remarks.add(POLICY_VERSION_INVALID, field.place(), field.seen());
        }
    }

    // sts-policy-mode-value = %s"testing" / %s"enforce" / %s"none"
    private void mode(Field field) {
        if (MODES.contains(field.value())) {
            mode = Optional.of(field.value());
        } else {
            remarks.add(POLICY_MODE_INVALID, field.place(), field.seen());
        }
    }

    // sts-policy-max-age-value = 1*10(DIGIT), "maximum value of 31557600"
    private void maxAge(Field field) {
        var value = field.value();
        if (!Abnf.isDigits(value) || value.length() > MAX_AGE_DIGITS) {
            remarks.add(POLICY_MAX_AGE_INVALID, field.place(), field.seen());
            return;
        }
        var seconds = Long.parseLong(value);
        maxAge = OptionalLong.of(seconds);
        if (seconds > MAX_MAX_AGE) {
            remarks.add(POLICY_MAX_AGE_OUT_OF_RANGE, field.place(), field.seen());
        }
    }

    private void mx(Field field) {
        names.add("mx");
        switch (MxPattern.parse(field.value())) {
            case MxPattern.Invalid(var fault) -> remarks.add(fault, field.place(), field.seen());
            case MxPattern.Valid(var pattern) -> {
                if (!mx.add(pattern.text())) {
                    remarks.add(POLICY_MX_DUPLICATE, field.place(), field.seen());
                    return;
                }
                if (pattern.isIpv4Address()) {
                    remarks.add(POLICY_MX_IPV4, field.place(), field.seen());
                }
                if (pattern.text().startsWith("mta-sts.")) {
                    remarks.add(POLICY_MX_POLICY_HOST, field.place(), field.seen());
                }
            }
        }
    }

    /// Whether `sts-policy-ext-value` derives the value; reports it if not. That also goes for what is ignored.
    private boolean checkExtensionValue(Field field) {
        if (field.value().isEmpty() || field.value().indexOf('\t') >= 0) {
            remarks.add(POLICY_LINE_SYNTAX, field.place(), Map.of("name", field.name()));
            return false;
        }
        return true;
    }

    private void extension(Field field) {
        var value = field.value();
        if (!checkExtensionValue(field)) {
            return;
        }
        var nonAscii = value.chars().anyMatch(c -> c > 0x7f);
        if (field.hasControl() || (nonAscii && !utf8)) {
            return;
        }
        var known = field.name().toLowerCase(Locale.ROOT);
        if (KNOWN.contains(known)) {
            miscased.putIfAbsent(known, field.place());
        }
        var meant = KNOWN.contains(known) ? known : TYPOS.get(known);
        remarks.add(
                POLICY_UNKNOWN_FIELD,
                field.place(),
                meant == null ? Map.of("name", field.name()) : Map.of("name", field.name(), "meant", meant));
        if (nonAscii) {
            remarks.add(POLICY_NON_ASCII, field.place(), field.seen());
        }
    }

    private void ending(PolicyLines.Ending ending) {
        switch (ending) {
            case CRLF, NONE -> {}
            case LF -> remarks.add(POLICY_EOL_LF);
            case MIXED -> remarks.add(POLICY_EOL_MIXED);
            case CR -> remarks.add(POLICY_EOL_CR);
        }
    }

    // version, mode and max_age are each "required once", mx "at least once" except when the mode is none.
    private void missing() {
        missing("version", POLICY_VERSION_MISSING);
        missing("mode", POLICY_MODE_MISSING);
        missing("max_age", POLICY_MAX_AGE_MISSING);
        if (!mode.equals(Optional.of("none"))) {
            missing("mx", POLICY_MX_MISSING);
        }
    }

    private void missing(String name, Outcome outcome) {
        if (names.contains(name)) {
            return;
        }
        remarks.add(outcome);
        var place = miscased.get(name);
        if (place != null) {
            remarks.add(POLICY_FIELD_NAME_CASE, place, Map.of("name", name));
        }
    }

    private void modeQuirk(String value) {
        switch (value) {
            case "testing" -> remarks.add(MODE_TESTING);
            case "none" -> remarks.add(MODE_NONE);
            default -> {}
        }
    }

    private void maxAgeQuirk(long seconds) {
        if (seconds == 0) {
            remarks.add(QUIRK_MAX_AGE_ZERO);
        } else if (seconds < DAY) {
            remarks.add(QUIRK_MAX_AGE_BELOW_DAY, Map.of("seconds", Long.toString(seconds)));
        }
    }

    private void mxQuirks() {
        for (var pattern : mx) {
            if (pattern.startsWith("*.")) {
                remarks.add(QUIRK_MX_WILDCARD, Map.of("mx", pattern));
                if (pattern.indexOf('.', 2) < 0) {
                    remarks.add(QUIRK_MX_WILDCARD_TLD, Map.of("mx", pattern));
                }
            }
        }
    }

    private PolicyFacts facts(PolicyLines.Ending ending) {
        var invalid =
                remarks.of(Stage.POLICY).stream().filter(Outcome::strictInvalid).toList();
        var lenient = invalid.stream().allMatch(this::isTolerated);
        if (invalid.isEmpty()) {
            remarks.add(POLICY_OK);
        }
        return new PolicyFacts(version, mode, maxAge, List.copyOf(mx), ending.code(), invalid.isEmpty(), lenient);
    }

    /// A bad mx line is let pass beside a good one, other deviations where the registry says so.
    private boolean isTolerated(Outcome outcome) {
        return outcome.toleratedInLenient()
                || (outcome.severity() == SeverityRule.BREAKS_IF_NO_VALID_MX_ELSE_WARNING && !mx.isEmpty());
    }
}
