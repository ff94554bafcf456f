package org.stsurvey.lab.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stsurvey.lab.world.Truth.Status;

/// What becomes of a world in the course of months.
class LifeTest {
    private static final Loopback LOOPBACK = new Loopback(128, true);
    private static final int DOMAINS = 3_000;

    private static World later(int months) throws IOException {
        return World.of(
                new Population.Generated(DOMAINS), new Laws(5, Adoption.everywhere(0.3), false, months), LOOPBACK);
    }

    private static List<Transition> transitions(int months) throws IOException {
        return later(months).transitions().toList();
    }

    private static Map<String, Truth> truths(World world) {
        return Stream.concat(world.residents(), world.unlisted())
                .collect(Collectors.toMap(Resident::domain, Resident::truth));
    }

    @Test
    void everyEventOccursWithinHalfAYearInTheSmallestZoo() throws IOException {
        Set<String> seen = new HashSet<>();
        for (int month = 1; month <= 5; month++) {
            World world = World.of(
                    new Population.Generated(600), new Laws(5, Adoption.everywhere(0), false, month), LOOPBACK);
            world.transitions().map(Transition::event).forEach(seen::add);
        }
        assertThat(seen)
                .containsAll(Arrays.stream(Event.values()).map(Event::code).toList());
    }

    @Test
    void everyMonthBeginsAsTheOneBeforeItEnded() throws IOException {
        for (int month = 1; month <= 6; month++) {
            Map<String, Truth> before = truths(later(month - 1));
            Map<String, Truth> now = truths(later(month));
            for (Transition each : transitions(month)) {
                assertThat(each.now()).isEqualTo(now.get(each.domain()));
                if (before.containsKey(each.domain())) {
                    assertThat(each.before()).isEqualTo(before.get(each.domain()));
                }
            }
        }
    }

    @Test
    void nothingChangesWithoutAnEvent() throws IOException {
        for (int month = 1; month <= 6; month++) {
            assertThat(transitions(month).stream().filter(each -> each.event().isEmpty()))
                    .allMatch(each -> each.before().equals(each.now()))
                    .hasSizeGreaterThan(DOMAINS / 2);
        }
    }

    @Test
    void whatIsSaidOfATransitionFitsTheTruthOnBothSides() throws IOException {
        Map<String, Predicate<Transition>> rules = Map.of(
                "trend_new", t -> !t.before().published() && t.now().deploymentStatus() != Status.ABSENT,
                "trend_mode_up",
                        t -> mode(t.before()).equals("testing") && mode(t.now()).equals("enforce"),
                "trend_policy_changed_same_id", t -> sameId(t) && !samePolicy(t),
                "trend_id_changed_same_policy", t -> !sameId(t) && samePolicy(t),
                "trend_broke", t -> t.before().deploymentStatus().usable() && isBroken(t.now()),
                "trend_fixed",
                        t -> isBroken(t.before()) && t.now().deploymentStatus().usable(),
                "trend_still_broken", t -> isBroken(t.before()) && isBroken(t.now()),
                "trend_removed_clean",
                        t -> mode(t.before()).equals("none") && !t.now().published(),
                "trend_removed_no_none_observed",
                        t -> t.before().published()
                                && !mode(t.before()).equals("none")
                                && !t.now().published(),
                "trend_indeterminate",
                        t -> Stream.of(t.before(), t.now())
                                .anyMatch(side -> side.deploymentStatus() == Status.INDETERMINATE));
        Set<String> seen = new HashSet<>();
        for (int month = 1; month <= 6; month++) {
            for (Transition each : transitions(month)) {
                for (String code : each.codes()) {
                    seen.add(code);
                    assertThat(rules.getOrDefault(code, _ -> true)).as(code).accepts(each);
                }
            }
        }
        assertThat(seen).containsAll(rules.keySet());
    }

    private static String mode(Truth truth) {
        return truth.mode().orElse("");
    }

    private static boolean isBroken(Truth truth) {
        return truth.deploymentStatus().broken();
    }

    private static boolean sameId(Transition each) {
        return each.before().recordId().equals(each.now().recordId());
    }

    private static boolean samePolicy(Transition each) {
        return each.before().mode().equals(each.now().mode())
                && each.before().maxAgeSeconds().equals(each.now().maxAgeSeconds());
    }

    @Test
    void monthsBringMorePublishersAndMoreEnforcement() throws IOException {
        List<Truth> now = List.copyOf(truths(later(0)).values());
        List<Truth> then = List.copyOf(truths(later(12)).values());
        assertThat(count(then, Truth::published)).isGreaterThan(count(now, Truth::published) * 115 / 100);
        assertThat(count(then, t -> mode(t).equals("enforce"))
                        * 100
                        / count(then, t -> t.mode().isPresent()))
                .isGreaterThan(count(now, t -> mode(t).equals("enforce"))
                        * 100
                        / count(now, t -> t.mode().isPresent()));
    }

    private static long count(List<Truth> all, Predicate<Truth> which) {
        return all.stream().filter(which).count();
    }

    @Test
    void someNamesLeaveTheListAndOthersJoinItWhileItsLengthStays() throws IOException {
        Set<String> before = names(later(2));
        World world = later(3);
        Set<String> now = names(world);
        assertThat(now).hasSize(DOMAINS);
        assertThat(before.stream().filter(name -> !now.contains(name)).count()).isBetween(10L, DOMAINS / 20L);
        assertThat(world.unlisted().map(Resident::domain)).doesNotContainAnyElementsOf(now);
        assertThat(world.unlisted()).allMatch(resident -> resident.rank() == Resident.NOT_LISTED);
        assertThat(world.residents().map(Resident::rank))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, DOMAINS).boxed().toList());
        assertThat(now.stream().filter(name -> name.startsWith("zoo")))
                .hasSameSizeAs(
                        before.stream().filter(name -> name.startsWith("zoo")).toList());
    }

    private static Set<String> names(World world) {
        return world.residents().map(Resident::domain).collect(Collectors.toSet());
    }

    @Test
    void ranksMove() throws IOException {
        World before = later(0);
        World now = later(1);
        long moved = IntStream.range(0, DOMAINS)
                .filter(i -> !before.domain(i).equals(now.domain(i)))
                .count();
        assertThat(moved).isGreaterThan(DOMAINS / 2);
    }

    @Test
    void aListThatWasGivenKeepsItsNames() throws IOException {
        List<String> names =
                IntStream.range(0, 500).mapToObj("site-%d.example"::formatted).toList();
        World world = World.of(new Population.Named(names), new Laws(1, Adoption.everywhere(0.2), false, 4), LOOPBACK);
        assertThat(world.residents().map(Resident::domain)).containsExactlyElementsOf(names);
        assertThat(world.unlisted()).isEmpty();
    }

    @Test
    void theNewcomersRootIsTrustedFromItsMonthOn() throws IOException {
        String zoo = "zoo-tls-newcomer-root.example";
        assertThat(outcome(later(Laws.NEWCOMER_TRUSTED_FROM - 1), zoo)).isEqualTo("tls_cert_untrusted_root");
        World trusting = later(Laws.NEWCOMER_TRUSTED_FROM);
        assertThat(outcome(trusting, zoo)).isEqualTo("ok");
        assertThat(trusting.trustsNewcomer()).isTrue();
    }

    private static String outcome(World world, String domain) {
        return world.resident(domain).orElseThrow().truth().outcome();
    }

    @Test
    void aWorldThatBeginsHasNoMonthBefore() throws IOException {
        World world = later(0);
        assertThatThrownBy(world::transitions)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no month before");
    }
}
