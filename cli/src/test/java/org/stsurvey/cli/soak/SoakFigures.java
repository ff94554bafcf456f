package org.stsurvey.cli.soak;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// What the samples of a soak say: whether memory, threads and descriptors stayed flat, and how the first pass ended.
final class SoakFigures {

    /// What a run needs to be compiled and to have seen every trouble.
    private static final double WARM_UP = 0.3;

    private static final double FLAT = 1.1;
    private static final double LONGEST_TAIL_SECONDS = 60;

    /// The status is written every five seconds and read every two.
    private static final double READ_LATE_SECONDS = 7;

    private final SoakPlan plan;
    private final List<Sample> firstPass;
    private final List<Sample> samples;
    private final List<SoakPlan.Episode> troubles;

    SoakFigures(SoakPlan plan, List<Sample> samples, List<SoakPlan.Episode> troubles) {
        this.plan = plan;
        this.samples = samples;
        this.troubles = troubles;
        this.firstPass =
                samples.stream().filter(one -> one.phase().equals("scan")).toList();
    }

    /// Adds what was seen, and what of it is wrong.
    void judge(List<String> lines, List<String> faults) {
        if (firstPass.isEmpty()) {
            faults.add("the scan did not come to its first pass");
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "soak: %,d domains, %.0f s in all, %.0f s of them first pass; %d %% of datagrams lost each way, %d troubles: %s",
                plan.domains(),
                samples.getLast().second(),
                firstPass.getLast().second(),
                Math.round(100 * SoakPlan.LOSS),
                troubles.size(),
                String.join(
                        ", ",
                        troubles.stream()
                                .map(one -> one.trouble().name())
                                .distinct()
                                .toList())));
        flat("RSS, MiB", Sample::rssMib, 24, lines, faults);
        flat("threads", Sample::threads, 8, lines, faults);
        flat("file descriptors", Sample::descriptors, 64, lines, faults);
        tail(lines, faults);
    }

    /// Peaks of the middle and of the last third after the warm-up are compared.
    private void flat(
            String name, ToLongFunction<Sample> measure, long slack, List<String> lines, List<String> faults) {
        List<Sample> warm = firstPass.subList((int) (firstPass.size() * WARM_UP), firstPass.size());
        long before = peak(warm.subList(0, warm.size() / 2), measure);
        long after = peak(warm.subList(warm.size() / 2, warm.size()), measure);
        lines.add(String.format(
                Locale.ROOT,
                "%s: at most %d between %.0f and %.0f s, %d later, %d in all",
                name,
                before,
                warm.getFirst().second(),
                warm.get(warm.size() / 2).second(),
                after,
                peak(samples, measure)));
        if (after > FLAT * before + slack) {
            faults.add(name + " grew from " + before + " to " + after);
        }
    }

    private static long peak(List<Sample> samples, ToLongFunction<Sample> measure) {
        return samples.stream().mapToLong(measure).max().orElse(0);
    }

    /// From the last moment at which something was seen to be handed out still, to the first at which the pass was seen
    /// to be over: longer than it was by what the status is read late.
    private void tail(List<String> lines, List<String> faults) {
        Sample lastAdmit = firstPass.stream()
                .filter(one -> one.handedOut() < one.targets())
                .max(Comparator.comparingDouble(Sample::second))
                .orElse(firstPass.getFirst());
        double tail = samples.stream()
                        .filter(one -> one.second() > lastAdmit.second())
                        .filter(one -> !one.phase().equals("scan"))
                        .mapToDouble(Sample::second)
                        .findFirst()
                        .orElse(samples.getLast().second())
                - lastAdmit.second();
        lines.add(String.format(
                Locale.ROOT, "end of the first pass: %.0f s after the last domain was begun, at the most", tail));
        if (tail > LONGEST_TAIL_SECONDS + READ_LATE_SECONDS) {
            faults.add(String.format(
                    Locale.ROOT,
                    "the first pass ended %.0f s or more after its last domain was begun, not within 60",
                    tail - READ_LATE_SECONDS));
        }
    }

    static String svg(SoakPlan plan, List<Sample> samples, List<SoakPlan.Episode> troubles) {
        return Plot.svg(
                String.format(
                        Locale.ROOT,
                        "Soak: %,d domains, %.0f minutes, every trouble at once",
                        plan.domains(),
                        plan.lasting().toSeconds() / 60.0),
                samples,
                troubles,
                List.of(
                        new Plot.Panel("domains done in the phase", Sample::done),
                        new Plot.Panel("open chunks", Sample::openChunks),
                        new Plot.Panel("resident memory, MiB", Sample::rssMib),
                        new Plot.Panel("threads", Sample::threads),
                        new Plot.Panel("file descriptors", Sample::descriptors),
                        new Plot.Panel("sockets", Sample::sockets)));
    }
}
