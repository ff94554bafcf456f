package org.stsurvey.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.SampleDataset;
import org.stsurvey.aggregate.UnusableDatasetException;

/// The folder that a report is: complete, self-contained, the same every time.
class ReportFolderTest {

    @TempDir
    static Path folder;

    private static Path report = Path.of("");

    @BeforeAll
    static void write() throws Exception {
        // -Dsample.out=DIR -Dsample.rows=20000 keeps the sample, its tables and its report for looking at.
        int rows = Integer.getInteger("sample.rows", 3000);
        Path out = Path.of(System.getProperty("sample.out", folder.toString()));
        report = out.resolve("report");
        try (var sample = new SampleDataset(out.resolve("data"))) {
            for (String run : List.of("2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01")) {
                double growth = 0.5 + 0.05 * Integer.parseInt(run.substring(5, 7));
                String manifest = SampleDataset.manifest("tranco", run, rows);
                sample.draw(rows, "a", true, growth)
                        .write(
                                "tranco",
                                run,
                                run.compareTo("2026-10") < 0 ? manifest.replace("\"m1\"", "\"m0\"") : manifest);
            }
            sample.draw(500, "b", false, 5).write("lab-small", "2026-11-01", "{}");
        }
        new Aggregation(new AggregationSettings(2, 512)).run(out.resolve("data"), out.resolve("tables"));
        new Report().write(out.resolve("tables"), report);
    }

    private static Path tables() {
        return report.resolveSibling("tables");
    }

    private static String page() throws IOException {
        return Files.readString(report.resolve("index.html"));
    }

    private static Map<String, String> bytes(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    @Test
    void sameTablesGiveTheSameBytes() throws Exception {
        Path again = folder.resolve("again");
        new Report().write(tables(), again);
        assertThat(bytes(again)).isEqualTo(bytes(report));
    }

    @Test
    void pageAsksForNothingOutsideItself() throws Exception {
        String page = page();
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("unsafe-")
                .doesNotContain("<script ")
                .containsOnlyOnce("<script>")
                .containsOnlyOnce("<style>")
                .doesNotContain("@import")
                .doesNotContain("url(")
                .doesNotContain("style=\"");
        for (String element : List.of("script", "style")) {
            String text = page.substring(
                    page.indexOf("<" + element + ">") + element.length() + 2, page.indexOf("</" + element + ">"));
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            assertThat(page)
                    .contains(
                            element + "-src '" + "sha256-" + Base64.getEncoder().encodeToString(sha256) + "'");
        }
        assertThat(Pattern.compile("\\s(?:src|xlink:href|srcset|data)=")
                        .matcher(page)
                        .find())
                .isFalse();
        assertThat(Pattern.compile("<(?:link|img|iframe|object|embed|base|form)\\b")
                        .matcher(page)
                        .find())
                .isFalse();
    }

    @Test
    void everyLinkLeadsToAFileOfTheReportOrAnAnchorOfThePage() throws Exception {
        for (Path file : List.of(report.resolve("index.html"), report.resolve("list-lab-small.html"))) {
            String page = Files.readString(file);
            Pattern.compile("href=\"([^\"]*)\"")
                    .matcher(page)
                    .results()
                    .map(link -> link.group(1))
                    .forEach(target -> {
                        if (target.startsWith("#")) {
                            assertThat(page).contains("id=\"" + target.substring(1) + "\"");
                        } else {
                            assertThat(report.resolve(target)).exists();
                        }
                    });
        }
    }

    @Test
    void everyFigureIsAFileWithTitleAndDescriptionAndHasItsTable() throws Exception {
        String page = page();
        long figures = Pattern.compile("<article class=\"exhibit")
                .matcher(page)
                .results()
                .count();
        assertThat(figures).isGreaterThan(15);
        try (Stream<Path> files = Files.list(report.resolve("figures"))) {
            List<Path> svgs = files.toList();
            assertThat(svgs).hasSizeGreaterThan(30);
            for (Path svg : svgs) {
                var document = DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(svg.toFile());
                assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                        .isNotBlank();
                assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
                        .isNotBlank();
            }
        }
        // Each drawing of the sections stands above a folded table.
        for (String part : page.split("<article ", -1)) {
            if (part.contains("<svg") && part.contains("id=\"exhibit-")) {
                assertThat(part).contains("<table>").contains(">CSV</a>").contains(">SVG</a>");
            }
        }
    }

    @Test
    void idsAreUnique() throws Exception {
        List<String> ids = Pattern.compile("\\sid=\"([^\"]*)\"")
                .matcher(page())
                .results()
                .map(id -> id.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void everyRateNamesNumeratorAndDenominator() throws Exception {
        int named = 0;
        for (String part : page().split("<article ", -1)) {
            if (part.contains("id=\"exhibit-") && part.contains("\u202f%")) {
                assertThat(part).containsPattern("Numerator: [^<]+\\. Denominator: ");
                named++;
            }
        }
        assertThat(named).isGreaterThan(20);
    }

    @Test
    void firstScreenTellsTheStory() throws Exception {
        String hero = page().substring(page().indexOf("class=\"hero\""), page().indexOf("<nav"));
        assertThat(hero)
                .contains(
                        "listed domains",
                        "N4 over D1",
                        "D1 listed",
                        "D2 exists",
                        "D3 receives mail",
                        "since 2026-10-01")
                .contains(
                        "What usable policies ask for",
                        "enforce",
                        "testing",
                        "Foremost causes of failure",
                        "host_nxdomain");
    }

    @Test
    void checksumsCoverEveryOtherFile() throws Exception {
        Map<String, String> sums = new TreeMap<>();
        for (String line : Files.readAllLines(report.resolve("SHA256SUMS"))) {
            sums.put(line.substring(66), line.substring(0, 64));
        }
        var sha256 = MessageDigest.getInstance("SHA-256");
        for (String file : bytes(report).keySet()) {
            if (!file.equals("SHA256SUMS")) {
                assertThat(sums)
                        .containsEntry(
                                file,
                                HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(report.resolve(file)))));
            }
        }
        assertThat(sums).hasSize(bytes(report).size() - 1);
    }

    @Test
    void methodNamesListResolverSeedAndManifest() throws Exception {
        assertThat(page())
                .contains("Tranco list LNXJ4, generated on 2026-10-31, available at https://tranco-list.eu/list/LNXJ4.")
                .contains("Le Pochat")
                .contains("127.0.0.1:53", "permuted, seed 42", "mailto:scan@example.org", "140 roots, SHA-256 abcd")
                .contains("Manifest SHA-256");
    }

    @Test
    void listOfTheLabIsCalledSynthetic() throws Exception {
        assertThat(Files.readString(report.resolve("list-lab-small.html"))).contains("Synthetic data.");
        assertThat(page()).doesNotContain("Synthetic data.");
    }

    @Test
    void trendMarksWhereTheMethodChanged() throws Exception {
        // In the figure of the first screen and in the larger one.
        assertThat(page()).contains("The method changed before 2026-10-01");
        assertThat(page().split("class=\"c-break\"", -1)).hasSize(1 + 2);
    }

    @Test
    void markdownHoldsTheSameHeadline() throws Exception {
        String share = page().substring(page().indexOf("class=\"share\">") + 14);
        share = share.substring(0, share.indexOf('<'));
        assertThat(Files.readString(report.resolve("report.md")))
                .contains("**" + share + "**")
                .contains("| Numerator |")
                .contains("![");
    }

    @Test
    void folderOfSomethingElseIsNotReplaced() throws Exception {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("index.html"), "my home page");
        assertThatThrownBy(() -> new Report().write(tables(), mine))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageContaining("not an earlier output");
        assertThat(mine.resolve("index.html")).hasContent("my home page");
    }

    @Test
    void folderThatIsNoFolderOfTablesIsNamed() {
        Path empty = folder.resolve("empty");
        assertThatThrownBy(() -> new Report().write(empty, folder.resolve("out")))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessage("tables folder " + empty
                        + " has no _tables.json: give the folder that `stsurvey aggregate --out` wrote" + " to");
    }
}
