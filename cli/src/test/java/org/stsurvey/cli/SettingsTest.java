package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.cli.settings.Surroundings;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.world.Resident;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Options that stand in the environment and in files: which holds, how a wrong one is told, what the manifest
/// keeps.
class SettingsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private record Result(int status, String out, String err) {}

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), Arrays.asList(lines));
    }

    private static Result run(Surroundings surroundings, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        var command = Stsurvey.commandLine(surroundings);
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(words), out.toString(), err.toString());
    }

    /// The settings of `doctor --help`, which prints what holds and sends nothing.
    private static String held(Surroundings surroundings, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--help"));
        Result result = run(surroundings, all.toArray(String[]::new));
        assertThat(result.status()).as(result.err()).isZero();
        int at = result.out().indexOf("Set outside of the command line:");
        return at < 0 ? "" : result.out().substring(at);
    }

    @Test
    void environmentDecidesBeforeProjectProjectBeforeUserUserBeforeSystem() throws Exception {
        Path project = file("project", "retries = 2", "dns-rate = 20", "https-port = 442");
        Path user = file("user", "retries = 3", "dns-rate = 30", "https-port = 443", "concurrency = 33");
        Path system = file("system", "concurrency = 44", "contact = mailto:a@b.example");
        Surroundings all = new Surroundings(Map.of("STSURVEY_RETRIES", "1"), List.of(project, user, system));
        assertThat(held(all, "scan"))
                .contains("retries = 1   (environment STSURVEY_RETRIES)")
                .contains("dns-rate = 20   (" + project + " line 2)")
                .contains("https-port = 442   (" + project + " line 3)")
                .contains("concurrency = 33   (" + user + " line 4)")
                .contains("contact = mailto:a@b.example   (" + system + " line 2)");
    }

    @Test
    void whatIsTypedDecidesBeforeEverything() throws Exception {
        Path file = file("f", "resolver = 127.0.0.9", "https-port = 77");
        Surroundings surroundings = new Surroundings(Map.of("STSURVEY_RESOLVER", "127.0.0.8"), List.of(file));
        assertThat(held(surroundings, "scan", "--resolver", "127.0.0.1"))
                .doesNotContain("resolver =")
                .contains("https-port = 77");
        assertThat(held(surroundings, "scan")).contains("resolver = 127.0.0.8");
    }

    @Test
    void aNamedFileIsReadInPlaceOfTheUsualOnes() throws Exception {
        Path usual = file("usual", "retries = 7");
        Path named = file("named", "dns-rate = 5");
        Surroundings surroundings = new Surroundings(Map.of(), List.of(usual));
        assertThat(held(surroundings, "scan", "--config", named.toString()))
                .contains("dns-rate = 5")
                .doesNotContain("retries");
        assertThat(held(new Surroundings(Map.of("STSURVEY_CONFIG", named.toString()), List.of(usual)), "scan"))
                .contains("dns-rate = 5")
                .doesNotContain("retries");
        Result missing = run(surroundings, "check", "a.example", "--config=" + folder.resolve("nobody"));
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("nobody: there is no such file");
    }

    @Test
    void aKeyWithoutACommandIsScansAndHoldsWhereTheOptionIsTheVerySame() throws Exception {
        Path file = file("f", "retries = 2", "out = /srv/data", "demo.out = /tmp/demo", "month.site = /srv/www");
        Surroundings surroundings = new Surroundings(Map.of(), List.of(file));
        assertThat(held(surroundings, "scan"))
                .contains("out = /srv/data", "retries = 2")
                .doesNotContain("/tmp/demo");
        assertThat(held(surroundings, "check")).contains("retries = 2").doesNotContain("/srv");
        assertThat(held(surroundings, "aggregate")).isEmpty();
        assertThat(held(surroundings, "demo")).contains("demo.out = /tmp/demo").doesNotContain("/srv");
        assertThat(held(surroundings, "month"))
                .contains("month.site = /srv/www")
                .doesNotContain("/srv/data");
    }

    @Test
    void withinAFileTheKeyWithTheCommandDecides() throws Exception {
        Path file = file("f", "check.retries = 1", "retries = 2");
        Surroundings surroundings = new Surroundings(Map.of(), List.of(file));
        assertThat(held(surroundings, "check")).contains("check.retries = 1").doesNotContain("= 2");
        assertThat(held(surroundings, "scan")).contains("retries = 2");
    }

    @Test
    void severalValuesAreSeveralLinesOrWordsOfAVariable() throws Exception {
        Path file = file("f", "resolver = 127.0.0.1", "# one more", "resolver = 127.0.0.2:53");
        assertThat(held(new Surroundings(Map.of(), List.of(file)), "scan"))
                .contains("resolver = 127.0.0.1 127.0.0.2:53   (" + file + " line 1 and 3)");
        assertThat(held(new Surroundings(Map.of("STSURVEY_RESOLVER", "::1  127.0.0.3"), List.of()), "scan"))
                .contains("resolver = ::1 127.0.0.3");
        assertThat(held(new Surroundings(Map.of("STSURVEY_VANTAGE", "AS64496 NL"), List.of()), "scan"))
                .as("of a single value the blanks are its own")
                .contains("vantage = AS64496 NL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resolvr = 127.0.0.1|line 1: resolvr is no option; did you mean resolver?",
                "scan.concurency = 5|line 1: scan.concurency is no option; did you mean scan.concurrency?",
                "xyzzyplugh = 1|line 1: xyzzyplugh is no option; keys are long options without their dashes",
                "concurrency = many|line 1: concurrency: Invalid value for option '--concurrency'",
                "retest-after = soon|line 1: retest-after: Invalid value for option '--retest-after'",
                "progress = dots|line 1: progress: Invalid value for option '--progress'",
                "strict = perhaps|line 1: strict = perhaps is neither true nor false",
                "restart = true|line 1: restart decides about one command only; give it on the command line",
                "site = /srv/www|line 1: site is no option of scan; write month.site",
                "concurrency|line 1: \"concurrency\" is no setting; write it as key = value",
                "concurrency =|line 1: concurrency has no value",
                "concurrency = 0|--concurrency 0 is below 1",
            })
    void aWrongSettingIsAUsageErrorThatNamesItsPlace(String line, String message) throws Exception {
        Path file = file("stsurvey.properties", line);
        Path list = file("list.csv", "example.com");
        Result result = run(
                new Surroundings(Map.of(), List.of(file)),
                "scan",
                list.toString(),
                "--out",
                folder.resolve("data").toString(),
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:1");
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(message).contains(file + " line 1");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aSingleValueGivenTwiceIsRefusedWithBothLines() throws Exception {
        Path file = file("f", "retries = 1", "", "retries = 2");
        Result result = run(new Surroundings(Map.of(), List.of(file)), "check", "a.example");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(file + " line 1 and 3: retries has 2 values and may have one");
    }

    @Test
    void aMisspeltVariableIsAUsageErrorButNotOneOfTheLaunchers() {
        Result result = run(new Surroundings(Map.of("STSURVEY_RESOLVR", "::1"), List.of()), "check", "a.example");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("STSURVEY_RESOLVR sets no option; did you mean STSURVEY_RESOLVER?");
        assertThat(held(new Surroundings(Map.of("STSURVEY_JAVA_OPTS", "-Xmx1g"), List.of()), "scan"))
                .isEmpty();
    }

    @Test
    void helpIsGivenWhateverTheFilesSay() throws Exception {
        Path file = file("f", "nonsense");
        Result result = run(new Surroundings(Map.of(), List.of(file)), "scan", "--help");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("Usage: stsurvey scan");
        assertThat(result.err()).contains("is no setting");
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws Exception {
        Path file = Files.write(folder.resolve("binary"), new byte[] {'a', '=', (byte) 0xff, (byte) 0xfe});
        Result result = run(new Surroundings(Map.of(), List.of(file)), "check", "a.example");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(file + " is not text in UTF-8");
    }

    @Test
    void whatHasNoEndOrIsAFolderIsNoFileOfSettings() throws Exception {
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless), "this system has no /dev/zero");
        assertThat(run(Surroundings.none(), "check", "a.example", "--config", endless.toString()))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("/dev/zero is longer than 1 MiB"));
        assertThat(run(Surroundings.none(), "check", "a.example", "--config", folder.toString()))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains(folder + " is a folder; give the path"));
    }

    @Test
    void aNameThatNoFileCanHaveIsAUsageError() {
        Result result = run(new Surroundings(Map.of("STSURVEY_CONFIG", "a\0b"), List.of()), "check", "a.example");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("STSURVEY_CONFIG: a?b cannot be a path here");
    }

    @Test
    void aByteOrderMarkAndWindowsLinesAreRead() throws Exception {
        Path file = Files.write(
                folder.resolve("windows"), "\ufeffretries = 4\r\ndns-rate=9\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(held(new Surroundings(Map.of(), List.of(file)), "scan")).contains("retries = 4", "dns-rate = 9");
    }

    @Test
    void wordsMayStandInAFileOfArguments() throws Exception {
        Path words = file("words", "--config", file("named", "dns-rate = 5").toString());
        assertThat(held(Surroundings.none(), "scan", "@" + words)).contains("dns-rate = 5");
    }

    @Test
    void theManifestKeepsWhatHeldAndWhereItCameFromAndTheMethodFollowsIt() throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(300))) {
            // Whoever never answers would be waited for.
            Files.write(
                    folder.resolve("lab.csv"),
                    lab.world()
                            .residents()
                            .filter(each -> each.truth().outcome().equals("ok"))
                            .map(Resident::domain)
                            .toList());
            lab.writeCa(folder.resolve("ca.pem"));
            Path file = file(
                    "f",
                    "resolver = 127.0.0.1:" + lab.dns().getPort(),
                    "https-port = " + lab.httpsPort(),
                    "ca-file = " + folder.resolve("ca.pem"),
                    "allow-non-public = true",
                    "retest-after = 0s",
                    "retries = 1",
                    "progress = none");
            Surroundings surroundings = new Surroundings(Map.of("STSURVEY_NOISE_SAMPLE", "0,0"), List.of(file));
            String[] words = {
                "scan",
                folder.resolve("lab.csv").toString(),
                "--out",
                folder.resolve("data").toString(),
                "--run",
                "2026-11-01",
                "--concurrency",
                "50"
            };
            Result result = run(surroundings, words);
            assertThat(result.status()).as(result.err()).isZero();
            assertThat(result.err()).contains("stsurvey: set by " + file + ": allow-non-public, ca-file, https-port");
            JsonNode manifest = JSON.readTree(folder.resolve("data/observations/list=lab/run=2026-11-01/_manifest.json")
                    .toFile());
            JsonNode settings = manifest.get("settings");
            assertThat(settings.get("retries").asString()).isEqualTo("1");
            assertThat(settings.get("retries_from").asString()).isEqualTo(file + " line 6");
            assertThat(settings.get("noise_sample_from").asString()).isEqualTo("environment STSURVEY_NOISE_SAMPLE");
            assertThat(settings.get("concurrency").asString()).isEqualTo("50");
            assertThat(settings.has("concurrency_from")).as("it was typed").isFalse();
            assertThat(settings.get("seed").asString()).as("a default").isEqualTo("1");
            assertThat(manifest.get("non_default").toString()).contains("--retries", "--concurrency");
            assertThat(manifest.get("command_line").toString()).doesNotContain("--retries");
            assertThat(manifest.get("method").get("dns_tries").asString()).isEqualTo("2");

            file(
                    "f",
                    Files.readString(file).replace("retries = 1", "retries = 2").split("\n"));
            Result refused = run(surroundings, words);
            assertThat(refused.status()).as("a finished run of another method").isEqualTo(3);
            assertThat(refused.err()).contains("dns_tries was 2 and is 3");
        }
    }
}
