package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.stsurvey.aggregate.MonthsDataset.RUNS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.MonthsDataset.Seen;

/// Every numerator over every denominator in every run, with bounds, estimates and history, and the table of
/// runs, recomputed in plain Java from the rows of each run.
class SharesOverTimeEqualAnIndependentCountTest {

    private static final List<String> NUMERATORS = List.of("N1", "N2", "N3", "N4", "N5", "N6");
    private static final List<String> DENOMINATORS = List.of("D1", "D2", "D3", "D4");

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
        new Aggregation(new AggregationSettings(2, 512).withRulebook("3"))
                .run(folder.resolve("data"), folder.resolve("tables"));
    }

    private static List<Map<String, String>> table(String name) throws Exception {
        return Recount.table(folder.resolve("tables"), name);
    }

    private static Map<String, String> row(String table, String run, String numerator, String denominator)
            throws Exception {
        return table(table).stream()
                .filter(row -> run.equals(row.get("run"))
                        && numerator.equals(row.get("numerator"))
                        && denominator.equals(row.get("denominator")))
                .findFirst()
                .orElseThrow();
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.getOrDefault(column, ""));
    }

    private static double fraction(Map<String, String> row, String column) {
        return Double.parseDouble(row.getOrDefault(column, ""));
    }

    private static List<Seen> members(int run, String denominator) {
        return runs.get(run).values().stream()
                .filter(seen -> seen.listed() && seen.asDomain().in(denominator))
                .toList();
    }

    private static long count(List<Seen> members, Predicate<Seen> wanted) {
        return members.stream().filter(wanted).count();
    }

    @Test
    void sharesBoundsAndIntervals() throws Exception {
        for (int i = 0; i < RUNS.size(); i++) {
            for (String numerator : NUMERATORS) {
                for (String denominator : DENOMINATORS) {
                    List<Seen> members = members(i, denominator);
                    long n = members.size();
                    long k = count(members, seen -> seen.asDomain().in(numerator));
                    long open = count(members, seen -> seen.asDomain().mayBeIn(numerator));
                    for (String table : List.of("headline", "adoption_trend")) {
                        Map<String, String> row = row(table, RUNS.get(i), numerator, denominator);
                        assertThat(number(row, "domains")).isEqualTo(k);
                        assertThat(number(row, "of_domains")).isEqualTo(n);
                        assertThat(fraction(row, "share")).isEqualTo((double) k / n);
                        double[] interval = Recount.wilson(k, n);
                        assertThat(fraction(row, "wilson_low")).isCloseTo(interval[0], within(1e-9));
                        assertThat(fraction(row, "wilson_high")).isCloseTo(interval[1], within(1e-9));
                    }
                    Map<String, String> row = row("headline", RUNS.get(i), numerator, denominator);
                    assertThat(number(row, "undetermined")).isEqualTo(open);
                    assertThat(fraction(row, "bound_low")).isEqualTo((double) k / n);
                    assertThat(fraction(row, "bound_high")).isEqualTo((double) (k + open) / n);
                }
            }
        }
    }

    @Test
    void undeterminedDomainsAreImputedByStratumAndCarriedOn() throws Exception {
        long knownOfAll = 0;
        for (int i = 0; i < RUNS.size(); i++) {
            for (String numerator : NUMERATORS) {
                for (String denominator : DENOMINATORS) {
                    knownOfAll += estimates(i, numerator, denominator);
                }
            }
        }
        assertThat(knownOfAll).as("the sample has domains to carry on").isPositive();
    }

    private static long estimates(int run, String numerator, String denominator) throws Exception {
        List<Seen> members = members(run, denominator);
        double imputed = count(members, seen -> seen.asDomain().in(numerator));
        double carried = imputed;
        long known = 0;
        for (Seen open : members) {
            if (!open.asDomain().mayBeIn(numerator)) {
                continue;
            }
            double rate = rate(members, open, numerator);
            imputed += rate;
            Optional<Seen> before = run == 0
                    ? Optional.empty()
                    : Optional.ofNullable(runs.get(run - 1).get(open.domain()));
            if (before.isEmpty() || before.get().asDomain().mayBeIn(numerator)) {
                carried += rate;
            } else {
                known++;
                carried += before.get().asDomain().in(numerator) ? 1 : 0;
            }
        }
        Map<String, String> row = row("headline", RUNS.get(run), numerator, denominator);
        assertThat(fraction(row, "imputed")).isCloseTo(imputed, within(1e-5));
        assertThat(fraction(row, "imputed_share")).isCloseTo(imputed / members.size(), within(1e-7));
        if (run == 0) {
            assertThat(row)
                    .containsEntry("carried", "")
                    .containsEntry("carried_share", "")
                    .containsEntry("carried_known", "");
        } else {
            assertThat(fraction(row, "carried")).isCloseTo(carried, within(1e-5));
            assertThat(fraction(row, "carried_share")).isCloseTo(carried / members.size(), within(1e-7));
            assertThat(number(row, "carried_known")).isEqualTo(known);
        }
        return known;
    }

    /// The rate of those known of the same way of receiving mail (all ranks of the sample are of one band); where
    /// there are none, of all; of those with a record, if the domain has one.
    private static double rate(List<Seen> members, Seen open, String numerator) {
        Predicate<Seen> like = seen -> !seen.asDomain().mayBeIn(numerator) && (!open.published() || seen.published());
        List<Seen> stratum = members.stream()
                .filter(like.and(seen -> seen.reception().equals(open.reception())))
                .toList();
        List<Seen> known = stratum.isEmpty() ? members.stream().filter(like).toList() : stratum;
        return known.isEmpty()
                ? 0
                : (double) count(known, seen -> seen.asDomain().in(numerator)) / known.size();
    }

    private static double share(int run, String numerator, String denominator) {
        List<Seen> members = members(run, denominator);
        return (double) count(members, seen -> seen.asDomain().in(numerator)) / members.size();
    }

    @Test
    void adoptionIsSetAgainstTheRunBeforeTheYearBeforeAndTheHistory() throws Exception {
        for (String numerator : NUMERATORS) {
            for (String denominator : DENOMINATORS) {
                List<Double> shares = new ArrayList<>();
                for (int i = 0; i < RUNS.size(); i++) {
                    shares.add(share(i, numerator, denominator));
                    Map<String, String> row = row("adoption_trend", RUNS.get(i), numerator, denominator);
                    assertThat(row)
                            .containsEntry("list", "tranco")
                            .containsEntry("series", "1")
                            .containsEntry("break_before", "" + (i == 3))
                            .containsEntry("previous_run", i == 0 ? "" : RUNS.get(i - 1))
                            .containsEntry("year_ago_run", i == 4 ? RUNS.getFirst() : "");
                    close(row, "previous_share", i == 0 ? Optional.empty() : Optional.of(shares.get(i - 1)));
                    close(row, "change", i == 0 ? Optional.empty() : Optional.of(shares.get(i) - shares.get(i - 1)));
                    close(row, "year_ago_share", i == 4 ? Optional.of(shares.getFirst()) : Optional.empty());
                    close(
                            row,
                            "change_year",
                            i == 4 ? Optional.of(shares.get(i) - shares.getFirst()) : Optional.empty());
                    close(
                            row,
                            "mean_last_3",
                            Optional.of(shares.subList(Math.max(0, i - 2), i + 1).stream()
                                    .mapToDouble(share -> share)
                                    .average()
                                    .orElseThrow()));
                    close(row, "lowest", Optional.of(Collections.min(shares)));
                    close(row, "highest", Optional.of(Collections.max(shares)));
                }
            }
        }
    }

    private static void close(Map<String, String> row, String column, Optional<Double> expected) {
        if (expected.isEmpty()) {
            assertThat(row).containsEntry(column, "");
        } else {
            assertThat(fraction(row, column)).as(column).isCloseTo(expected.get(), within(1e-12));
        }
    }

    @Test
    void numeratorsAndDenominatorsAreNamedAlike() throws Exception {
        Map<String, String> names = Map.of(
                "N1",
                "record seen",
                "N2",
                "record valid",
                "N3",
                "policy usable",
                "N4",
                "testing or enforce",
                "N5",
                "enforce",
                "N6",
                "enforce, every MX covered",
                "D1",
                "listed",
                "D2",
                "exists",
                "D3",
                "receives mail",
                "D4",
                "determinate");
        for (String table : List.of("headline", "adoption_trend")) {
            assertThat(table(table)).hasSize(RUNS.size() * NUMERATORS.size() * DENOMINATORS.size());
            for (Map<String, String> row : table(table)) {
                assertThat(row)
                        .containsEntry("numerator_name", names.get(row.get("numerator")))
                        .containsEntry("denominator_name", names.get(row.get("denominator")));
            }
        }
    }

    @Test
    void runsAreWhatTheirManifestsAndRowsSay() throws Exception {
        List<Map<String, String>> rows = table("runs");
        assertThat(rows).hasSize(RUNS.size());
        for (int i = 0; i < RUNS.size(); i++) {
            List<Seen> listed = members(i, "D1");
            long open = count(listed, Seen::open);
            assertThat(rows.get(i))
                    .containsEntry("list", "tranco")
                    .containsEntry("run", RUNS.get(i))
                    .containsEntry("position", "" + (i + 1))
                    .containsEntry("series", "1")
                    .containsEntry("previous_run", i == 0 ? "" : RUNS.get(i - 1))
                    .containsEntry("break_before", "" + (i == 3))
                    .containsEntry("unit", "as-listed")
                    .containsEntry("sources", "")
                    .containsEntry("rulebook", "2")
                    .containsEntry("older_rulebook", "true")
                    .containsEntry("method_fingerprint", i < 3 ? "m1" : "m2")
                    .containsEntry("domains", "" + listed.size())
                    .containsEntry("panel_domains", "" + watchedOnThePanel(i))
                    .containsEntry("undetermined", "" + open)
                    .containsEntry(
                            "dns_dead",
                            ""
                                    + count(
                                            listed,
                                            seen -> seen.stage().equals("scan")
                                                    && seen.reception().equals("unknown")))
                    .containsEntry("noise_sampled", "260")
                    .containsEntry("noise_changed", "" + i)
                    .containsEntry("rejudged", "false");
            assertThat(fraction(rows.get(i), "undetermined_share")).isEqualTo((double) open / listed.size());
        }
    }

    /// Names of the panel that published in a run up to that one; the others are not on a real panel.
    private static long watchedOnThePanel(int run) {
        return runs.get(run).values().stream()
                .filter(Seen::panel)
                .filter(seen -> runs.subList(0, run + 1).stream()
                        .map(rows -> rows.get(seen.domain()))
                        .anyMatch(each -> each != null && each.published()))
                .count();
    }
}
