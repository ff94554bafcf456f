package org.stsurvey.lab.world;

import java.util.List;
import java.util.stream.Stream;

/// All scenarios, and among them those that a world can have.
public final class Catalogue {
    private static final List<Scenario> ALL = Stream.of(
                    HealthyScenarios.all(),
                    AbsentScenarios.all(),
                    RecordScenarios.all(),
                    HostScenarios.all(),
                    ConnectionScenarios.all(),
                    HttpScenarios.all(),
                    HostileHttpScenarios.all(),
                    Http2Scenarios.all(),
                    PolicyScenarios.all(),
                    MailScenarios.all(),
                    ProbeScenarios.all(),
                    DaneScenarios.all(),
                    Stories.scenarios())
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /// The scenarios of a group.
    static List<Scenario> of(Group group) {
        return ALL.stream().filter(s -> s.group() == group).toList();
    }

    /// Every scenario that an ordinary name can be given.
    ///
    /// @param slow whether those that cost a client its timeout are wanted, and the rarities
    /// @param ipv6 whether those that need `::1` are possible
    public static List<Scenario> scenarios(boolean slow, boolean ipv6) {
        return ALL.stream()
                .filter(s -> slow || !(s.slow() || s.rare()))
                .filter(s -> ipv6 || !s.ipv6())
                .toList();
    }
}
