package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who asked not to be scanned is not scanned, and no such wish is lost in a bad line.
class ExclusionsTest {
    @TempDir
    Path folder;

    @Test
    void exactSuffixAndNetworkEachCoverWhatTheySay() throws Exception {
        Exclusions exclusions = read("""
                # our opt-outs

                exact\texample.com\t2026-10-01\tasked by hostmaster@example.com
                suffix  Example.ORG.   2026-10-01  all of it
                suffix .mil 2026-10-02
                exact bücher.example
                cidr    192.0.2.0/24   2026-10-02  never connect
                cidr 2001:db8::/32
                cidr 198.51.100.7
                """);

        assertThat(exclusions.size()).isEqualTo(7);
        assertThat(exclusions.contains("example.com")).isTrue();
        assertThat(exclusions.contains("www.example.com")).isFalse();
        assertThat(exclusions.contains("example.org")).isTrue();
        assertThat(exclusions.contains("a.b.example.org")).isTrue();
        assertThat(exclusions.contains("badexample.org")).isFalse();
        assertThat(exclusions.contains("army.mil")).isTrue();
        assertThat(exclusions.contains("xn--bcher-kva.example")).isTrue();
        assertThat(exclusions.covering(InetAddress.ofLiteral("192.0.2.255"))).isPresent();
        assertThat(exclusions.covering(InetAddress.ofLiteral("192.0.3.0"))).isEmpty();
        assertThat(exclusions.covering(InetAddress.ofLiteral("2001:db8:ffff::1")))
                .isPresent();
        assertThat(exclusions.covering(InetAddress.ofLiteral("2001:db9::1"))).isEmpty();
        assertThat(exclusions.covering(InetAddress.ofLiteral("198.51.100.7"))).isPresent();
        assertThat(exclusions.covering(InetAddress.ofLiteral("198.51.100.8"))).isEmpty();
        assertThat(exclusions.networks())
                .extracting(Exclusion::text)
                .containsExactly("cidr 2001:db8::/32", "cidr 198.51.100.7/32", "cidr 192.0.2.0/24 2026-10-02");
        assertThat(exclusions.sha256())
                .hasValueSatisfying(digest -> assertThat(digest).hasSize(64));
    }

    @Test
    void theNarrowestNetworkSpeaksForAnAddress() throws Exception {
        Exclusions exclusions = read("""
                cidr 192.0.0.0/8 2026-10-01 wide
                cidr 192.0.2.0/24 2026-10-02 narrow
                cidr 192.0.2.0/24 2026-10-03 again
                """);
        assertThat(exclusions.covering(InetAddress.ofLiteral("192.0.2.7")).map(Exclusion::reason))
                .contains("narrow");
        assertThat(exclusions.covering(InetAddress.ofLiteral("192.9.9.9")).map(Exclusion::text))
                .contains("cidr 192.0.0.0/8 2026-10-01");
    }

    @Test
    void whoIsExcludedSinceWhenAndWhyStaysInTheRunFolder() throws Exception {
        PrepareSettings settings = PrepareSettings.defaults().withExclusions(read("""
                        suffix example.org 2026-10-01 asked by "J. Doe", by mail
                        exact a.example
                        cidr 192.0.2.0/24 2026-10-02 =cmd|' /C calc'!A0
                        """));
        try (RunFolder run = new RunFolder()) {
            run.prepare(settings, "a.example\nb.example\nx.example.org\n");
            assertThat(Files.readString(run.path.resolve("_excluded.csv")).lines())
                    .containsExactlyInAnyOrder(
                            "domain,kind,value,date,reason",
                            "a.example,exact,a.example,,",
                            "x.example.org,suffix,example.org,2026-10-01,\"asked by \"\"J. Doe\"\", by mail\"");
            assertThat(Files.readString(run.path.resolve("_excluded_networks.csv")))
                    .isEqualTo("network,date,reason\r\n192.0.2.0/24,2026-10-02,\"'=cmd|' /C calc'!A0\"\r\n");
        }
    }

    @Test
    void noneExcludesNobody() throws Exception {
        assertThat(Exclusions.none().contains("example.com")).isFalse();
        assertThat(Exclusions.none().covering(InetAddress.ofLiteral("192.0.2.1")))
                .isEmpty();
        assertThat(Exclusions.none().sha256()).isEmpty();
    }

    @Test
    void excludedNamesAreCountedOnceHoweverOftenTheyAreListed() throws Exception {
        PrepareSettings settings = PrepareSettings.defaults()
                .withExclusions(read("suffix example.org\nexact a.example\ncidr 192.0.2.0/24\n"));
        try (RunFolder run = new RunFolder()) {
            PreparedList prepared =
                    run.prepare(settings, "a.example\nb.example\nx.example.org\nA.example\nexample.org\n");
            assertThat(prepared.funnel()).isEqualTo(new Funnel(5, 0, 1, 0, 3, 0, 1));
            assertThat(run.domains()).containsExactly("b.example");
        }
    }

    @Test
    void everybodyMayBeExcluded() throws Exception {
        PrepareSettings settings = PrepareSettings.defaults().withExclusions(read("suffix example\n"));
        try (RunFolder run = new RunFolder()) {
            assertThat(run.prepare(settings, "a.example\n").funnel()).isEqualTo(new Funnel(1, 0, 0, 0, 1, 0, 0));
            assertThat(run.targets()).isEmpty();
        }
    }

    @Test
    void aLineThatIsNoExclusionStopsTheRun() {
        refused("excat example.com", "\"excat example.com\" is no exclusion: \"excat\" is no kind");
        refused("exact", "\"exact\" is no exclusion: it has no value");
        refused("example.com", "\"example.com\" is no exclusion: it has no value");
        refused("exact *.example.com", "character \"*\" is not a letter, digit, hyphen or underscore");
        refused("exact 192.0.2.1", "name \"192.0.2.1\" is an IP address");
        refused("suffix ..example", "has an empty label");
        refused("exact example.com yesterday please", "\"yesterday\" is no date");
        refused("exact example.com 2026-02-30", "\"2026-02-30\" is no date");
        refused("cidr example.com", "it is no address or address/prefix length");
        refused("cidr 192.0.2.0/33", "prefix length 33 is not from 0 to 32");
        refused("cidr 2001:db8::/129", "prefix length 129 is not from 0 to 128");
        refused("cidr 192.0.2.1/24", "192.0.2.1 has bits set behind its first 24");
        refused("cidr 192.0.2/24", "'192.0.2' is not an IP string literal");
        refused("exact example.com " + "x".repeat(5_000), "it is not UTF-8 or longer than 4096 bytes");
    }

    @Test
    void aFileThatIsMissingOrNotUtf8StopsTheRun() throws Exception {
        assertThatThrownBy(() -> Exclusions.read(folder.resolve("missing")))
                .isInstanceOf(UnusableListException.class)
                .hasMessageEndingWith("missing: does not exist; check the path");
        Path file = Files.write(folder.resolve("latin1"), new byte[] {'e', 'x', 'a', 'c', 't', ' ', (byte) 0xFC});
        assertThatThrownBy(() -> Exclusions.read(file))
                .isInstanceOf(UnusableListException.class)
                .hasMessageContaining("line 1: \"exact \\xFC\" is no exclusion: it is not UTF-8");
    }

    private Exclusions read(String text) throws Exception {
        return Exclusions.read(Files.writeString(folder.resolve("opt-out"), text));
    }

    private void refused(String line, String problem) {
        assertThatThrownBy(() -> read("# one\n" + line + "\n"))
                .isInstanceOf(UnusableListException.class)
                .hasMessageStartingWith("exclusion file " + folder.resolve("opt-out") + " line 2: ")
                .hasMessageContaining(problem)
                .hasMessageEndingWith("; write: exact|suffix|cidr, value, date (2026-10-01), reason");
    }
}
