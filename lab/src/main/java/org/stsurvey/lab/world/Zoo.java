package org.stsurvey.lab.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One domain for every scenario, named after it so that a human finds it, at seeded places among the ranks of a
/// generated world.
final class Zoo {
    private static final int LONGEST_LABEL = 63;

    private final Map<Integer, Scenario> byIndex = new HashMap<>();

    /// A zoo among this many domains; where they are fewer than the scenarios, the last ones are left out.
    static Zoo strewn(List<Scenario> scenarios, long seed, int domains) {
        var zoo = new Zoo();
        List<Scenario> animals = new ArrayList<>(scenarios);
        animals.add(AbsentScenarios.NAME_TOO_LONG);
        animals.add(HostScenarios.NOT_LDH);
        for (Scenario animal : animals.subList(0, Math.min(domains, animals.size()))) {
            int index = Draw.of(seed, animal.name()).below("place", domains);
            while (zoo.byIndex.containsKey(index)) {
                index = (index + 1) % domains;
            }
            zoo.byIndex.put(index, animal);
        }
        return zoo;
    }

    static Zoo none() {
        return new Zoo();
    }

    Map<Integer, Scenario> byIndex() {
        return byIndex;
    }

    long count(Group group) {
        return byIndex.values().stream().filter(s -> s.group() == group).count();
    }

    static String name(Scenario scenario) {
        String name = "zoo-" + scenario.name();
        if (scenario.equals(HostScenarios.NOT_LDH)) {
            return name.replaceFirst("-", "_") + ".example";
        }
        if (scenario.equals(AbsentScenarios.NAME_TOO_LONG)) {
            return name + ("." + "a".repeat(LONGEST_LABEL - 1)).repeat(3) + "." + "b".repeat(32) + ".example";
        }
        return name + ".example";
    }
}
