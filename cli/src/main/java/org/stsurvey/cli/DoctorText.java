package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stsurvey.cli.doctor.Check;
import org.stsurvey.cli.doctor.Check.Verdict;

/// What `doctor` found, for people and for programs.
final class DoctorText {

    private DoctorText() {}

    /// A check on one line; what is not as it should be has two more, with the rule and what to do.
    static List<String> lines(Check check) {
        List<String> lines = new ArrayList<>();
        String name = check.about().isEmpty() ? check.name() : check.name() + " " + check.about();
        lines.add(String.format(
                Locale.ROOT, "%-9s  %s: %s", word(check.verdict()), SafeText.of(name), SafeText.of(check.seen())));
        if (check.verdict() != Verdict.OK) {
            lines.add("           wanted: " + SafeText.of(check.rule()));
            lines.add("           do:     " + SafeText.of(check.remedy()));
        }
        return lines;
    }

    static boolean isFit(List<Check> checks) {
        return count(checks, Verdict.BAD) == 0;
    }

    static String summary(List<Check> checks) {
        return (isFit(checks) ? "a scan can be made: " : "no scan should be made before this is put right: ")
                + count(checks, Verdict.OK) + " ok, " + count(checks, Verdict.ATTENTION) + " for attention, "
                + count(checks, Verdict.BAD) + " bad";
    }

    static String json(List<Check> checks) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("fit", isFit(checks));
        for (Verdict verdict : Verdict.values()) {
            root.put(word(verdict), count(checks, verdict));
        }
        root.put("checks", checks.stream().map(DoctorText::object).toList());
        return JsonLine.of(root);
    }

    private static Map<String, Object> object(Check check) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("check", check.name());
        object.put("about", check.about());
        object.put("verdict", word(check.verdict()));
        object.put("seen", check.seen());
        object.put("rule", check.rule());
        object.put("remedy", check.remedy());
        return object;
    }

    private static long count(List<Check> checks, Verdict verdict) {
        return checks.stream().filter(check -> check.verdict() == verdict).count();
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
