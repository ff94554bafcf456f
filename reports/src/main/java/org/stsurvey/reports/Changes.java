package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The changes since the run before in words: for the report, and for whoever started it.
final class Changes {

    /// What says that nothing happened.
    static final Set<String> QUIET = Set.of(
            "trend_absent", "trend_unchanged", "trend_still_broken", "trend_indeterminate", "trend_testing_streak_n");

    /// What a reader wants to hear of first, in this order.
    private static final Map<String, String> TOLD = told();

    private final RunTables tables;

    Changes(RunTables tables) {
        this.tables = tables;
    }

    private static Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("trend_new", "published a record for the first time or again");
        told.put("trend_removed_clean", "removed it after a policy of mode none");
        told.put("trend_removed_no_none_observed", "removed it without a policy of mode none that we saw");
        told.put("trend_mode_up", "went up in mode");
        told.put("trend_mode_down", "went down in mode");
        told.put("trend_broke", "broke");
        told.put("trend_fixed", "were repaired");
        told.put("trend_policy_changed_same_id", "changed the policy under the same id");
        told.put("trend_mx_moved_policy_stale", "moved their mail and left the policy behind");
        return told;
    }

    /// One sentence on how the headline moved.
    String movement(String before) {
        Row now = tables.headline(tables.run(), "N4", "D1");
        Row then = tables.headline(before, "N4", "D1");
        return "Adoption went from " + Display.percent(then.share("share")) + " to "
                + Display.percent(now.share("share")) + " of the list, from "
                + Display.count(then.count("domains")) + " to " + Display.count(now.count("domains")) + " domains.";
    }

    /// All of it, a line each.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Row now = tables.headline(tables.run(), "N4", "D1");
        lines.add("list " + tables.list() + ", run " + tables.run() + ": "
                + Display.of(now.count("domains"), now.count("of_domains")) + " domains ("
                + Display.percent(now.share("share")) + ") have a usable policy in mode testing or enforce");
        tables.previousRun().ifPresent(before -> {
            lines.add("since " + before + ": " + movement(before));
            TOLD.forEach((code, words) -> {
                long domains = domains(code);
                if (domains > 0) {
                    lines.add("  " + Display.count(domains) + " " + words);
                }
            });
            tables.methodChanges().forEach(change -> lines.add("  the method changed: " + change));
        });
        return lines;
    }

    private long domains(String code) {
        return tables.rows("trends").stream()
                .filter(row -> row.text("population").equals("list")
                        && row.text("code").equals(code))
                .mapToLong(row -> row.count("domains"))
                .sum();
    }

    static boolean isBad(String severity) {
        return severity.startsWith("breaks") || severity.equals("warning");
    }

    /// Whether a change between two runs is more than a second look on the same day would have shown.
    static String noise(Row flow) {
        return switch (flow.text("noise")) {
            case "above" -> "";
            case "within" -> "* not above noise";
            case "unclear" -> "* sample too small to tell";
            case "not measured" -> "* noise not measured";
            default -> flow.text("noise");
        };
    }
}
