package org.stsurvey.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.world.Adoption;
import org.stsurvey.lab.world.Resident;

class LabTest {
    private static final LabSettings SETTINGS = LabSettings.generated(300).withWebAddresses(4);

    @TempDir
    private Path folder;

    @Test
    void filesSayWhatTheWorldSays() throws IOException {
        try (Lab lab = Lab.start(SETTINGS)) {
            lab.writeTruth(folder.resolve("truth.tsv"));
            lab.writeList(folder.resolve("list.csv"));
            lab.writeCa(folder.resolve("ca.pem"));
            List<String> truth = Files.readAllLines(folder.resolve("truth.tsv"));
            assertThat(truth.getFirst())
                    .isEqualTo(
                            "domain\tscenario\toutcome\tdeployment_status\tmode\tmax_age\trecord_id\tmx_alignment\ttlsrpt\tpublished\treception\tdelivery\tmx_probe\tdane\trank");
            assertThat(truth).hasSize(301).allMatch(line -> line.split("\t", -1).length == 15);
            assertThat(Files.readAllLines(folder.resolve("list.csv")))
                    .containsExactlyElementsOf(lab.world()
                            .residents()
                            .map(r -> r.rank() + "," + r.domain())
                            .toList());
            assertThat(folder.resolve("ca.pem")).content().startsWith("-----BEGIN CERTIFICATE-----\n");
        }
    }

    @Test
    void theSameSettingsGiveTheSameFiles() throws IOException {
        for (String run : List.of("first", "second")) {
            try (Lab lab = Lab.start(SETTINGS)) {
                lab.writeTruth(folder.resolve(run + ".tsv"));
                lab.writeCa(folder.resolve(run + ".pem"));
            }
        }
        assertThat(folder.resolve("first.tsv")).hasSameBinaryContentAs(folder.resolve("second.tsv"));
        assertThat(folder.resolve("first.pem")).hasSameBinaryContentAs(folder.resolve("second.pem"));
    }

    @Test
    void listedNamesKeepTheirRanks() throws IOException {
        Files.writeString(folder.resolve("in.csv"), "7,b.example\n3,a.example\nx,junk\n9,b.example\n");
        try (Lab lab = Lab.start(LabSettings.listed(folder.resolve("in.csv"))
                .withWebAddresses(4)
                .withAdoption(Adoption.everywhere(1)))) {
            lab.writeList(folder.resolve("out.csv"));
            assertThat(folder.resolve("out.csv")).hasContent("7,b.example\n3,a.example\n");
            assertThat(lab.world().residents().map(Resident::domain)).containsExactly("b.example", "a.example");
        }
    }

    @Test
    void aListThatIsNotThereIsTold() {
        assertThatThrownBy(() -> Lab.start(LabSettings.listed(folder.resolve("none.csv"))))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void labsRunSideBySideAndFreeTheirPorts() throws IOException {
        InetSocketAddress dns;
        int https;
        try (Lab first = Lab.start(SETTINGS);
                Lab second = Lab.start(SETTINGS)) {
            assertThat(first.dns()).isNotEqualTo(second.dns());
            assertThat(first.httpsPort()).isNotEqualTo(second.httpsPort());
            dns = first.dns();
            https = first.httpsPort();
            assertThatThrownBy(() -> Lab.start(SETTINGS.withPorts(dns.getPort(), 0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the name server cannot listen on");
            assertThatThrownBy(() -> Lab.start(SETTINGS.withPorts(0, https)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + https + " cannot be had");
        }
        // Not bound again: on a busy machine an ephemeral port may be somebody else's by now.
        assertThatThrownBy(() -> new Socket(dns.getAddress(), dns.getPort()).close())
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> new Socket(dns.getAddress(), https).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void defaultsAreThoseThatAreDocumented() {
        LabSettings defaults = LabSettings.generated(10);
        assertThat(defaults.seed()).isEqualTo(8461);
        assertThat(defaults.adoption()).isEqualTo(new Adoption(0.022, 0.007, 10_000));
        assertThat(defaults.slow()).isFalse();
        assertThat(defaults.monthsLater()).isZero();
        assertThat(defaults.dnsPort()).isZero();
        assertThat(defaults.httpsPort()).isZero();
        assertThat(defaults.webAddresses()).isEqualTo(128);
        assertThat(defaults.loss()).isZero();
    }
}
