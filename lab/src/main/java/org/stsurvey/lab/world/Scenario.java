package org.stsurvey.lab.world;

import java.util.function.Consumer;

/// One way in which a domain deploys MTA-STS, or fails to, or does not.
///
/// @param name    its name in the truth file, and in the name of its domain in the zoo
/// @param group   decides with what others it shares the group's part of the world
/// @param weight  its part of the group, relative to the others'; 0 for a rarity that occurs only in the zoo
/// @param slow    whether observing it costs a client its full timeout; such scenarios exist only on request
/// @param rare    whether only a complete zoo has it: a publisher of weight 0, for which a small world has no room
/// @param ipv6    whether it needs `::1`
/// @param details turns the deployment that a domain of this group would have by default into this one, and states
///                the truth about it
public record Scenario(
        String name,
        Group group,
        double weight,
        boolean slow,
        boolean rare,
        boolean ipv6,
        Consumer<Deployment> details) {

    static Scenario scenario(String name, Group group, double weight, Consumer<Deployment> details) {
        return new Scenario(name, group, weight, false, weight == 0 && group != Group.ABSENT, false, details);
    }

    /// For one of weight 0 that even the smallest zoo has.
    Scenario inEveryZoo() {
        return new Scenario(name, group, weight, slow, false, ipv6, details);
    }

    Scenario costsATimeout() {
        return new Scenario(name, group, weight, true, rare, ipv6, details);
    }

    Scenario needsIpv6() {
        return new Scenario(name, group, weight, slow, rare, true, details);
    }
}
