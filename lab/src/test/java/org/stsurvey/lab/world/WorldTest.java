package org.stsurvey.lab.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Loopback LOOPBACK = new Loopback(128, true);

    private static World generated(int domains, long seed) throws IOException {
        return World.of(new Population.Generated(domains), new Laws(seed, Adoption.PUBLISHED, true, 0), LOOPBACK);
    }

    private static World named(List<String> names, Adoption adoption) throws IOException {
        return World.of(new Population.Named(names), new Laws(1, adoption, false, 0), LOOPBACK);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj("site-%d.example"::formatted).toList();
    }

    @Test
    void theSameSeedMakesTheSameWorld() throws IOException {
        assertThat(generated(3_000, 7).residents())
                .containsExactlyElementsOf(generated(3_000, 7).residents().toList());
    }

    @Test
    void anotherSeedMakesAnotherWorld() throws IOException {
        Set<Resident> first = generated(3_000, 7).residents().collect(Collectors.toSet());
        assertThat(generated(3_000, 8).residents().filter(first::contains).count())
                .isLessThan(300);
    }

    @Test
    void whatADomainDoesDoesNotDependOnItsNeighbours() throws IOException {
        List<String> all = names(5_000);
        World large = named(all, Adoption.everywhere(0.5));
        World small = named(all.subList(100, 200), Adoption.everywhere(0.5));
        assertThat(small.residents().map(Resident::truth))
                .containsExactlyElementsOf(large.residents()
                        .skip(100)
                        .limit(100)
                        .map(Resident::truth)
                        .toList());
    }

    @Test
    void everyScenarioLivesInTheZooOfAWorldOfTwoThousand() throws IOException {
        Set<String> zoo = generated(2_000, 3)
                .residents()
                .filter(r -> r.domain().startsWith("zoo"))
                .map(Resident::scenario)
                .collect(Collectors.toSet());
        assertThat(generated(2_000, 3).residents().filter(r -> r.scenario().equals("txt-name-too-long")))
                .allMatch(r -> r.domain().length() > 244 && r.domain().length() <= 253)
                .isNotEmpty();
        assertThat(zoo)
                .containsAll(Catalogue.scenarios(true, true).stream()
                        .map(Scenario::name)
                        .toList())
                .contains("txt-name-too-long", "host-name-not-ldh");
    }

    @Test
    void scenariosHaveDifferentNames() {
        List<Scenario> all = Catalogue.scenarios(true, true);
        assertThat(all.stream().map(Scenario::name).distinct()).hasSize(all.size());
    }

    @Test
    void slowScenariosAreAbsentUnlessAskedFor() throws IOException {
        World quick =
                World.of(new Population.Generated(2_000), new Laws(3, Adoption.everywhere(0.5), false, 0), LOOPBACK);
        assertThat(quick.residents().map(r -> r.truth().outcome()))
                .doesNotContain("tcp_timeout", "txt_timeout", "tls_timeout", "http_timeout");
    }

    @Test
    void ipv6IsNotNeededWhereThereIsNone() throws IOException {
        World world = World.of(
                new Population.Generated(2_000),
                new Laws(3, Adoption.everywhere(0.5), false, 0),
                new Loopback(16, false));
        assertThat(world.residents().map(Resident::scenario)).doesNotContain("host-ipv6-only");
    }

    @Test
    void namesOfGeneratedWorldsDifferAndLookLikeDomains() throws IOException {
        Set<String> seen = new HashSet<>();
        World world = generated(20_000, 5);
        for (int i = 0; i < world.size(); i++) {
            String domain = world.domain(i);
            assertThat(domain)
                    .matches("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}")
                    .hasSizeLessThanOrEqualTo(253);
            assertThat(seen.add(domain)).as(domain).isTrue();
        }
        assertThat(world.size()).isEqualTo(20_000);
        assertThat(seen).anyMatch(d -> d.startsWith("xn--")).anyMatch(d -> d.contains("_"));
    }

    @Test
    void adoptionIsHigherAmongTheTopRanks() throws IOException {
        World world = named(names(60_000), Adoption.PUBLISHED);
        assertThat(publishers(world.residents().limit(10_000)) / 10_000.0).isCloseTo(0.022, within(0.005));
        assertThat(publishers(world.residents().skip(10_000)) / 50_000.0).isCloseTo(0.007, within(0.0015));
    }

    private static long publishers(Stream<Resident> residents) {
        return residents.filter(r -> published(r.truth())).count();
    }

    private static boolean published(Truth truth) {
        return truth.recordId().isPresent() || truth.deploymentStatus() == Truth.Status.RECORD_INVALID;
    }

    @Test
    void faultsHaveTheSharesOfTheSurveys() throws IOException {
        List<Truth> published = named(names(60_000), Adoption.everywhere(0.5))
                .residents()
                .map(Resident::truth)
                .filter(WorldTest::published)
                .toList();
        assertThat(share(published, t -> t.outcome().equals("ok"))).isCloseTo(0.70, within(0.01));

        List<Truth> working =
                published.stream().filter(t -> t.outcome().equals("ok")).toList();
        assertThat(share(working, t -> t.mode().orElseThrow().equals("enforce")))
                .isCloseTo(0.54, within(0.015));
        assertThat(share(working, t -> t.mode().orElseThrow().equals("testing")))
                .isCloseTo(0.45, within(0.015));

        List<Truth> faulty =
                published.stream().filter(t -> !t.outcome().equals("ok")).toList();
        Set<String> missing = Set.of("host_nxdomain", "host_nodata", "host_cname_dangling");
        Set<String> names = Set.of("tls_cert_name_mismatch", "tls_cert_cn_only");
        assertThat(share(faulty, t -> missing.contains(t.outcome()))).isCloseTo(0.34, within(0.015));
        assertThat(share(faulty, t -> t.outcome().equals("tls_cert_expired"))).isCloseTo(0.06, within(0.01));
        assertThat(share(faulty, t -> names.contains(t.outcome()))).isCloseTo(0.05, within(0.01));
        assertThat(share(
                        faulty,
                        t -> t.outcome().startsWith("tls_cert_")
                                && !names.contains(t.outcome())
                                && !t.outcome().equals("tls_cert_expired")))
                .isBetween(0.14, 0.25);
    }

    @Test
    void theZooDoesNotChangeTheSharesOfADemo() throws IOException {
        World world =
                World.of(new Population.Generated(20_000), new Laws(1, Adoption.everywhere(0.03), false, 0), LOOPBACK);
        List<Truth> published = world.residents()
                .map(Resident::truth)
                .filter(WorldTest::published)
                .toList();
        assertThat(published).hasSizeBetween(540, 700);
        assertThat(share(published, t -> t.outcome().equals("ok"))).isBetween(0.62, 0.74);
    }

    private static double share(List<Truth> all, java.util.function.Predicate<Truth> which) {
        return all.stream().filter(which).count() / (double) all.size();
    }

    @Test
    void aPublisherWhoseNameIsNoHostNameIsSaidToBeSo() throws IOException {
        World world = named(List.of("a_b.example", "-a.example", "a-.example"), Adoption.everywhere(1));
        assertThat(world.residents().map(r -> r.truth().outcome())).containsOnly("host_name_not_ldh");
    }

    @Test
    void aNameWithoutRoomForARecordIsSaidToBeTooLong() throws IOException {
        String label = "a".repeat(60);
        String name = String.join(".", label, label, label, label, "b");
        World world = named(List.of(name), Adoption.everywhere(1));
        assertThat(world.resident(name).orElseThrow().truth().outcome()).isEqualTo("txt_name_too_long");
    }

    @Test
    void aDomainWhosePolicyHostIsADomainOfTheListPublishesNothing() throws IOException {
        World world = named(List.of("a.example", "mta-sts.a.example"), Adoption.everywhere(1));
        assertThat(world.resident("a.example").orElseThrow().truth().deploymentStatus())
                .isIn(Truth.Status.ABSENT, Truth.Status.INDETERMINATE);
    }

    @Test
    void theZoneOfATruthIsTheOneOfItsSite() throws IOException {
        World world = generated(2_000, 3);
        world.residents()
                .forEach(r ->
                        assertThat(world.site(r.domain()).orElseThrow().truth()).isEqualTo(r.truth()));
    }
}
