package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of each line of a list, as listed and by registrable domain.
class FunnelOfAListTest {
    private static final PrepareSettings SETTINGS = PrepareSettings.defaults();

    private final RunFolder run;

    FunnelOfAListTest() throws Exception {
        this.run = new RunFolder();
    }

    @AfterEach
    void deleteRunFolder() throws Exception {
        run.close();
    }

    @Test
    void everyLineIsCountedOnce() throws Exception {
        PreparedList prepared = run.prepare(SETTINGS, """
                # made for this test
                1,example.com

                2,EXAMPLE.COM.
                x,example.net
                3,localhost
                4,example.org
                """);

        assertThat(prepared.funnel()).isEqualTo(new Funnel(5, 2, 1, 0, 0, 0, 2));
        assertThat(prepared.funnel().balances()).isTrue();
        assertThat(prepared.readings())
                .containsExactly(new ListReading(
                        "stdin", "none", "comma-separated, rank in field 1, name in field 2", 7, 2, 5, 2));
        assertThat(run.domains()).containsExactlyInAnyOrder("example.com", "example.org");
        assertThat(run.rejects()).containsExactly("5,bad_rank,\"x,example.net\"", "6,single_label,\"3,localhost\"");
    }

    @Test
    void theBestRankStandsForADuplicateAndBringsItsLine() throws Exception {
        run.prepare(SETTINGS, "30,example.com\n7,example.com\n8,example.com\n7,example.com\n");

        assertThat(run.targets()).containsExactly(new Target(0, OptionalLong.of(7), 2, "example.com"));
    }

    @Test
    void withoutRanksTheFirstLineStandsForADuplicate() throws Exception {
        run.prepare(SETTINGS, "# c\nexample.com\nExample.com\n");

        assertThat(run.targets()).containsExactly(new Target(0, OptionalLong.empty(), 2, "example.com"));
    }

    @Test
    void registrableCountsMergedNamesApartFromRepeatedOnes() throws Exception {
        PreparedList prepared = run.prepare(SETTINGS.withUnit(Unit.REGISTRABLE), """
                9,www.example.co.uk
                5,mail.example.co.uk
                6,mail.example.co.uk
                7,example.co.uk
                8,co.uk
                4,example.de
                """);

        assertThat(prepared.funnel()).isEqualTo(new Funnel(6, 1, 1, 2, 0, 0, 2));
        assertThat(prepared.unit()).isEqualTo(Unit.REGISTRABLE);
        assertThat(run.targets())
                .extracting(Target::domain, Target::rank, Target::line)
                .containsExactlyInAnyOrder(
                        tuple("example.co.uk", OptionalLong.of(5), 2L), tuple("example.de", OptionalLong.of(4), 6L));
        assertThat(run.rejects()).containsExactly("5,public_suffix,\"8,co.uk\"");
    }

    @Test
    void aPrivateSuffixIsADomainOfItsOwner() throws Exception {
        PreparedList prepared =
                run.prepare(SETTINGS.withUnit(Unit.REGISTRABLE), "1,blogspot.com\n2,me.blogspot.com\n3,com.br\n");
        assertThat(prepared.funnel()).isEqualTo(new Funnel(3, 1, 0, 0, 0, 0, 2));
        assertThat(run.domains()).containsExactlyInAnyOrder("blogspot.com", "me.blogspot.com");
    }

    @Test
    void listsOfHostsAreCountedByRegistrableDomainUnlessAskedOtherwise() throws Exception {
        String crux = "origin,rank\nhttps://www.example.com,1000\n";
        assertThat(run.prepare(SETTINGS, crux).unit()).isEqualTo(Unit.REGISTRABLE);

        try (RunFolder other = new RunFolder()) {
            assertThat(other.prepare(SETTINGS.withUnit(Unit.AS_LISTED), crux).unit())
                    .isEqualTo(Unit.AS_LISTED);
        }
        try (RunFolder other = new RunFolder()) {
            PrepareSettings umbrella = SETTINGS.withCitation(ListCitation.named("umbrella"));
            assertThat(other.prepare(umbrella, "1,www.example.com\n").unit()).isEqualTo(Unit.REGISTRABLE);
        }
    }

    @Test
    void aLimitReadsTheFirstLinesOnlyAndStillDigestsTheWholeList() throws Exception {
        String list = "# c\n1,example.com\nx,bad.example\n3,example.com\n4,example.net\n5,example.org\n";
        PreparedList limited = run.prepare(SETTINGS.withLimit(4), list);

        assertThat(limited.funnel()).isEqualTo(new Funnel(4, 1, 1, 0, 0, 0, 2));
        assertThat(limited.readings().getFirst().lines()).isEqualTo(5);
        assertThat(run.domains()).containsExactlyInAnyOrder("example.com", "example.net");
        try (RunFolder other = new RunFolder()) {
            assertThat(limited.list().sha256())
                    .isEqualTo(other.prepare(SETTINGS, list).list().sha256());
        }
    }

    @Test
    void aSampleIsTheStartOfTheOrderAndTheRestIsCounted() throws Exception {
        String list = "a.example\nb.example\nc.example\nd.example\ne.example\nd.example\n";
        List<String> all;
        try (RunFolder other = new RunFolder()) {
            other.prepare(SETTINGS, list);
            all = other.domains();
        }
        PreparedList sampled = run.prepare(SETTINGS.withSample(2), list);

        assertThat(sampled.funnel()).isEqualTo(new Funnel(6, 0, 1, 0, 0, 3, 2));
        assertThat(run.domains()).isEqualTo(all.subList(0, 2));
    }

    @Test
    void aListOfNothingIsUnusable() {
        assertUnusable("", "list -: it is empty, or all blank lines and comments; a list needs at least one domain");
        assertUnusable(
                "\n# c\n\n", "list -: it is empty, or all blank lines and comments; a list needs at least one domain");
        assertUnusable(
                "domain\n", "list -: it is empty, or all blank lines and comments; a list needs at least one domain");
    }

    @Test
    void aListWithoutASingleDomainIsUnusableAndSaysWhy() {
        assertUnusable(
                "Dear Sir,\nplease find\n",
                "list -: none of its lines names a domain, line 1: character \" \" is not a letter, digit, hyphen or underscore; is it a domain list? It was read as: one name on each line (--format reads it otherwise)");
    }

    @Test
    void strictStopsAtTheFirstMalformedLineAndLeavesNothingBehind() throws Exception {
        assertThatThrownBy(() -> run.prepare(SETTINGS.withStrict(true), "1,example.com\nabc,example.net\n,x\n"))
                .isInstanceOf(UnusableListException.class)
                .hasMessage(
                        "list - line 2: rank \"abc\" is not a whole number; correct the line, or leave out --strict to skip such lines and count them");
        assertThat(run.fileNames()).isEmpty();
    }

    @Test
    void junkAmongGoodLinesIsMalformedAndNoMore() throws Exception {
        byte[] list = Bytes.concat(
                RunFolder.bytes("a.example\nb.exa\0mple\n"),
                new byte[] {(byte) 0xFF, '\n'},
                RunFolder.bytes("c.example\n"));
        assertThat(run.prepare(SETTINGS, list).funnel()).isEqualTo(new Funnel(4, 2, 0, 0, 0, 0, 2));
    }

    @Test
    void aListThatIsMostlyJunkFurtherDownIsDamaged() {
        byte[] list = Bytes.concat(
                RunFolder.bytes("a.example\n".repeat(2_000)),
                "\u00FF\n".repeat(2_001).getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> run.prepare(SETTINGS, list))
                .isInstanceOf(UnusableListException.class)
                .hasMessage(
                        "list -: 2,001 of its 4,001 lines are no text, from line 2001: line \"\\xFF\" is not UTF-8; the file is damaged, fetch it again");
    }

    @Test
    void aRunFolderThatCannotBeWrittenIsNoFaultOfTheList() throws Exception {
        Path file = Files.createFile(run.path.resolve("file"));
        assertThatThrownBy(() -> new ListPreparation(SETTINGS)
                        .prepare(ListSource.standardInput(InputStream.nullInputStream()), file))
                .isInstanceOf(IOException.class);
    }

    private void assertUnusable(String list, String message) {
        assertThatThrownBy(() -> run.prepare(SETTINGS, list))
                .isInstanceOf(UnusableListException.class)
                .hasMessage(message);
    }
}
