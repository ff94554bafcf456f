package org.stsurvey.aggregate;

import java.util.ArrayList;
import java.util.List;

/// What a reader should know before believing a trend: runs judged by older rules, and runs that cannot be
/// compared.
final class Advice {

    private final RunSeries series;
    private final RunFacts facts;

    Advice(RunSeries series, RunFacts facts) {
        this.series = series;
        this.facts = facts;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(rulebooks());
        for (RunSeries.Member member : series.runs()) {
            if (member.beginsAnew()) {
                lines.add(newSeries(member));
            }
        }
        return lines;
    }

    /// One sentence for all runs, however many: a trend wants one rulebook.
    private List<String> rulebooks() {
        List<RunFolder> older = series.runs().stream()
                .map(RunSeries.Member::run)
                .filter(facts::isOlder)
                .toList();
        if (older.isEmpty()) {
            return List.of();
        }
        RunFolder first = older.getFirst();
        String rulebook = RunSeries.rulebook(first);
        List<String> lines = new ArrayList<>();
        lines.add((older.size() == 1
                        ? "run " + first.date() + " of list " + first.list() + " was"
                        : older.size() + " of " + series.runs().size() + " runs, from " + first.date() + " of list "
                                + first.list() + " on, were")
                + " judged by an older rulebook (" + (rulebook.isEmpty() ? "not noted" : rulebook) + ", newest is "
                + facts.newestRulebook()
                + "), so changes may be changes of rules; judge every run by the same rules, without"
                + " the network, into another dataset, and aggregate that one:");
        series.runs()
                .forEach(
                        member -> lines.add("  stsurvey rejudge " + member.run().path() + " --out DATA2"));
        return lines;
    }

    private static String newSeries(RunSeries.Member member) {
        RunFolder run = member.run();
        RunFolder before = member.previousInList().orElseThrow();
        String unit = RunSeries.unit(run);
        String why = unit.equals(RunSeries.unit(before))
                ? "was made from the lists \"" + RunSeries.sources(run) + "\", the one before it from \""
                        + RunSeries.sources(before) + "\""
                : "counts by unit " + unit + ", the one before it by " + RunSeries.unit(before);
        return "run " + run.date() + " of list " + run.list() + " is not compared with " + before.date() + ": it " + why
                + "; trends never mix them"
                + (member.previous().isPresent() ? "" : "; give such runs a name of their own (scan --list-name)");
    }
}
