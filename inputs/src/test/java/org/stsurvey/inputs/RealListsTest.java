package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The project's real lists go through, and every line of theirs is accounted for. Skipped where they are not beside
/// the repository.
class RealListsTest {
    private static final Path LISTS = Path.of("..", "..", "shared", "lists");

    @TempDir
    Path run;

    @Test
    void tranco() throws Exception {
        assertThat(prepare("tranco-top50k-2025-02.csv", Unit.AS_LISTED))
                .isEqualTo(new Funnel(50_526, 0, 0, 0, 0, 0, 50_526));
    }

    @Test
    void tail() throws Exception {
        assertThat(prepare("top1m-tail-900000-1000000.csv", Unit.AS_LISTED))
                .isEqualTo(new Funnel(100_001, 0, 0, 0, 0, 0, 100_001));
    }

    @Test
    void byRegistrableDomain() throws Exception {
        Funnel funnel = prepare("top1m-tail-900000-1000000.csv", Unit.REGISTRABLE);
        assertThat(funnel.read()).isEqualTo(100_001);
        assertThat(funnel.balances()).isTrue();
        assertThat(funnel.collapsed()).isPositive();
    }

    private Funnel prepare(String name, Unit unit) throws Exception {
        Path list = LISTS.resolve(name);
        assumeThat(list)
                .as("list %s is not here; nothing to check", list.toAbsolutePath())
                .exists();
        PreparedList prepared =
                new ListPreparation(PrepareSettings.defaults().withUnit(unit)).prepare(ListSource.of(list), run);
        assertThat(prepared.targets().read(0, 1_000_000))
                .hasSize(Math.toIntExact(prepared.funnel().targets()));
        return prepared.funnel();
    }
}
