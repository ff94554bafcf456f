package org.stsurvey.reports.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.SampleDataset;
import org.stsurvey.lab.programs.NeedsProgram;
import org.stsurvey.lab.programs.Program;
import org.stsurvey.reports.Report;
import tools.jackson.databind.JsonNode;

/// The page in a real browser: it asks for nothing, complains of nothing, fits every medium, and people who do
/// not see it, or see it differently, can read it. `-Dpictures=DIR` keeps what it looks like; `-Dreport=DIR`
/// looks at another report than that of the sample.
@NeedsProgram(Program.CHROMIUM)
class ReportInABrowserIT {

    private static final int PICTURE_HEIGHT = 3_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Path page;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Browser browser;

    @BeforeAll
    static void openTheBrowser() throws Exception {
        page = report().resolve("index.html");
        browser = Browser.start(Program.CHROMIUM.find().orElseThrow(), folder.resolve("profile"));
    }

    private static Path report() throws Exception {
        String given = System.getProperty("report", "");
        if (!given.isEmpty()) {
            return Path.of(given).toAbsolutePath();
        }
        try (SampleDataset sample = new SampleDataset(folder.resolve("data"))) {
            for (String run : List.of("2026-09-01", "2026-10-01", "2026-11-01")) {
                double growth = 1 + Integer.parseInt(run.substring(5, 7)) * 0.05;
                sample.draw(3_000, "a", true, growth)
                        .write("tranco", run, SampleDataset.manifest("tranco", run, 3_000));
            }
        }
        new Aggregation(new AggregationSettings(2, 512)).run(folder.resolve("data"), folder.resolve("tables"));
        new Report().write(folder.resolve("tables"), folder.resolve("report"));
        return folder.resolve("report");
    }

    @AfterAll
    static void closeTheBrowser() {
        browser.close();
    }

    @BeforeEach
    void openThePage() throws Exception {
        browser.resize(1280, 900, false);
        browser.show("screen", "light");
        browser.open(page);
    }

    @Test
    void itAsksForNothingAndComplainsOfNothing() {
        assertThat(browser.requests()).containsExactly(page.toUri().toString());
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280,screen,light", "1280,screen,dark", "390,screen,light", "390,screen,dark"})
    void everybodyCanReadIt(int width, String medium, String colours) throws Exception {
        browser.resize(width, 900, width < 600);
        browser.show(medium, colours);
        browser.open(page);
        browser.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; }); 0");
        browser.evaluate(axe() + "; 0");
        JsonNode found = browser.evaluate("""
                axe.run(document, {resultTypes: ["violations"]}).then(results => results.violations
                  .filter(each => each.impact === "serious" || each.impact === "critical")
                  .map(each => each.id + ": " + each.help + " at " + each.nodes.slice(0, 3).map(node => node.html).join(" | ")))
                """);
        assertThat(found.isArray()).isTrue();
        assertThat(found).as("serious faults by axe-core").isEmpty();
    }

    private static String axe() throws IOException {
        Properties jar = new Properties();
        jar.load(new StringReader(resource("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")));
        return resource("/META-INF/resources/webjars/axe-core/" + jar.getProperty("version") + "/axe.min.js");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportInABrowserIT.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"desktop,1280,screen,light", "dark,1280,screen,dark", "phone,390,screen,light", "print,794,print,light"
    })
    void nothingSticksOutAtTheSide(String name, int width, String medium, String colours) throws Exception {
        browser.resize(width, 900, width < 600);
        browser.show(medium, colours);
        browser.open(page);
        keepPicture(name, width);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
    }

    private static void keepPicture(String name, int width) throws Exception {
        String pictures = System.getProperty("pictures", "");
        if (!pictures.isEmpty()) {
            int height =
                    browser.evaluate("document.documentElement.scrollHeight").asInt();
            Path folder = Files.createDirectories(Path.of(pictures));
            for (int from = 0, part = 0; from < height; from += PICTURE_HEIGHT, part++) {
                Files.write(
                        folder.resolve(name + "-" + part + ".png"),
                        browser.picture(from, width, Math.min(PICTURE_HEIGHT, height - from)));
            }
        }
    }

    @Test
    void printingShowsTheNumbersBehindTheFigures() throws Exception {
        browser.show("print", "light");
        JsonNode height = browser.evaluate(
                "Math.min(...[...document.querySelectorAll('details table')].map(each => each.getBoundingClientRect().height))");
        assertThat(height.asDouble()).isPositive();
    }

    /// A browser repeats the head of a table on every page, but leaves buttons in it blank.
    @Test
    void headsHaveNoButtonsWhilePrinting() throws Exception {
        String state =
                "[...document.querySelectorAll('th')].map(each => each.textContent + each.querySelectorAll('button').length)";
        JsonNode before = browser.evaluate(state);
        browser.evaluate("window.dispatchEvent(new Event('beforeprint')); 0");
        JsonNode buttons = browser.evaluate("document.querySelectorAll('th button').length");
        browser.evaluate("window.dispatchEvent(new Event('afterprint')); 0");
        assertThat(buttons.asInt()).isZero();
        assertThat(browser.evaluate(state)).isEqualTo(before);
        assertThat(browser.evaluate("document.querySelectorAll('th button').length")
                        .asInt())
                .isPositive();
    }

    @Test
    void aColumnSortsItsTableByNumbers() throws Exception {
        JsonNode shares = browser.evaluate("""
                (() => {
                  const table = [...document.querySelectorAll("table")].find(each => each.caption?.textContent.includes("top-level"));
                  const heads = [...table.tHead.rows[0].cells];
                  const column = heads.findIndex(each => each.textContent.startsWith("Listed"));
                  heads[column].querySelector("button").click();
                  return [...table.tBodies[0].rows].map(row => Number(row.cells[column].textContent.replace(/,/g, "")));
                })()
                """);
        List<Double> numbers = shares.values().stream().map(JsonNode::asDouble).toList();
        assertThat(numbers).hasSizeGreaterThan(5).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void aFilterLeavesTheRowsThatHaveTheWords() throws Exception {
        JsonNode shown = browser.evaluate("""
                (() => {
                  const input = document.querySelector("#exhibit-failures_primary .filter input");
                  input.value = "host_nxdomain";
                  input.dispatchEvent(new Event("input"));
                  return [...document.querySelectorAll("#exhibit-failures_primary tbody tr")]
                    .filter(row => !row.hidden).map(row => row.textContent);
                })()
                """);
        assertThat(shown.values().stream().map(JsonNode::asString))
                .isNotEmpty()
                .allMatch(text -> text.contains("host_nxdomain"));
    }
}
