package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `inputs check` says of a list, and how it ends.
class InputsCheckTest {

    private static final String LIST = "1,example.com\n2,EXAMPLE.com\n3,bücher.example\nx,example.net\n4,army.mil\n";

    @TempDir
    private Path folder;

    private record Result(int status, String out, String err) {}

    private Result check(String... arguments) {
        List<String> all = new ArrayList<>(List.of("inputs", "check"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(arguments), out.toString(), err.toString());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void itSaysWhatWouldBeScannedAndWhatNotAndWhy() throws Exception {
        String optOut = file("opt-out", "suffix mil 2026-10-01 asked by\u001B[31m phone\n");
        Result result =
                check(file("mine.csv", LIST), "--exclude", optOut, "--labels", file("labels", "example,test names\n"));

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .contains(
                        "list    mine",
                        "read    comma-separated, rank in field 1, name in field 2; 5 lines, 0 of them skipped (blank, comment, header, or naming nothing new)",
                        "unit    as-listed",
                        "           5 lines read",
                        "          -1 malformed",
                        "          -1 duplicate",
                        "          -1 excluded",
                        "           2 names to scan",
                        "malformed, 1 lines: bad_rank, rank is not a whole number",
                        "  line 4: rank \"x\" is not a whole number",
                        "  line 2: example.com",
                        "  army.mil: suffix mil since 2026-10-01, asked by\\u{1b}[31m phone",
                        "  xn--bcher-kva.example  bücher.example  rank 3  groups test names",
                        "public suffixes: icann 1, unlisted 1",
                        "internationalised names: 1",
                        "groups: test names 1; without group 1");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void jsonIsOneObject() throws Exception {
        Result result = check(file("mine.csv", LIST), "--json");
        JsonNode json = JsonMapper.shared().readTree(result.out());

        assertThat(result.out().lines()).hasSize(1);
        assertThat(json.at("/list/name").asString()).isEqualTo("mine");
        assertThat(json.at("/list/sha256").asString()).hasSize(64);
        assertThat(json.at("/readings/0/format").asString())
                .isEqualTo("comma-separated, rank in field 1, name in field 2");
        assertThat(json.at("/unit").asString()).isEqualTo("as-listed");
        assertThat(json.at("/funnel").toString())
                .isEqualTo(
                        "{\"read\":5,\"malformed\":1,\"duplicate\":1,\"collapsed\":0,\"excluded\":0,\"unsampled\":0,\"panel\":0,\"targets\":3}");
        assertThat(json.at("/malformed/bad_rank/lines").asLong()).isEqualTo(1);
        assertThat(json.at("/malformed/bad_rank/examples/0/line").asLong()).isEqualTo(4);
        assertThat(json.at("/duplicate/0/domain").asString()).isEqualTo("example.com");
        assertThat(json.at("/targets").size()).isEqualTo(3);
        assertThat(json.at("/public_suffixes/icann").asLong()).isEqualTo(2);
        assertThat(result.out()).contains("\"unicode\":\"b\\u00FCcher.example\"");
    }

    @Test
    void allPrintsTheFateOfEachLineAndName() throws Exception {
        Result text = check(file("mine.csv", LIST), "--all", "--examples", "0");
        assertThat(text.out().lines().filter(line -> line.contains("\t")))
                .containsExactlyInAnyOrder(
                        "malformed\tmine\t4\t\tbad_rank: rank \"x\" is not a whole number",
                        "duplicate\tmine\t2\texample.com\tanother line has it",
                        "scanned\t\t1\texample.com\trank 1",
                        "scanned\t\t3\txn--bcher-kva.example\tbücher.example  rank 3",
                        "scanned\t\t5\tarmy.mil\trank 4");

        List<String> json =
                check(file("mine.csv", LIST), "--all", "--json").out().lines().toList();
        assertThat(json).hasSize(6);
        assertThat(json.subList(0, 5))
                .allSatisfy(line -> assertThat(
                                JsonMapper.shared().readTree(line).at("/fate").asString())
                        .isIn("malformed", "duplicate", "scanned"));
    }

    @Test
    void severalListsAreShownWithThePlaceOfEachName() throws Exception {
        Result result = check(
                "top=" + file("a.csv", "1,a.example\n2,b.example\n"),
                "ours=" + file("b.txt", "b.example\nb.example\n"),
                "--list-id",
                "top=XK2N");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .contains(
                        "list    top, id XK2N",
                        "list    ours",
                        "           2 names to scan",
                        "  ours line 2: b.example")
                .anyMatch(line -> line.startsWith("as      top-ours, sha256 "))
                .contains("  b.example  rank 2 in top, in ours");
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        check(file("mine.csv", LIST), "--work", work.toString());
        check(file("empty.csv", ""), "--work", work.toString());
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aListThatIsReadOtherwiseThanItShouldBeIsPointedOut() throws Exception {
        assertThat(check(file("mine.txt", "a.example\nno\nno\nno\n")).out())
                .contains("more than half of its lines (3) name no domain");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "empty.csv|''|it is empty, or all blank lines and comments",
                "letter.txt|Dear Sir|none of its lines names a domain, line 1: character \" \"",
                "junk.bin|a\u0001\u0002b|is no text: 1 of its first 1 lines, from line 1 on, hold control characters",
            })
    void aListThatCannotBeUsedEndsWithStatus3AndSaysWhy(String name, String text, String message) throws Exception {
        Result result = check(file(name, text));
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).startsWith("stsurvey: list ").contains(name, message);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aTruncatedArchiveEndsWithStatus3AndTheLineReached() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("a.example\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 8);
        Result result = check(Files.write(folder.resolve("cut.gz"), cut).toString());
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err())
                .contains("cut.gz after line 1000: ends in the middle of its packed data, like an unfinished download");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format|excel|format \"excel\" is none of tranco, alexa",
                "--examples|-1|--examples -1 is below 0",
                "--list-date|yesterday|--list-date yesterday is no date",
                "--unit|hosts|is none of",
            })
    void aBadOptionIsAUsageError(String option, String value, String message) throws Exception {
        Result result = check(file("mine.csv", LIST), option, value);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void whatIsSaidOfOneOfSeveralListsMustSayOfWhich() throws Exception {
        String a = file("a.csv", "1,a.example\n");
        String b = file("b.csv", "1,b.example\n");
        assertThat(check(a, b, "--list-id", "XK2N").err())
                .contains(
                        "--list-id XK2N does not say of which list; write --list-id NAME=VALUE, where NAME is one of a, b");
        assertThat(check(a, b, "--list-id", "a=1", "--list-id", "a=2").err())
                .contains("--list-id is given twice for list a");
        assertThat(check("x=" + a, "x=" + b).err()).contains("two lists have the name \"x\"");
        assertThat(check("-", "-").err()).contains("standard input (-) is given twice");
        assertThat(check("x=" + a, "--list-name", "y").err()).contains("--list-name says y");
    }

    @Test
    void trancoWithoutAnIdIsNotScannedUnlessSaidSo() throws Exception {
        String list = file("mine.csv", "1,a.example\n");
        assertThat(check(list, "--list-name", "tranco").status())
                .as("it is only looked at")
                .isZero();
        String[] scan = {"scan", list, "--out", folder.resolve("data").toString(), "--list-name", "tranco"};
        Result refused = run(scan);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("list name \"tranco\" has no id", "add --list-id ID, or --uncited if it shall not be cited");
        assertThat(run(Stream.concat(Stream.of(scan), Stream.of("--uncited")).toArray(String[]::new))
                        .err())
                .as("the next thing that is missing")
                .contains("--contact is missing");
    }

    @Test
    void aPanelThatIsNotThereIsUnusable() throws Exception {
        Result result = check(
                file("mine.csv", LIST), "--panel", folder.resolve("nowhere").toString());
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("nowhere does not exist; name the folder that scan --out wrote to");
    }

    @Test
    void aCommandMustBeNamed() {
        Result result = run("inputs");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("inputs check LIST");
    }
}
