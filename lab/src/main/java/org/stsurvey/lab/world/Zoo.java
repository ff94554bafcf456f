package org.stsurvey.lab.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One domain for every scenario, named after it so that a human finds it, at seeded places among the ranks of a
/// generated world; in a large one, if wanted, several.
final class Zoo {
    private static final int LONGEST_LABEL = 63;

    private final Map<Integer, Scenario> byIndex = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    /// A zoo among this many domains; where they are fewer than the scenarios, the last ones are left out.
    ///
    /// @param copies of each scenario
    static Zoo strewn(List<Scenario> scenarios, long seed, int domains, int copies) {
        var zoo = new Zoo();
        List<Scenario> animals = new ArrayList<>(scenarios);
        animals.add(AbsentScenarios.NAME_TOO_LONG);
        animals.add(HostScenarios.NOT_LDH);
        for (int copy = 1; copy <= copies; copy++) {
            for (Scenario animal : animals.subList(0, Math.min(domains, animals.size()))) {
                zoo.place(animal, copy, seed, domains);
            }
        }
        return zoo;
    }

    private void place(Scenario animal, int copy, long seed, int domains) {
        String name = name(animal, copy);
        int index = Draw.of(seed, copy == 1 ? animal.name() : name).below("place", domains);
        while (byIndex.containsKey(index)) {
            index = (index + 1) % domains;
        }
        byIndex.put(index, animal);
        names.put(index, name);
    }

    static Zoo none() {
        return new Zoo();
    }

    Map<Integer, Scenario> byIndex() {
        return byIndex;
    }

    /// The name at an index, if an animal is there.
    @Nullable
    String nameAt(int index) {
        return names.get(index);
    }

    long count(Group group) {
        return byIndex.values().stream().filter(s -> s.group() == group).count();
    }

    static String name(Scenario scenario, int copy) {
        String name = "zoo" + (copy == 1 ? "" : copy) + "-" + scenario.name();
        if (scenario.equals(HostScenarios.NOT_LDH)) {
            return name.replaceFirst("-", "_") + ".example";
        }
        if (scenario.equals(AbsentScenarios.NAME_TOO_LONG)) {
            return name + ("." + "a".repeat(LONGEST_LABEL - 1)).repeat(3) + "." + "b".repeat(32) + ".example";
        }
        return name + ".example";
    }
}
