package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The formats in which lists come are told apart and read, each after its publisher's description.
class ListFormatsTest {
    private static final Columns RANK_DOMAIN = new Columns(',', OptionalInt.of(0), 1, false);
    private static final PrepareSettings AS_LISTED = PrepareSettings.defaults().withUnit(Unit.AS_LISTED);

    @Test
    void rankAndDomain() throws Exception {
        reads("1,google.com\r\n2,microsoft.com\r\n", target(1, 1, "google.com"), target(2, 2, "microsoft.com"));
    }

    @Test
    void plainLines() throws Exception {
        reads("google.com\nmicrosoft.com", target(1, "google.com"), target(2, "microsoft.com"));
    }

    @Test
    void plainLinesUnderAHeader() throws Exception {
        reads("domain\ngoogle.com\n", target(2, "google.com"));
    }

    @Test
    void rankAndDomainUnderAHeader() throws Exception {
        reads("Rank,Domain\n1,google.com\n", target(1, 2, "google.com"));
    }

    @Test
    void tabsAndSemicolonsSeparateToo() throws Exception {
        reads("1\tgoogle.com\n", target(1, 1, "google.com"));
        reads("1;google.com\n", target(1, 1, "google.com"));
    }

    @Test
    void quotedFields() throws Exception {
        reads(
                "\"1\",\"google.com\"\n\"2\",\"microsoft.com\"\n",
                target(1, 1, "google.com"),
                target(2, 2, "microsoft.com"));
        reads("note,domain\n\"a, \"\"b\"\"\",google.com\n", target(2, "google.com"));
    }

    @Test
    void majestic() throws Exception {
        reads("""
                GlobalRank,TldRank,Domain,TLD,RefSubNets,RefIPs,IDN_Domain,IDN_TLD,PrevGlobalRank,PrevTldRank,PrevRefSubNets,PrevRefIPs
                1,1,google.com,com,494107,2365219,google.com,com,1,1,494431,2369393
                2,2,facebook.com,com,485307,2406521,facebook.com,com,2,2,485634,2410655
                """, target(1, 2, "google.com"), target(2, 3, "facebook.com"));
    }

    @Test
    void cruxOriginsAndTheirRankBuckets() throws Exception {
        reads(
                "origin,rank\nhttps://www.google.com,1000\nhttp://shop.example:8080,5000\n",
                target(1000, 2, "www.google.com"),
                target(5000, 3, "shop.example"));
        reads("https://www.google.com,1000\n", target(1000, 1, "www.google.com"));
    }

    @Test
    void cloudflareRadar() throws Exception {
        reads("rank,domain,categories\n1,google.com,\"Search Engines;Technology\"\n", target(1, 2, "google.com"));
    }

    @Test
    void rankAfterTheDomain() throws Exception {
        reads("google.com,1\nmicrosoft.com,2\n", target(1, 1, "google.com"), target(2, 2, "microsoft.com"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws Exception {
        reads("\uFEFFgoogle.com\n", target(1, "google.com"));
        reads("\uFEFFrank,domain\n1,google.com\n", target(1, 2, "google.com"));
    }

    @Test
    void aBadFirstLineDoesNotHideTheFormat() {
        assertThat(FormatDetection.detect(List.of("broken", "2,b.example", "3,c.example")))
                .isEqualTo(new FormatDetection.Detected(RANK_DOMAIN, false));
    }

    @Test
    void linesWithoutAnythingLikeANameDoNotVote() {
        assertThat(FormatDetection.detect(List.of("junk", "2,localhost", "3,", "x,y", "4,b.example")))
                .isEqualTo(new FormatDetection.Detected(RANK_DOMAIN, false));
    }

    @Test
    void anEvenVoteGoesToTheFormatThatSaysMore() {
        assertThat(FormatDetection.detect(List.of("abc,a.example", "1,b.example"))
                        .format())
                .isEqualTo(RANK_DOMAIN);
        assertThat(FormatDetection.detect(List.of("1,b.example", "a.example")).format())
                .isEqualTo(RANK_DOMAIN);
    }

    @Test
    void theMajorityOfTheFirstLinesDecides() {
        List<String> mostlyPlain = IntStream.range(0, 20)
                .mapToObj(i -> i < 5 ? "1,x" + i + ".example" : "x" + i + ".example")
                .toList();
        assertThat(FormatDetection.detect(mostlyPlain).format()).isEqualTo(new PlainLines());
    }

    @Test
    void noLinesAtAllArePlain() {
        assertThat(FormatDetection.detect(List.of())).isEqualTo(new FormatDetection.Detected(new PlainLines(), false));
    }

    @Test
    void rowsThatBreakTheFormatSayHow() {
        assertThat(RANK_DOMAIN.read("google.com")).isEqualTo(new Malformed(RejectReason.MISSING_FIELD, "google.com"));
        assertThat(RANK_DOMAIN.read("-1,google.com")).isEqualTo(new Malformed(RejectReason.BAD_RANK, "-1"));
        assertThat(RANK_DOMAIN.read(",google.com")).isEqualTo(new Malformed(RejectReason.BAD_RANK, ""));
        assertThat(RANK_DOMAIN.read("1234567890123456789,google.com"))
                .isEqualTo(new Malformed(RejectReason.BAD_RANK, "1234567890123456789"));
        assertThat(RANK_DOMAIN.read("\u0661,google.com"))
                .isEqualTo(new Malformed(RejectReason.BAD_RANK, "\u0661")); // an Arabic digit one
        assertThat(RANK_DOMAIN.read(" 5 , google.com")).isEqualTo(new Row.Named(5, " google.com"));
    }

    @Test
    void anUnpairedQuoteIsRejectedAndNotGuessedAt() throws Exception {
        try (RunFolder run = new RunFolder()) {
            run.prepare(AS_LISTED, "1,a.example\n2,\"b.example\n3,c.example\n");
            assertThat(run.rejects()).containsExactly("2,illegal_character,\"2,\"\"b.example\"");
        }
    }

    private static void reads(String list, Expected... expected) throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList prepared = run.prepare(AS_LISTED, list);
            assertThat(prepared.funnel().malformed()).isZero();
            assertThat(run.targets().stream()
                            .map(target -> new Expected(target.rank(), target.line(), target.domain())))
                    .containsExactlyInAnyOrder(expected);
        }
    }

    private static Expected target(long rank, long line, String domain) {
        return new Expected(OptionalLong.of(rank), line, domain);
    }

    private static Expected target(long line, String domain) {
        return new Expected(OptionalLong.empty(), line, domain);
    }

    private record Expected(OptionalLong rank, long line, String domain) {}
}
