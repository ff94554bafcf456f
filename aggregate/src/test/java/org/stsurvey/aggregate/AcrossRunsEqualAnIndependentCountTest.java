package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.stsurvey.aggregate.MonthsDataset.RUNS;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.MonthsDataset.Seen;

/// Tables that look across runs, recomputed in plain Java from the rows of each run.
class AcrossRunsEqualAnIndependentCountTest {

    @TempDir
    static Path folder;

    private static List<Map<String, Seen>> runs = List.of();

    @BeforeAll
    static void aggregate() throws Exception {
        MonthsDataset.write(folder.resolve("data"));
        List<Map<String, Seen>> read = new ArrayList<>();
        for (String run : RUNS) {
            read.add(MonthsDataset.read(folder.resolve("data"), run));
        }
        runs = read;
        new Aggregation(new AggregationSettings(2, 512)).run(folder.resolve("data"), folder.resolve("tables"));
    }

    private static List<Map<String, String>> table(String name) throws Exception {
        return Recount.table(folder.resolve("tables"), name);
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.getOrDefault(column, ""));
    }

    private static double fraction(Map<String, String> row, String column) {
        return Double.parseDouble(row.getOrDefault(column, ""));
    }

    /// Everybody who published in a run up to that one.
    private static Set<String> watched(int run) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i <= run; i++) {
            runs.get(i).values().stream()
                    .filter(Seen::published)
                    .map(Seen::domain)
                    .forEach(names::add);
        }
        return names;
    }

    @Test
    void flowsAreCountedOnTheListAndOnThePanel() throws Exception {
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 1; i < RUNS.size(); i++) {
            for (Seen before : runs.get(i - 1).values()) {
                Seen now = runs.get(i).get(before.domain());
                if (now == null) {
                    continue;
                }
                String cell = " " + RUNS.get(i) + " " + before.status() + " > " + now.status();
                if (before.listed() && now.listed()) {
                    expected.merge("list" + cell, 1L, Long::sum);
                }
                if (watched(i).contains(before.domain())) {
                    expected.merge("panel" + cell, 1L, Long::sum);
                }
            }
        }
        Map<String, Long> counted = new TreeMap<>();
        for (Map<String, String> row : table("flows")) {
            counted.put(
                    row.get("population") + " " + row.get("run") + " " + row.get("from_status") + " > "
                            + row.get("to_status"),
                    number(row, "domains"));
            assertThat(fraction(row, "share"))
                    .isCloseTo((double) number(row, "domains") / number(row, "of_domains"), within(1e-12));
        }
        assertThat(counted).isEqualTo(expected).hasSizeGreaterThan(100);
    }

    @Test
    void noiseIsWhatTheRetestSamplesOfBothRunsSay() throws Exception {
        for (Map<String, String> row : table("flows")) {
            boolean changed = !row.getOrDefault("from_status", "").equals(row.get("to_status"));
            assertThat(row).containsEntry("changed", "" + changed);
            if (!changed) {
                assertThat(row).containsEntry("noise", "").containsEntry("noise_domains", "");
                continue;
            }
            int run = RUNS.indexOf(row.get("run"));
            long sampled = switch (row.getOrDefault("from_status", "")) {
                case "valid_testing" -> 100 + run + run - 1;
                case "absent" -> 400;
                default -> 0;
            };
            if (sampled == 0) {
                assertThat(row).containsEntry("noise", "not measured").containsEntry("noise_high", "");
                continue;
            }
            boolean flips =
                    "valid_testing".equals(row.get("from_status")) && "valid_enforce".equals(row.get("to_status"));
            long flipped = flips ? run + run - 1 : 0;
            long n = number(row, "of_domains");
            long k = number(row, "domains");
            assertThat(number(row, "noise_sampled")).isEqualTo(sampled);
            assertThat(number(row, "noise_changed")).isEqualTo(flipped);
            assertThat(fraction(row, "noise_domains")).isCloseTo((double) n * flipped / sampled, within(1e-9));
            double high = n * Recount.wilson(flipped, sampled)[1];
            assertThat(fraction(row, "noise_high")).isCloseTo(high, within(1e-6));
            assertThat(row)
                    .containsEntry(
                            "noise", k > high ? "above" : k <= (double) n * flipped / sampled ? "within" : "unclear");
        }
    }

    @Test
    void churnIsWhoStayedLeftAndJoined() throws Exception {
        Map<String, Long> expected = new TreeMap<>();
        Map<String, Long> onPanel = new TreeMap<>();
        for (int i = 1; i < RUNS.size(); i++) {
            Set<String> names = new HashSet<>(runs.get(i - 1).keySet());
            names.addAll(runs.get(i).keySet());
            for (String name : names) {
                Optional<Seen> before =
                        Optional.ofNullable(runs.get(i - 1).get(name)).filter(Seen::listed);
                Optional<Seen> looked = Optional.ofNullable(runs.get(i).get(name));
                Optional<Seen> now = looked.filter(Seen::listed);
                if (before.isPresent() && now.isPresent()) {
                    expected.merge(RUNS.get(i) + " stayed " + now.get().status(), 1L, Long::sum);
                } else if (before.isPresent()) {
                    String cell = RUNS.get(i) + " left " + before.get().status();
                    expected.merge(cell, 1L, Long::sum);
                    onPanel.merge(cell, looked.isPresent() ? 1L : 0L, Long::sum);
                } else if (now.isPresent()) {
                    expected.merge(RUNS.get(i) + " joined " + now.get().status(), 1L, Long::sum);
                }
            }
        }
        Map<String, Long> counted = new TreeMap<>();
        for (Map<String, String> row : table("list_churn")) {
            String cell = row.get("run") + " " + row.get("change") + " " + row.get("status");
            counted.put(cell, number(row, "domains"));
            int run = RUNS.indexOf(row.get("run"));
            long all = runs.get("joined".equals(row.get("change")) ? run : run - 1).values().stream()
                    .filter(Seen::listed)
                    .count();
            assertThat(number(row, "of_domains")).isEqualTo(all);
            assertThat(fraction(row, "share")).isCloseTo((double) number(row, "domains") / all, within(1e-12));
            assertThat(row).containsEntry("on_panel", "left".equals(row.get("change")) ? "" + onPanel.get(cell) : "");
        }
        assertThat(counted).isEqualTo(expected);
    }

    @Test
    void changeOfACountIsSplitWithoutRest() throws Exception {
        Map<String, Predicate<Seen>> terms = Map.of(
                "N1", Seen::published,
                "N4", Seen::adopter,
                "N5", seen -> seen.adopter() && !seen.status().equals("valid_testing"));
        List<Map<String, String>> rows = table("change_split");
        assertThat(rows).hasSize(3 * 8 * (RUNS.size() - 1));
        for (int i = 1; i < RUNS.size(); i++) {
            for (var term : terms.entrySet()) {
                String run = RUNS.get(i);
                Map<String, Long> parts = new TreeMap<>();
                long effects = 0;
                for (Map<String, String> row : rows) {
                    if (run.equals(row.get("run")) && term.getKey().equals(row.get("numerator"))) {
                        parts.put(row.getOrDefault("part", ""), number(row, "domains"));
                        effects += number(row, "effect");
                    }
                }
                assertThat(parts).isEqualTo(split(runs.get(i - 1), runs.get(i), term.getValue()));
                assertThat(effects)
                        .isEqualTo(parts.getOrDefault("this run", 0L) - parts.getOrDefault("previous run", 0L));
            }
        }
    }

    private static Map<String, Long> split(Map<String, Seen> before, Map<String, Seen> now, Predicate<Seen> counted) {
        Map<String, Long> parts = new TreeMap<>();
        for (String part : List.of(
                "previous run",
                "left the list",
                "joined the list",
                "gained",
                "lost",
                "became undetermined",
                "was undetermined",
                "this run")) {
            parts.put(part, 0L);
        }
        Set<String> names = new HashSet<>(before.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            Optional<Seen> then = Optional.ofNullable(before.get(name)).filter(Seen::listed);
            Optional<Seen> today = Optional.ofNullable(now.get(name)).filter(Seen::listed);
            boolean yesThen = then.filter(counted).isPresent();
            boolean yesToday = today.filter(counted).isPresent();
            parts.merge("previous run", yesThen ? 1L : 0L, Long::sum);
            parts.merge("this run", yesToday ? 1L : 0L, Long::sum);
            if (then.isPresent() && today.isPresent() && yesThen != yesToday) {
                String part = yesToday
                        ? then.get().open() ? "was undetermined" : "gained"
                        : today.get().open() ? "became undetermined" : "lost";
                parts.merge(part, 1L, Long::sum);
            }
            parts.merge("left the list", yesThen && today.isEmpty() ? 1L : 0L, Long::sum);
            parts.merge("joined the list", yesToday && then.isEmpty() ? 1L : 0L, Long::sum);
        }
        return parts;
    }

    @Test
    void streaksCountDeterminateRunsInARow() throws Exception {
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < RUNS.size(); i++) {
            for (Seen seen : runs.get(i).values()) {
                if (seen.listed() && seen.status().equals("valid_testing")) {
                    expected.merge(RUNS.get(i) + " " + streak(seen.domain(), i), 1L, Long::sum);
                }
            }
        }
        Map<String, Long> counted = new TreeMap<>();
        for (Map<String, String> row : table("testing_streaks")) {
            counted.put(row.get("run") + " " + row.get("runs_in_testing"), number(row, "domains"));
            long all = inTesting(RUNS.indexOf(row.get("run"))).size();
            assertThat(number(row, "of_domains")).isEqualTo(all);
            assertThat(fraction(row, "share")).isCloseTo((double) number(row, "domains") / all, within(1e-12));
        }
        assertThat(counted).isEqualTo(expected);
    }

    private static List<Seen> inTesting(int run) {
        return runs.get(run).values().stream()
                .filter(seen -> seen.listed() && seen.status().equals("valid_testing"))
                .toList();
    }

    @Test
    void thoseLongestInTestingComeFirst() throws Exception {
        int last = RUNS.size() - 1;
        List<String> expected = inTesting(last).stream()
                .sorted(Comparator.comparingInt((Seen seen) -> -streak(seen.domain(), last))
                        .thenComparingLong(seen -> seen.rank().orElse(Long.MAX_VALUE))
                        .thenComparing(Seen::domain))
                .map(seen -> seen.domain() + " " + seen.rank().orElse(0) + " " + streak(seen.domain(), last) + " "
                        + since(seen.domain(), last))
                .limit(100)
                .toList();
        List<String> counted = new ArrayList<>();
        for (Map<String, String> row : table("longest_in_testing")) {
            counted.add(row.get("domain") + " " + row.get("rank") + " " + row.get("runs_in_testing") + " "
                    + row.get("since"));
            assertThat(row)
                    .containsEntry("place", "" + counted.size())
                    .containsEntry("at_least", "" + RUNS.getFirst().equals(row.get("since")));
        }
        assertThat(counted).isEqualTo(expected).isNotEmpty();
    }

    /// The run in which the streak that ends in a run begins.
    private static String since(String domain, int run) {
        String since = "";
        for (int i = run; i >= 0; i--) {
            Seen seen = runs.get(i).get(domain);
            if (seen == null || seen.open()) {
                continue;
            }
            if (!seen.status().equals("valid_testing")) {
                break;
            }
            since = RUNS.get(i);
        }
        return since;
    }

    private static int streak(String domain, int run) {
        int length = 0;
        for (int i = run; i >= 0; i--) {
            Seen seen = runs.get(i).get(domain);
            // Before its first record nobody watched the domain, and it was not in testing either.
            if (seen == null || seen.open()) {
                continue;
            }
            if (!seen.status().equals("valid_testing")) {
                return length;
            }
            length++;
        }
        return length;
    }

    @Test
    void survivalIsTheProductOfWhatIsLeftAtEachStep() throws Exception {
        for (String event : List.of("record gone", "no adopter any more")) {
            Predicate<Seen> ends =
                    event.equals("record gone") ? seen -> seen.status().equals("absent") : seen -> !seen.adopter();
            List<int[]> spells = new ArrayList<>(); // steps, and 1 where the event happened
            for (String domain : watched(RUNS.size() - 1)) {
                spell(domain, ends, spells);
            }
            double survival = 1;
            List<Map<String, String>> rows = table("survival").stream()
                    .filter(row -> event.equals(row.get("event")))
                    .toList();
            assertThat(rows).hasSizeGreaterThan(2);
            for (Map<String, String> row : rows) {
                long step = number(row, "runs_since");
                long atRisk = spells.stream().filter(spell -> spell[0] >= step).count();
                long events = spells.stream()
                        .filter(spell -> spell[0] == step && spell[1] == 1)
                        .count();
                survival *= 1 - (double) events / atRisk;
                assertThat(number(row, "at_risk")).isEqualTo(atRisk);
                assertThat(number(row, "events")).isEqualTo(events);
                assertThat(number(row, "censored"))
                        .isEqualTo(spells.stream()
                                .filter(spell -> spell[0] == step && spell[1] == 0)
                                .count());
                assertThat(fraction(row, "survival")).isCloseTo(survival, within(1e-9));
                if (!row.getOrDefault("survival_high", "").isEmpty()) {
                    assertThat(fraction(row, "survival"))
                            .isBetween(fraction(row, "survival_low"), fraction(row, "survival_high"));
                }
            }
        }
    }

    private static void spell(String domain, Predicate<Seen> ends, List<int[]> spells) {
        int start = -1;
        int last = -1;
        for (int i = 1; i < RUNS.size(); i++) {
            Seen before = runs.get(i - 1).get(domain);
            Seen now = runs.get(i).get(domain);
            if (now == null || now.open()) {
                continue;
            }
            if (start < 0 && now.adopter() && before != null && !before.open() && !before.adopter()) {
                start = i;
            }
            if (start >= 0) {
                last = i;
                if (ends.test(now)) {
                    spells.add(new int[] {i - start, 1});
                    return;
                }
            }
        }
        if (start >= 0) {
            spells.add(new int[] {last - start, 0});
        }
    }

    @Test
    void methodChangesNameTheSettingAndBothValues() throws Exception {
        assertThat(table("method_changes"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("run", RUNS.get(3))
                        .containsEntry("previous_run", RUNS.get(2))
                        .containsEntry("component", "dns_tries")
                        .containsEntry("before", "3")
                        .containsEntry("after", "4")
                        .containsEntry("kind", "scan"));
    }

    /// What every table says of its rows beside its figures.
    @Test
    void rowsNameTheirListAndRunAndStandInOrder() throws Exception {
        for (TableScript script : Tables.all()) {
            Map<String, Integer> positions = new TreeMap<>();
            for (Map<String, String> row : table(script.name())) {
                String run = row.getOrDefault("run", "");
                assertThat(row).as(script.name()).containsEntry("list", "tranco");
                if (row.containsKey("run")) {
                    assertThat(RUNS).as(script.name()).contains(run);
                }
                if (row.containsKey("previous_run")
                        && !row.getOrDefault("previous_run", "").isEmpty()) {
                    assertThat(row.get("previous_run")).isEqualTo(RUNS.get(RUNS.indexOf(run) - 1));
                }
                if (row.containsKey("position")) {
                    int position = Integer.parseInt(row.getOrDefault("position", ""));
                    // Where a table has several series of rows, each has an order of its own.
                    String group = run
                            + Stream.of("population", "entity", "numerator", "dimension", "kind", "event")
                                    .map(column -> " " + row.getOrDefault(column, ""))
                                    .collect(Collectors.joining());
                    assertThat(position)
                            .as("%s %s", script.name(), group)
                            .isGreaterThanOrEqualTo(positions.getOrDefault(group, 0));
                    positions.put(group, position);
                }
            }
        }
    }

    @Test
    void codesAreExplainedAsTheRunsRegistryDoes() throws Exception {
        Map<String, String> registry = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM read_parquet('" + folder
                        + "/data/observations/list=tranco/run=" + RUNS.getFirst() + "/_outcomes.parquet')")) {
            while (row.next()) {
                for (String column : List.of("stage", "severity", "section", "explanation", "remedy")) {
                    registry.put(
                            row.getString("code") + " " + column,
                            Objects.requireNonNullElse(row.getString(column), ""));
                }
            }
        }
        int compared = 0;
        for (String table : List.of("failures_primary", "failures_any", "undetermined", "deviations")) {
            for (Map<String, String> row : table(table)) {
                for (String column : List.of("stage", "severity", "section", "explanation", "remedy")) {
                    String expected = registry.get(row.get("code") + " " + column);
                    if (!row.containsKey(column) || expected == null) {
                        continue;
                    }
                    if (!column.equals("severity")) {
                        assertThat(row).as(table).containsEntry(column, expected);
                    } else if (!table.equals("deviations")) {
                        // "breaks_mail_in_enforce" is breaks_mail where the mode is enforce.
                        assertThat(expected).startsWith(row.getOrDefault(column, "?"));
                    }
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }
}
