package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/// What holds of every list.
class FunnelPropertiesTest {
    /// Partitions so small that every list spills.
    private static final PrepareSettings SPILLING =
            PrepareSettings.defaults().withLimits(PrepareLimits.defaults().withPartitions(3, 40));

    @Property(tries = 100)
    void everyLineOfAnyTextIsCountedOnce(@ForAll("lines") List<String> lines, @ForAll Unit unit) throws Exception {
        List<String> list = new ArrayList<>(lines);
        list.add("1,always.example");
        list.add("always.example");
        try (RunFolder run = new RunFolder()) {
            PreparedList prepared = run.prepare(SPILLING.withUnit(unit), String.join("\n", list));

            Funnel funnel = prepared.funnel();
            assertThat(funnel.balances()).isTrue();
            assertThat(funnel.read() + prepared.readings().getFirst().skipped())
                    .isEqualTo(prepared.readings().getFirst().lines());
            assertThat(funnel.targets()).isEqualTo(prepared.targets().size());
            assertThat(run.rejects()).hasSize(Math.toIntExact(funnel.malformed()));
            assertOrdinalsAreDense(run.targets());
            assertThat(run.domains()).doesNotHaveDuplicates().allSatisfy(FunnelPropertiesTest::assertNormalForm);
        } catch (UnusableListException refused) {
            assertThat(refused).hasMessageStartingWith("list -: none of its lines names a domain, line ");
        }
    }

    @Property(tries = 100)
    void anyBytesAreCountedOrRefused(@ForAll @Size(max = 300) byte[] junk) throws Exception {
        byte[] end = RunFolder.bytes("\nalways.example\n");
        byte[] list = new byte[junk.length + end.length];
        System.arraycopy(junk, 0, list, 0, junk.length);
        System.arraycopy(end, 0, list, junk.length, end.length);
        try (RunFolder run = new RunFolder()) {
            PreparedList prepared = run.prepare(SPILLING, list);
            assertThat(prepared.funnel().balances()).isTrue();
            assertThat(run.domains()).allSatisfy(FunnelPropertiesTest::assertNormalForm);
        } catch (UnusableListException refused) {
            assertThat(refused).hasMessageStartingWith("list -");
        }
    }

    @Property(tries = 50)
    void theOrderIsAFunctionOfNamesAndSeed(
            @ForAll("names") Set<String> names, @ForAll long seed, @ForAll Random shuffle) throws Exception {
        List<String> given = new ArrayList<>(names);
        List<String> shuffled = new ArrayList<>(names);
        shuffled.addAll(given.subList(0, given.size() / 2));
        Collections.shuffle(shuffled, shuffle);

        assertThat(order(SPILLING.withSeed(seed), shuffled))
                .isEqualTo(order(PrepareSettings.defaults().withSeed(seed), given))
                .hasSameElementsAs(names);
    }

    @Property(tries = 25)
    void aSubsetKeepsItsOrder(@ForAll("names") Set<String> names, @ForAll long seed) throws Exception {
        PrepareSettings settings = SPILLING.withSeed(seed);
        List<String> all = order(settings, new ArrayList<>(names));
        List<String> half = new ArrayList<>(names).subList(0, (names.size() + 1) / 2);

        List<String> expected = new ArrayList<>(all);
        expected.retainAll(new LinkedHashSet<>(half));
        assertThat(order(settings, half)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.of(
                        "a.example",
                        "A.example.",
                        "www.a.example",
                        "b.co.uk",
                        "co.uk",
                        "# c",
                        "",
                        " ",
                        "9,a.example",
                        "http://x.y"),
                Arbitraries.strings().withChars("aß9.,-_ \"\t\r;").ofMaxLength(12),
                Arbitraries.strings()
                        .ofMaxLength(20)
                        .map(text -> text.replace("\0", "").replace("\n", "")));
        return texts.list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<Set<String>> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(6)
                .map(label -> label + ".example")
                .set()
                .ofMinSize(1)
                .ofMaxSize(80);
    }

    private static List<String> order(PrepareSettings settings, List<String> names) throws Exception {
        try (RunFolder run = new RunFolder()) {
            run.prepare(settings, String.join("\n", names));
            return run.domains();
        }
    }

    private static void assertOrdinalsAreDense(List<Target> targets) {
        assertThat(targets.stream().map(Target::ordinal))
                .isEqualTo(LongStream.range(0, targets.size()).boxed().toList());
    }

    private static void assertNormalForm(String domain) {
        assertThat(domain)
                .matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})+")
                .hasSizeLessThanOrEqualTo(253)
                .doesNotMatch(".*\\.[0-9]+");
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(domain)).isTrue();
    }
}
