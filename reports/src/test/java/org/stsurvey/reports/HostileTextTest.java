package org.stsurvey.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.SampleDataset;

/// What the network sends comes out as text in every format, and nothing of it is hidden.
class HostileTextTest {

    private static final String ISSUER = "\"><svg onload=alert(1)>";
    private static final String BIDI = "Let's\u202etpyrcnE\u2066 \u001b]0;pwn\u0007";
    private static final String FORMULA = "=cmd()|' /C calc'!A0";
    private static final String MX = "<script>alert(1)</script>";
    private static final String ID = "\u202e<img src=x onerror=alert(1)>\u001b[2J";
    private static final String ADDRESS = "www.evil.example https://evil.example/ a@evil.example";
    private static final String PIPES = "a|b`c`[x](javascript:alert(1))<img src=x>";

    @TempDir
    static Path folder;

    private static Path report = Path.of("");

    @BeforeAll
    static void write() throws Exception {
        report = folder.resolve("report");
        try (var sample = new SampleDataset(folder.resolve("data"))) {
            sample.draw(400, "a", true, 20);
            List<String> issuers = List.of(ISSUER, BIDI, FORMULA, PIPES);
            for (int i = 0; i < issuers.size(); i++) {
                sample.change("UPDATE sample SET certificate = struct_update(certificate, issuer := "
                        + literal(issuers.get(i)) + ") WHERE certificate IS NOT NULL AND ordinal % 4 = " + i);
            }
            sample.change("UPDATE sample SET policy_host_provider = " + literal(ISSUER) + ", mx_provider = "
                            + literal(PIPES) + ", tld = " + literal(MX))
                    .change(
                            "UPDATE sample SET mx_lookup = {'status': 'found', 'records': [{'preference': 1, 'exchange': "
                                    + literal(MX) + "}]}")
                    .change("UPDATE registry SET explanation = " + literal(ISSUER) + ", remedy = " + literal(MX))
                    .write(
                            "tranco",
                            "2026-11-01",
                            SampleDataset.manifest("tranco", "2026-11-01", 400)
                                    .replace("127.0.0.1:53", "<b>resolver</b>")
                                    .replace("LNXJ4", "</title><script>x</script>"));
            // A month later, with another policy under the same id, so that tables over runs show the id too.
            sample.change("UPDATE sample SET record = struct_update(record, id := " + literal(ID)
                            + "), policy = struct_update(policy, max_age := coalesce(policy.max_age, 0) + 1) "
                            + "WHERE record IS NOT NULL AND policy IS NOT NULL")
                    .change("UPDATE sample SET mx_provider = " + literal(ADDRESS))
                    .write(
                            "tranco",
                            "2026-12-01",
                            SampleDataset.manifest("tranco", "2026-12-01", 400).replace("\"m1\"", "\"<i>m2\""));
            sample.change("UPDATE sample SET policy = struct_update(policy, max_age := policy.max_age + 1) "
                            + "WHERE policy IS NOT NULL")
                    .write(
                            "tranco",
                            "2027-01-01",
                            SampleDataset.manifest("tranco", "2027-01-01", 400)
                                    .replace("127.0.0.1:53", "<b>resolver</b>"));
        }
        new Aggregation(new AggregationSettings(2, 512)).run(folder.resolve("data"), folder.resolve("tables"));
        new Report().write(folder.resolve("tables"), report);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Test
    void pageHasNoMarkupOfOthers() throws Exception {
        String page = Files.readString(report.resolve("index.html"));
        assertThat(page).containsOnlyOnce("<script>");
        String withoutOurs =
                page.substring(0, page.indexOf("<script>")) + page.substring(page.indexOf("</script>") + 9);
        assertThat(withoutOurs)
                .doesNotContain("<script", "<svg onload", "<img", "<b>resolver")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;resolver");
    }

    @Test
    void figuresAreWellFormedAndHaveNoMarkupOfOthers() throws Exception {
        try (Stream<Path> figures = Files.list(report.resolve("figures"))) {
            for (Path figure : figures.toList()) {
                assertThat(Files.readString(figure)).doesNotContain("<script", "<svg onload");
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(figure.toFile());
            }
        }
        assertThat(Files.readString(report.resolve("figures/tranco-certificate_issuers.svg")))
                .contains("&lt;svg onload");
    }

    @Test
    void nothingHiddenIsLeftInAnyTextOfTheReport() throws Exception {
        for (String file : List.of("index.html", "report.md", "figures/tranco-certificate_issuers.svg")) {
            assertThat(Files.readString(report.resolve(file)))
                    .as(file)
                    .doesNotContain("\u202e", "\u2066", "\u001b", "\u0007")
                    .contains(file.endsWith(".md") ? "\\\\u\\{202e\\}tpyrcnE" : "\\u{202e}tpyrcnE");
        }
    }

    @Test
    void markdownTakesItForText() throws Exception {
        String markdown = Files.readString(report.resolve("report.md"));
        assertThat(markdown)
                .doesNotContain("<script", "<img", "<svg", "[x](javascript")
                .contains("a\\|b\\`c\\`\\[x\\]\\(javascript:alert\\(1\\)\\)&lt;img src=x&gt;");
    }

    @Test
    void csvDefusesFormulas() throws Exception {
        assertThat(Files.readString(report.resolve("tables/certificate_issuers.csv")))
                .contains(",'" + FORMULA + ",");
    }

    @Test
    void tablesOverRunsHideNothingEither() throws Exception {
        String csv = Files.readString(report.resolve("tables/trend_domains.csv"));
        assertThat(csv)
                .contains("trend_policy_changed_same_id", "id \\u{202e}<img src=x onerror=alert(1)>\\u{1b}[2J")
                .doesNotContain("\u202e", "\u001b");
        assertThat(Files.readString(report.resolve("index.html")))
                .contains("id \\u{202e}&lt;img src=x onerror=alert(1)&gt;\\u{1b}[2J");
    }

    @Test
    void markdownMakesNoLinksOfAddresses() throws Exception {
        assertThat(Files.readString(report.resolve("report.md")))
                .contains("www&#46;evil.example https&#58;//evil.example/ a&#64;evil.example");
    }

    @Test
    void summaryForTheTerminalHidesNothing() throws Exception {
        assertThat(new Report()
                        .write(folder.resolve("tables"), folder.resolve("again"))
                        .summary())
                .isNotEmpty()
                .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }
}
