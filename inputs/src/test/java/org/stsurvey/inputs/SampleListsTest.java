package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.google.common.primitives.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A small list of each format, written after its publisher's description, with its funnel; plain and packed.
class SampleListsTest {

    @Test
    void tranco() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(run, "tranco.csv");
            assertThat(list.funnel()).isEqualTo(new Funnel(6, 0, 0, 0, 0, 0, 6));
            assertThat(list.unit()).isEqualTo(Unit.AS_LISTED);
            assertThat(run.domains()).contains("bund.de", "xn--bcher-kva.example", "blogspot.com");
        }
    }

    @Test
    void alexa() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(run, "alexa.csv");
            assertThat(list.funnel()).isEqualTo(new Funnel(6, 0, 1, 0, 0, 0, 5));
            assertThat(list.unit()).isEqualTo(Unit.AS_LISTED);
        }
    }

    /// Cisco's list holds host names, names of services and top-level domains.
    @Test
    void umbrella() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(run, "umbrella.csv");
            assertThat(list.unit()).isEqualTo(Unit.REGISTRABLE);
            assertThat(list.funnel()).isEqualTo(new Funnel(10, 2, 0, 2, 0, 0, 6));
            assertThat(run.rejects()).containsExactly("5,single_label,\"5,com\"", "8,single_label,\"8,wpad\"");
            assertThat(run.domains())
                    .containsExactlyInAnyOrder(
                            "google.com",
                            "netflix.com",
                            "corp.example",
                            "windows.com",
                            "ubuntu.com",
                            "assets.github.io");
        }
    }

    @Test
    void umbrellaUnderAnyNameIfAskedFor() throws Exception {
        PrepareSettings asked = PrepareSettings.defaults().withKind(ListKind.UMBRELLA);
        try (RunFolder run = new RunFolder()) {
            assertThat(run.prepare(asked, bytes("umbrella.csv")).unit()).isEqualTo(Unit.REGISTRABLE);
        }
    }

    @Test
    void majestic() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(run, "majestic.csv");
            assertThat(list.funnel()).isEqualTo(new Funnel(4, 0, 0, 0, 0, 0, 4));
            assertThat(list.readings().getFirst().skipped()).isEqualTo(1);
        }
    }

    @Test
    void crux() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(run, "crux.csv");
            assertThat(list.unit()).isEqualTo(Unit.REGISTRABLE);
            assertThat(list.funnel()).isEqualTo(new Funnel(7, 1, 0, 2, 0, 0, 4));
            assertThat(run.targets().stream().filter(target -> target.domain().equals("example.co.uk")))
                    .as("the best bucket of those below it")
                    .extracting(target -> target.rank().orElse(0))
                    .containsExactly(5000L);
            assertThat(run.rejects()).containsExactly("7,ip_literal,\"https://192.0.2.7,10000\"");
        }
    }

    @Test
    void plain() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(run, "plain.txt");
            assertThat(list.funnel()).isEqualTo(new Funnel(11, 6, 1, 0, 0, 0, 4));
            assertThat(run.domains())
                    .containsExactlyInAnyOrder(
                            "example.org", "www.example.org", "xn--bcher-kva.example", "xn--fa-hia.de");
            assertThat(run.rejects())
                    .extracting(line -> line.split(",", 3)[1])
                    .containsExactly(
                            "ip_literal", "ip_literal", "single_label", "url", "empty_label", "illegal_character");
        }
    }

    /// ICANN's Centralized Zone Data Service gives fully qualified records, one a line, fields separated by tabs.
    @Test
    void aZoneOfCzds() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(run, "zone-czds.txt");
            assertThat(list.unit()).isEqualTo(Unit.AS_LISTED);
            assertThat(list.funnel())
                    .as(
                            "the second run of NS records of 1.xyz is a duplicate; records that delegate nothing are skipped")
                    .isEqualTo(new Funnel(5, 0, 1, 0, 0, 0, 4));
            assertThat(list.readings().getFirst().skipped()).isEqualTo(8);
            assertThat(run.domains()).containsExactlyInAnyOrder("0-0.xyz", "1.xyz", "xn--bcher-kva.xyz", "zzz.xyz");
        }
    }

    @Test
    void aMasterFileWithAllItsFreedoms() throws Exception {
        try (RunFolder run = new RunFolder()) {
            PreparedList list = prepare(run, "zone-master.txt");
            assertThat(run.domains())
                    .containsExactlyInAnyOrder(
                            "alpha.example",
                            "beta.example",
                            "gamma.example",
                            "_under.example",
                            "one.co.example",
                            "co.example");
            assertThat(run.rejects())
                    .containsExactly(
                            "16,zone_syntax,\"IN gamma.example. NS ns1.dns.test.\"",
                            "24,zone_directive,\"$INCLUDE more.zone\"");
            assertThat(list.funnel()).isEqualTo(new Funnel(8, 2, 0, 0, 0, 0, 6));
        }
    }

    @Test
    void eachFormatIsDetectedAsWhatItIs() throws Exception {
        described("tranco.csv", "comma-separated, rank in field 1, name in field 2");
        described("umbrella.csv", "comma-separated, rank in field 1, name in field 2");
        described("majestic.csv", "comma-separated, rank in field 1, name in field 3");
        described("crux.csv", "comma-separated, rank in field 2, origin in field 1");
        described("plain.txt", "one name on each line");
        described("zone-czds.txt", "zone file, the names that it delegates (NS)");
        described("zone-master.txt", "zone file, the names that it delegates (NS)");
    }

    @Test
    void askingForTheFormatThatIsThereChangesNothing() throws Exception {
        sameIfAsked("tranco.csv", ListKind.TRANCO);
        sameIfAsked("alexa.csv", ListKind.ALEXA);
        sameIfAsked("umbrella.csv", ListKind.UMBRELLA);
        sameIfAsked("majestic.csv", ListKind.MAJESTIC);
        sameIfAsked("crux.csv", ListKind.CRUX);
        sameIfAsked("plain.txt", ListKind.PLAIN);
        sameIfAsked("zone-czds.txt", ListKind.ZONE);
        sameIfAsked("zone-master.txt", ListKind.ZONE);
    }

    @Test
    void everyListIsReadAlikeHoweverItIsPacked() throws Exception {
        for (String name : new String[] {"tranco.csv", "majestic.csv", "crux.csv", "plain.txt", "zone-czds.txt"}) {
            byte[] plain = bytes(name);
            byte[] start = Arrays.copyOf(plain, plain.length / 2);
            byte[] rest = Arrays.copyOfRange(plain, plain.length / 2, plain.length);
            Funnel funnel = funnel(plain);
            assertThat(funnel(RunFolder.gzip(plain))).isEqualTo(funnel);
            assertThat(funnel(Bytes.concat(RunFolder.gzip(start), RunFolder.gzip(rest))))
                    .as("%s in two gzip members", name)
                    .isEqualTo(funnel);
            assertThat(funnel(RunFolder.zip(plain, name))).isEqualTo(funnel);
            assertThat(funnel(Zstd.compress(plain))).isEqualTo(funnel);
            assertThat(funnel(Bytes.concat(Zstd.compress(start), Zstd.compress(rest))))
                    .as("%s in two zstd frames", name)
                    .isEqualTo(funnel);
        }
    }

    private static PreparedList prepare(RunFolder run, String name) throws Exception {
        ListCitation citation = ListCitation.named(name.replaceFirst("\\..*", ""));
        return run.prepare(PrepareSettings.defaults().withCitation(citation), bytes(name));
    }

    private static void described(String name, String description) throws Exception {
        try (RunFolder run = new RunFolder()) {
            assertThat(prepare(run, name).readings().getFirst().format()).isEqualTo(description);
        }
    }

    private static void sameIfAsked(String name, ListKind kind) throws Exception {
        try (RunFolder found = new RunFolder();
                RunFolder asked = new RunFolder()) {
            PrepareSettings settings =
                    PrepareSettings.defaults().withCitation(ListCitation.named(name.replaceFirst("\\..*", "")));
            assertThat(asked.prepare(settings.withKind(kind), bytes(name)))
                    .usingRecursiveComparison()
                    .ignoringFields("targets")
                    .isEqualTo(found.prepare(settings, bytes(name)));
            assertThat(asked.targets()).isEqualTo(found.targets());
        }
    }

    private static Funnel funnel(byte[] list) throws Exception {
        try (RunFolder run = new RunFolder()) {
            return new ListPreparation(PrepareSettings.defaults())
                    .prepare(ListSource.standardInput(new ByteArrayInputStream(list)), run.path)
                    .funnel();
        }
    }

    static byte[] bytes(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SampleListsTest.class.getResourceAsStream("lists/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
