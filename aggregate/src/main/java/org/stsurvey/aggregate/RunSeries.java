package org.stsurvey.aggregate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The runs of a dataset in their order, and which of them may be compared.
///
/// Two runs are comparable, and so of one series, if they are of one list, were counted in the same unit and,
/// where a run was made of several lists, of the same ones. Trends are made within a series only.
record RunSeries(List<Member> runs) {

    RunSeries {
        runs = List.copyOf(runs);
    }

    /// A run with its place.
    ///
    /// @param position in its list, from 1
    /// @param series number of the series in its list, from 1, in the order of their first runs
    /// @param previous the run before it in its series
    /// @param previousInList the run before it in its list
    record Member(
            RunFolder run, int position, int series, Optional<RunFolder> previous, Optional<RunFolder> previousInList) {

        /// What was scanned differs from the run before it in the list.
        boolean beginsAnew() {
            return previousInList.isPresent() && !previous.equals(previousInList);
        }

        /// How was scanned or judged differs from the run before it in the series.
        boolean methodChanged() {
            return previous.isPresent() && !fingerprint(previous.get()).equals(fingerprint(run));
        }
    }

    /// Orders the runs, which come by list and date.
    static RunSeries of(List<RunFolder> runs) {
        List<Member> members = new ArrayList<>();
        Map<String, List<RunFolder>> byKey = new LinkedHashMap<>();
        String list = "";
        int position = 0;
        Optional<RunFolder> before = Optional.empty();
        for (RunFolder run : runs) {
            if (!run.list().equals(list)) {
                list = run.list();
                byKey.clear();
                position = 0;
                before = Optional.empty();
            }
            List<RunFolder> same = byKey.computeIfAbsent(unit(run) + "\n" + sources(run), key -> new ArrayList<>());
            Optional<RunFolder> previous = same.isEmpty() ? Optional.empty() : Optional.of(same.getLast());
            same.add(run);
            int series = new ArrayList<>(byKey.values()).indexOf(same) + 1;
            members.add(new Member(run, ++position, series, previous, before));
            before = Optional.of(run);
        }
        return new RunSeries(members);
    }

    static String unit(RunFolder run) {
        return run.manifest().text("unit").orElse("");
    }

    static String fingerprint(RunFolder run) {
        return run.manifest().text("method_fingerprint").orElse("");
    }

    static String rulebook(RunFolder run) {
        return run.manifest()
                .text("rulebook_version")
                .or(() -> run.manifest().text("method", "rulebook"))
                .orElse("");
    }

    /// Names of the lists that a run of several was made of, in the order of the alphabet, separated by commas;
    /// empty for a run of one.
    static String sources(RunFolder run) {
        List<String> names = new ArrayList<>();
        run.manifest()
                .at("list", "sources")
                .forEach(source -> names.add(source.path("name").asString("")));
        return String.join(",", names.stream().sorted().toList());
    }
}
