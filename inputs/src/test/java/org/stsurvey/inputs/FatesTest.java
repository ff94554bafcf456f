package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever looks on is told of each line and name what became of it, in step with the funnel.
class FatesTest {
    @TempDir
    Path folder;

    private final List<Fate> fates = new ArrayList<>();
    private final PreparationWatch watch = new PreparationWatch() {
        @Override
        public boolean wantsFates() {
            return true;
        }

        @Override
        public void became(Fate fate) {
            fates.add(fate);
        }
    };

    @Test
    void everyLineAndNameHasItsFate() throws Exception {
        Exclusions exclusions = Exclusions.read(
                Files.writeString(folder.resolve("opt-out"), "suffix b.example 2026-10-01 asked by phone\n"));
        PrepareSettings settings = PrepareSettings.defaults()
                .withUnit(Unit.REGISTRABLE)
                .withExclusions(exclusions)
                .withPanel(List.of("b.example", "z.example"))
                .withWatch(watch);
        Funnel funnel;
        try (RunFolder run = new RunFolder()) {
            funnel = run.prepare(settings, "3,www.a.example\n1,a.example\n2,A.example\n4,b.example\nx,c.example\n")
                    .funnel();
        }
        Exclusion asked = new Exclusion(
                Exclusion.Kind.SUFFIX, "b.example", Optional.of(LocalDate.of(2026, 10, 1)), "asked by phone");

        assertThat(funnel).isEqualTo(new Funnel(5, 1, 1, 1, 1, 0, 1, 2));
        assertThat(fates)
                .filteredOn(fate -> !(fate instanceof Fate.Scanned))
                .containsExactlyInAnyOrder(
                        new Fate.Rejected(
                                new Fate.At("stdin", 5), RejectReason.BAD_RANK, "rank \"x\" is not a whole number"),
                        new Fate.Duplicate(new Fate.At("stdin", 3), "a.example"),
                        new Fate.Collapsed(new Fate.At("stdin", 1), "www.a.example", "a.example"),
                        new Fate.Excluded(Optional.of(new Fate.At("stdin", 4)), "b.example", asked));
        assertThat(fates)
                .filteredOn(Fate.Scanned.class::isInstance)
                .extracting(fate -> ((Fate.Scanned) fate).target().domain())
                .containsExactlyInAnyOrder("a.example", "z.example");
    }

    @Test
    void theWorseOfTwoLinesIsTheDuplicateWhicheverComesFirst() throws Exception {
        try (RunFolder run = new RunFolder()) {
            run.prepare(PrepareSettings.defaults().withWatch(watch), "9,a.example\n3,a.example\n5,a.example\n");
        }
        assertThat(fates)
                .filteredOn(Fate.Duplicate.class::isInstance)
                .containsExactly(
                        new Fate.Duplicate(new Fate.At("stdin", 1), "a.example"),
                        new Fate.Duplicate(new Fate.At("stdin", 3), "a.example"));
    }

    @Test
    void whatTheSampleLeavesOutIsTold() throws Exception {
        try (RunFolder run = new RunFolder()) {
            run.prepare(PrepareSettings.defaults().withSample(1).withWatch(watch), "a.example\nb.example\n");
        }
        assertThat(fates).filteredOn(Fate.Unsampled.class::isInstance).hasSize(1);
    }
}
