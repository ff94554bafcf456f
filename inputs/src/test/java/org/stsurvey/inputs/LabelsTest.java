package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which groups a domain gets, and that no label is lost in a bad line.
class LabelsTest {
    @TempDir
    Path folder;

    @Test
    void aLineCoversTheDomainAndAllBelowIt() throws Exception {
        Labels labels = read("""
                # sectors
                domain,group
                gov.uk,government
                .edu, education
                "bank.example","Banks & insurers"
                bücher.example;shops
                """);
        groups(labels, "gov.uk", "government");
        groups(labels, "www.hmrc.gov.uk", "government");
        groups(labels, "mit.edu", "education");
        groups(labels, "bank.example", "Banks & insurers");
        groups(labels, "xn--bcher-kva.example", "shops");
        groups(labels, "notgov.uk");
        groups(labels, "example");
    }

    @Test
    void blanksSeparateTooAndThenTheGroupMayHoldSome() throws Exception {
        Labels labels = read("gov.uk   UK government\n*.mil\tdefence\nexact example.com  ours alone\nsuffix org NGO\n");
        groups(labels, "a.gov.uk", "UK government");
        groups(labels, "army.mil", "defence");
        groups(labels, "example.com", "ours alone");
        groups(labels, "www.example.com");
        groups(labels, "example.org", "NGO");
    }

    @Test
    void withinAFileTheMostSpecificLineDecides() throws Exception {
        Labels labels = read("uk,country\ngov.uk,government\nexact,nhs.gov.uk,health\ngov.uk,public\n");
        groups(labels, "bbc.co.uk", "country");
        groups(labels, "tax.gov.uk", "government", "public");
        groups(labels, "nhs.gov.uk", "health");
        groups(labels, "www.nhs.gov.uk", "government", "public");
    }

    @Test
    void eachFileIsAClassificationOfItsOwn() throws Exception {
        Path countries = Files.writeString(folder.resolve("countries"), "uk,United Kingdom\n");
        Path sectors = Files.writeString(folder.resolve("sectors"), "gov.uk,government\n");
        Labels labels = Labels.read(List.of(countries, sectors));
        groups(labels, "tax.gov.uk", "United Kingdom", "government");
        assertThat(labels.sha256())
                .hasValueSatisfying(digests -> assertThat(digests).hasSize(64 + 1 + 64));
    }

    @Test
    void aLineThatIsNoLabelStopsTheRun() {
        refused("gov.uk", "it has 1 fields where a domain and its group are wanted");
        refused("gov.uk,a,b", "it has 3 fields where a domain and its group are wanted");
        refused("gov.uk,", "group \"\" is not 1 to 64 characters without comma or control character");
        refused("gov.uk,\"a,b\"", "group \"a,b\" is not 1 to 64 characters");
        refused("gov.uk," + "x".repeat(65), "is not 1 to 64 characters");
        refused("gov.uk,a\u0007b", "is not 1 to 64 characters");
        refused("exact,uk,x", "name \"uk\" is a single label");
        refused("192.0.2.1,x", "name \"x.192.0.2.1\" ends in a number");
        refused("gov..uk,x", "has an empty label");
    }

    @Test
    void groupsAreCarriedWithTheTargets() throws Exception {
        PrepareSettings settings = PrepareSettings.defaults().withLabels(read("a.example,Größen\nexample,all\n"));
        try (RunFolder run = new RunFolder()) {
            run.prepare(settings, "a.example\nb.example\nc.test\n");
            assertThat(run.targets())
                    .extracting(target -> target.domain() + " " + target.groups())
                    .containsExactlyInAnyOrder(
                            "a.example Optional[[Größen]]", "b.example Optional[[all]]", "c.test Optional[[]]");
        }
        try (RunFolder run = new RunFolder()) {
            run.prepare(PrepareSettings.defaults(), "a.example\n");
            assertThat(run.targets()).extracting(Target::groups).containsExactly(Optional.empty());
        }
    }

    private Labels read(String text) throws Exception {
        return Labels.read(List.of(Files.writeString(folder.resolve("labels"), text)));
    }

    private static void groups(Labels labels, String domain, String... groups) {
        assertThat(labels.groupsOf(domain)).as(domain).containsExactly(groups);
    }

    private void refused(String line, String problem) {
        assertThatThrownBy(() -> read("a.example,x\n" + line + "\n"))
                .isInstanceOf(UnusableListException.class)
                .hasMessageStartingWith("label file " + folder.resolve("labels") + " line 2: ")
                .hasMessageContaining(problem)
                .hasMessageEndingWith(
                        "; write: domain, group (gov.uk, government), with exact or suffix in front if need be");
    }
}
