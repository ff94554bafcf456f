package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which names a zone delegates, in whichever way RFC 1035 §5 lets its records be written.
class ZoneReadingTest {
    private static final PrepareSettings ZONE = PrepareSettings.defaults().withKind(ListKind.ZONE);

    @Test
    void ttlAndClassStandInEitherOrderOrNotAtAll() {
        for (String between : List.of("", "3600 ", "IN ", "3600 IN ", "IN 3600 ", "1w2d in ", "CH 5 ")) {
            assertThat(names("a.example. " + between + "NS ns1.dns.test."))
                    .as(between)
                    .containsExactly("a.example");
        }
    }

    @Test
    void namesWithoutAFinalDotEndInTheOrigin() {
        assertThat(names("$ORIGIN Example.", "a NS x.", "b.a NS x.", "$ORIGIN sub", "c NS x.", "@ NS x."))
                .containsExactly("a.example", "b.a.example", "c.sub.example", "sub.example");
    }

    @Test
    void aBlankOwnerIsTheLastOneStated() {
        assertThat(names("$ORIGIN example.", "@ SOA a b 1 2 3 4 5", " NS x.", "a A 192.0.2.1", "\tNS x.", "\tNS y."))
                .containsExactly("a.example");
    }

    @Test
    void theZonesOwnNameIsNoDelegation() {
        assertThat(names("example. SOA a. b. 1 2 3 4 5", "example. NS x.", "a.example. NS x."))
                .containsExactly("a.example");
        assertThat(names("co.example. SOA a. b. 1 2 3 4 5", "co.example. NS x.", "a.co.example. NS x."))
                .containsExactly("a.co.example");
        assertThat(names("$ORIGIN co.example.", "@ NS x.", "a NS x.")).containsExactly("a.co.example");
    }

    @Test
    void theRootZoneDelegatesTopLevelDomainsWhichAreSingleLabels() {
        assertThat(names(". SOA a. b. 1 2 3 4 5", ". NS x.", "com. NS x.")).containsExactly("com");
    }

    @Test
    void whatStandsInParenthesesOrAfterASemicolonIsNoRecord() {
        assertThat(names(
                        "a.example. TXT ( \"x;\" ; )",
                        "b.example. NS x.",
                        ")",
                        "c.example. NS x. ; d.example. NS x.",
                        "; e.example. NS x.",
                        "f.example. TXT \"( g.example. NS x.\"",
                        "h.example. NS x."))
                .containsExactly("c.example", "h.example");
    }

    @Test
    void aParenthesisThatIsNeverClosedWouldSwallowTheRestAndIsRefused() throws Exception {
        try (RunFolder run = new RunFolder()) {
            assertThatThrownBy(() -> run.prepare(ZONE, "a.example. NS x.\n\nb.example. TXT ( x\nc.example. NS x.\n"))
                    .isInstanceOf(UnusableListException.class)
                    .hasMessage(
                            "list - after line 4: ends inside of the parentheses that line 3 opens, so part of the zone is missing or was taken for that record; fetch it again or close them");
        }
    }

    @Test
    void afterALineThatIsTooLongABlankOwnerIsNobodys() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = run.prepare(
                    ZONE, "a.example. NS x.\nb.example. TXT " + "x".repeat(5_000) + "\n  NS x.\nc.example. NS x.\n");
            assertThat(run.rejects())
                    .extracting(line -> line.split(",", 3)[1])
                    .containsExactly("line_too_long", "zone_syntax");
            assertThat(list.funnel()).isEqualTo(new Funnel(4, 2, 0, 0, 0, 0, 2));
        }
    }

    @Test
    void directivesThatStandForOtherRecordsAreCountedAsMissing() throws Exception {
        try (RunFolder run = new RunFolder()) {
            run.prepare(ZONE, "a.example. NS x.\n$GENERATE 1-9 h$ A 192.0.2.$\n$include b.zone\n");
            assertThat(run.rejects())
                    .containsExactly(
                            "2,zone_directive,\"$GENERATE 1-9 h$ A 192.0.2.$\"",
                            "3,zone_directive,\"$include b.zone\"");
        }
    }

    @Test
    void aZoneThatDelegatesNothingSaysSo() throws Exception {
        try (RunFolder run = new RunFolder()) {
            assertThatThrownBy(() -> run.prepare(ZONE, "example. SOA a. b. 1 2 3 4 5\nexample. NS x.\n"))
                    .isInstanceOf(UnusableListException.class)
                    .hasMessage(
                            "list -: this zone delegates no name (it has no NS record below its own name); a list needs at least one domain");
        }
    }

    @Test
    void otherListsAreNotTakenForZones() {
        for (String line : List.of("google.com", "1,google.com", "1\tgoogle.com", "google.com # NS", "in ns")) {
            assertThat(ZoneReading.looksLike(line)).as(line).isFalse();
        }
        assertThat(FormatDetection.detect(List.of("a.example", "b.example IN NS x.", "c.example", "d.example"))
                        .format())
                .isEqualTo(new PlainLines());
    }

    private static List<String> names(String... lines) {
        ZoneReading reading = new ZoneReading();
        List<String> names = new ArrayList<>();
        long number = 0;
        for (String line : lines) {
            if (reading.read(++number, line) instanceof Row.Named(long _, String name)) {
                names.add(name);
            }
        }
        return names;
    }
}
