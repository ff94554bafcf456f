package org.stsurvey.lab.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.lab.world.Event.Condition;
import org.stsurvey.lab.world.Truth.Status;

/// One domain on its way through the months: how it began, and event after event since.
///
/// What happens in a month is drawn from (seed, name, month) and from how the domain stands by then, so the
/// same months are always lived in the same way, however many follow. Not safe for use by several threads.
final class Life {
    private final String domain;
    private final Draw draw;
    private final Loopback loopback;
    private final Beginning beginning;
    private Scenario scenario;
    private Deployment deployment;
    private Condition condition;
    private int month;

    /// How a domain begins.
    ///
    /// @param first its scenario when the world begins
    /// @param beginsIn the month in which it publishes for the first time, if that is later
    /// @param published its scenario from then on
    /// @param story what happens in which month, where that is not drawn
    record Beginning(Scenario first, int beginsIn, Scenario published, Optional<Map<Integer, Event>> story) {
        /// For a domain that will not publish of itself.
        static final int NEVER = -1;

        /// Whose life is drawn from the beginning on.
        static Beginning of(Scenario scenario) {
            return new Beginning(scenario, NEVER, scenario, Optional.empty());
        }

        /// Whether it never shows anything of MTA-STS.
        boolean isPlain() {
            return beginsIn == NEVER && story.isEmpty() && first.equals(AbsentScenarios.PLAIN);
        }

        static Beginning told(Scenario scenario, Map<Integer, Event> story) {
            return new Beginning(scenario, NEVER, HealthyScenarios.PLAIN, Optional.of(story));
        }
    }

    Life(String domain, Draw draw, Loopback loopback, Beginning beginning) {
        this.domain = domain;
        this.draw = draw;
        this.loopback = loopback;
        this.beginning = beginning;
        scenario = beginning.first();
        deployment = fresh(scenario);
        scenario.details().accept(deployment);
        condition = conditionOf(scenario);
    }

    private Deployment fresh(Scenario drawn) {
        return new Deployment(domain, draw, loopback, drawn.group() != Group.ABSENT);
    }

    private static Condition conditionOf(Scenario scenario) {
        return switch (scenario.group()) {
            case ABSENT -> Condition.NOT_YET;
            case HEALTHY ->
                scenario.equals(HealthyScenarios.PLAIN) || Stories.isOne(scenario) ? Condition.WORKS : Condition.ODD;
            case MISSING_ADDRESS, CERTIFICATE, EXPIRED, NAME_MISMATCH, OTHER_FAULT ->
                // Nobody is at home who could repair it.
                scenario.equals(HostScenarios.OPTED_OUT) ? Condition.ODD : Condition.FAULTY;
        };
    }

    /// Lives on until this month.
    Life until(int later) {
        while (month < later) {
            next();
        }
        return this;
    }

    /// Lives one month more.
    Optional<Event> next() {
        month++;
        Optional<Event> event = event();
        event.ifPresent(this::happen);
        return event;
    }

    private Optional<Event> event() {
        if (month == Laws.NEWCOMER_TRUSTED_FROM && isNewcomer() && condition == Condition.FAULTY) {
            return Optional.of(Event.ROOT_BECOMES_TRUSTED);
        }
        if (beginning.story().isPresent()) {
            return Optional.ofNullable(beginning.story().get().get(month));
        }
        return month == beginning.beginsIn() ? Optional.of(Event.BEGINS) : drawnEvent();
    }

    private Optional<Event> drawnEvent() {
        double point = draw.share("month " + month);
        for (Event each : Event.values()) {
            if (each.rate() > 0 && each.canHappen(condition, deployment)) {
                point -= each.rate();
                if (point < 0) {
                    return Optional.of(each);
                }
            }
        }
        return Optional.empty();
    }

    private void happen(Event event) {
        if (event == Event.BEGINS) {
            scenario = beginning.published();
            deployment = fresh(scenario).receivesMailAs(deployment);
            scenario.details().accept(deployment);
            condition = conditionOf(scenario);
            if (isNewcomer() && month >= Laws.NEWCOMER_TRUSTED_FROM) {
                condition = Event.ROOT_BECOMES_TRUSTED.happen(deployment);
            }
        } else {
            condition = event.happen(deployment);
        }
    }

    private boolean isNewcomer() {
        return scenario.equals(ConnectionScenarios.NEWCOMER_ROOT);
    }

    /// What two runs show, one of the month before this event and one of the month after it.
    ///
    /// @param before what was true in the month before
    List<String> transition(Truth before, Optional<Event> event) {
        Status was = before.deploymentStatus();
        Status is = truth().deploymentStatus();
        if (was == Status.INDETERMINATE || is == Status.INDETERMINATE) {
            return List.of("trend_indeterminate");
        }
        if (event.isPresent()) {
            return event.get().codes();
        }
        return was.broken() && before.published() ? List.of("trend_still_broken") : List.of();
    }

    Scenario scenario() {
        return scenario;
    }

    /// Whether there is nothing to be seen of MTA-STS, in the way in which nearly all domains have nothing.
    boolean isPlain() {
        return scenario.equals(AbsentScenarios.PLAIN) || condition == Condition.GONE;
    }

    Truth truth() {
        return deployment.truth();
    }

    Site site() {
        return deployment.build();
    }
}
