package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.inputs.ListSource.Several;
import org.stsurvey.inputs.Target.ListRank;

/// Several lists make one run: each name is scanned once and keeps its place in each list.
class SeveralListsTest {
    private static final String TRANCO = "1,a.example\n2,b.example\n3,a.example\n";
    private static final String MEMBERS = "# ours\nb.example\nc.example\nlocalhost\n";

    @TempDir
    Path folder;

    @Test
    void everyNameKeepsItsPlaceInEachList() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(run, PrepareSettings.defaults(), TRANCO, MEMBERS);

            assertThat(list.funnel()).isEqualTo(new Funnel(6, 1, 2, 0, 0, 0, 3));
            assertThat(run.targets())
                    .extracting(Target::domain, Target::rank, Target::line, Target::lists)
                    .containsExactlyInAnyOrder(
                            tuple(
                                    "a.example",
                                    OptionalLong.of(1),
                                    1L,
                                    List.of(new ListRank("tranco", OptionalLong.of(1)))),
                            tuple(
                                    "b.example",
                                    OptionalLong.of(2),
                                    2L,
                                    List.of(
                                            new ListRank("tranco", OptionalLong.of(2)),
                                            new ListRank("members", OptionalLong.empty()))),
                            tuple(
                                    "c.example",
                                    OptionalLong.empty(),
                                    3L,
                                    List.of(new ListRank("members", OptionalLong.empty()))));
            assertThat(run.rejects()).containsExactly("4,single_label,\"localhost\",members");
        }
    }

    @Test
    void theRunIsIdentifiedByAllItsLists() throws Exception {
        try (RunFolder run = new RunFolder()) {
            ListIdentity identity =
                    prepare(run, PrepareSettings.defaults(), TRANCO, MEMBERS).list();
            String tranco = sha256(TRANCO);
            String members = sha256(MEMBERS);

            assertThat(identity.name()).isEqualTo("tranco-members");
            assertThat(identity.sha256()).isEqualTo(sha256(tranco + "\n" + members + "\n"));
            assertThat(identity.sources())
                    .contains(List.of(
                            new ListIdentity(
                                    "tranco",
                                    Optional.of("XK2N"),
                                    Optional.of(LocalDate.of(2026, 11, 1)),
                                    Optional.empty(),
                                    tranco),
                            new ListIdentity(
                                    "members", Optional.empty(), Optional.empty(), Optional.empty(), members)));
            assertThat(PreparedList.open(run.path).list()).isEqualTo(identity);
            assertThat(PreparedList.open(run.path).readings())
                    .extracting(ListReading::list, ListReading::read, ListReading::malformed, ListReading::skipped)
                    .containsExactly(tuple("tranco", 3L, 0L, 0L), tuple("members", 3L, 1L, 1L));
        }
    }

    @Test
    void theDigestOfFilesCanBeHadBeforehand() throws Exception {
        Path one = Files.writeString(folder.resolve("one.csv"), TRANCO);
        Path two = Files.writeString(folder.resolve("two.txt"), MEMBERS);
        ListSource files = new Several(
                List.of(part(ListSource.of(one), ListCitation.none()), part(ListSource.of(two), ListCitation.none())));
        try (RunFolder run = new RunFolder()) {
            PreparedList prepared = new ListPreparation(PrepareSettings.defaults()).prepare(files, run.path);
            assertThat(files.sha256()).contains(prepared.list().sha256());
            assertThat(prepared.list().name()).isEqualTo("one-two");
        }
        assertThat(several(TRANCO, MEMBERS).sha256())
                .as("a pipe can be read once")
                .isEmpty();
    }

    @Test
    void aNameInSeveralListsIsMergedToTheUnitWithAllItsPlaces() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(
                    run,
                    PrepareSettings.defaults().withUnit(Unit.REGISTRABLE),
                    "5,www.a.example\n4,mail.a.example\n",
                    "a.example\nwww.a.example\n");
            assertThat(list.funnel()).isEqualTo(new Funnel(4, 0, 1, 2, 0, 0, 1));
            assertThat(run.targets())
                    .containsExactly(new Target(
                            0,
                            OptionalLong.of(4),
                            2,
                            "a.example",
                            List.of(
                                    new ListRank("tranco", OptionalLong.of(4)),
                                    new ListRank("members", OptionalLong.empty())),
                            Optional.empty()));
        }
    }

    @Test
    void oneListOfHostsMakesTheUnitRegistrable() throws Exception {
        try (RunFolder run = new RunFolder()) {
            assertThat(prepare(run, PrepareSettings.defaults(), TRANCO, "origin,rank\nhttps://www.a.example,1000\n")
                            .unit())
                    .isEqualTo(Unit.REGISTRABLE);
        }
    }

    @Test
    void aListThatIsUnusableIsNamedAmongThem() throws Exception {
        try (RunFolder run = new RunFolder()) {
            assertThatThrownBy(() -> prepare(run, PrepareSettings.defaults(), TRANCO, "\n"))
                    .isInstanceOf(UnusableListException.class)
                    .hasMessageStartingWith("list -: it is empty");
            assertThat(run.fileNames()).isEmpty();
        }
    }

    @Test
    void theLimitHoldsForEachList() throws Exception {
        try (RunFolder run = new RunFolder()) {
            prepare(run, PrepareSettings.defaults().withLimit(1), TRANCO, MEMBERS);
            assertThat(run.domains()).containsExactlyInAnyOrder("a.example", "b.example");
        }
    }

    @Test
    void listsOfOneNameAreRefused() {
        Several.Part list = part(ListSource.of(folder.resolve("a.csv")), ListCitation.none());
        assertThatThrownBy(() -> new Several(List.of(list, list)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two lists have the name \"a\"; name them apart, as in NAME=FILE");
        assertThatThrownBy(() -> new Several(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a run reads 1 to 20 lists, not 0");
    }

    private static PreparedList prepare(RunFolder run, PrepareSettings settings, String... lists) throws Exception {
        return new ListPreparation(settings).prepare(several(lists), run.path);
    }

    private static Several several(String... lists) {
        List<ListCitation> citations = List.of(
                new ListCitation(
                        Optional.of("tranco"),
                        Optional.of("XK2N"),
                        Optional.of(LocalDate.of(2026, 11, 1)),
                        Optional.empty()),
                ListCitation.named("members"));
        List<Several.Part> parts = new ArrayList<>();
        for (int i = 0; i < lists.length; i++) {
            parts.add(part(
                    ListSource.standardInput(new ByteArrayInputStream(RunFolder.bytes(lists[i]))), citations.get(i)));
        }
        return new Several(parts);
    }

    private static Several.Part part(ListSource.Single source, ListCitation citation) {
        return new Several.Part(source, citation, Optional.empty());
    }

    private static String sha256(String text) {
        return Hashing.sha256().hashBytes(RunFolder.bytes(text)).toString();
    }
}
