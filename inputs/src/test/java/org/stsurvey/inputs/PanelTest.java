package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names of the panel are scanned whether or not the list has them, and are none of the list's names.
class PanelTest {
    private static final PrepareSettings PANEL =
            PrepareSettings.defaults().withPanel(List.of("a.example", "gone.example", "host.gone.example"));

    @TempDir
    Path folder;

    @Test
    void onlyWhatTheListDoesNotGiveIsAdded() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = run.prepare(PANEL, "1,a.example\n2,b.example\n3,a.example\n");
            assertThat(list.funnel()).isEqualTo(new Funnel(3, 0, 1, 0, 0, 0, 2, 4));
            assertThat(run.targets())
                    .filteredOn(Target::panel)
                    .extracting(Target::domain, Target::rank, Target::line)
                    .containsExactlyInAnyOrder(
                            tuple("gone.example", OptionalLong.empty(), 0L),
                            tuple("host.gone.example", OptionalLong.empty(), 0L));
            assertThat(run.targets())
                    .filteredOn(target -> !target.panel())
                    .extracting(Target::domain)
                    .containsExactlyInAnyOrder("a.example", "b.example");
        }
    }

    @Test
    void aNameThatPublishedIsLookedAtAgainAsItIsWhateverTheUnit() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = run.prepare(PANEL.withUnit(Unit.REGISTRABLE), "www.gone.example\nb.example\n");
            assertThat(list.funnel()).isEqualTo(new Funnel(2, 0, 0, 0, 0, 0, 2, 4));
            assertThat(run.domains())
                    .containsExactlyInAnyOrder("gone.example", "b.example", "a.example", "host.gone.example");
        }
    }

    @Test
    void neitherSampleNorLimitTakesNamesFromThePanel() throws Exception {
        String list = "a.example\nb.example\nc.example\nd.example\n";
        try (RunFolder run = new RunFolder()) {
            PreparedList sampled = run.prepare(PANEL.withSample(1), list);
            assertThat(sampled.funnel().unsampled()).isEqualTo(3);
            assertThat(sampled.funnel().targets())
                    .isEqualTo(1 + sampled.funnel().panel());
            assertThat(sampled.funnel().balances()).isTrue();
            assertThat(run.domains()).contains("a.example", "gone.example", "host.gone.example");
            assertThat(run.targets().stream().filter(target -> !target.panel())).hasSize(1);
        }
        try (RunFolder run = new RunFolder()) {
            run.prepare(PANEL.withLimit(1), "b.example\na.example\n");
            assertThat(run.targets())
                    .filteredOn(Target::panel)
                    .extracting(Target::domain)
                    .contains("a.example");
        }
    }

    @Test
    void whoeverAskedToBeLeftAloneIsLeftAlone() throws Exception {
        Exclusions exclusions = Exclusions.read(Files.writeString(
                folder.resolve("opt-out"), "suffix gone.example 2026-10-01 asked\nexact a.example\n"));
        try (RunFolder run = new RunFolder()) {
            PreparedList list = run.prepare(PANEL.withExclusions(exclusions), "a.example\nb.example\n");
            assertThat(list.funnel())
                    .as("excluded names of the panel are none of the list's")
                    .isEqualTo(new Funnel(2, 0, 0, 0, 1, 0, 0, 1));
            assertThat(run.domains()).containsExactly("b.example");
            assertThat(Files.readAllLines(run.path.resolve("_excluded.csv")))
                    .containsExactlyInAnyOrder(
                            "domain,kind,value,date,reason",
                            "a.example,exact,a.example,,",
                            "gone.example,suffix,gone.example,2026-10-01,\"asked\"",
                            "host.gone.example,suffix,gone.example,2026-10-01,\"asked\"");
        }
    }
}
