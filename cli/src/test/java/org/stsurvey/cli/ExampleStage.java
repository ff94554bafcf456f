package org.stsurvey.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.stsurvey.cli.settings.Surroundings;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.world.Resident;
import picocli.CommandLine;

/// Everything that the examples speak of, in one folder: lists, policies, a finished run and its tables; with a lab
/// for the Internet.
final class ExampleStage {

    private static final int DOMAINS = 8;
    private static final String RUN = "observations/list=staged/run=2026-11-01";
    private static final List<String> NEW_FOLDERS = List.of("--out", "--data", "--site", "--copy");

    /// What an example came to.
    record Result(int status, String out, String err) {}

    private final Path folder;
    private final Lab lab;
    private final List<String> domains;
    private int runs;

    private ExampleStage(Path folder, Lab lab) {
        this.folder = folder;
        this.lab = lab;
        // Whoever never answers would be waited for.
        this.domains = Stream.concat(
                        Stream.of("zoo-healthy.example", "zoo-host-nxdomain.example"),
                        lab.world()
                                .residents()
                                .filter(each -> each.truth().outcome().equals("ok"))
                                .map(Resident::domain)
                                .limit(DOMAINS))
                .toList();
    }

    static ExampleStage set(Path folder, Lab lab) throws IOException {
        ExampleStage stage = new ExampleStage(folder, lab);
        stage.writeFiles();
        stage.expectDone("scan", "list.csv", "--out", "survey", "--list-name", "staged", "--run", "2026-11-01");
        stage.expectDone("aggregate", "survey", "--out", "tables");
        return stage;
    }

    private void expectDone(String... words) {
        Result result = execute(Stream.of(words)
                .map(word -> word.matches("list.csv|survey|tables")
                        ? folder.resolve(word).toString()
                        : word)
                .toList());
        if (result.status() != 0) {
            throw new AssertionError(List.of(words) + ": " + result);
        }
    }

    private void writeFiles() throws IOException {
        String ranked = IntStream.range(0, domains.size())
                .mapToObj(i -> (i + 1) + "," + domains.get(i) + "\n")
                .collect(Collectors.joining());
        for (String name : List.of("list.csv", "lab.csv", "tranco.csv", "tranco_XK2N.csv", "top-1m.csv")) {
            write(name, ranked);
        }
        gzip("names.gz", String.join("\n", domains) + "\n");
        gzip("current.csv.gz", "origin,rank\nhttps://www." + domains.getFirst() + ",1000\n");
        gzip("com.zone.gz", "$ORIGIN com.\n@ 900 IN SOA a. b. 1 2 3 4 5\nexample 900 IN NS ns.example.net.\n");
        gzip("routeviews.pfx2as.gz", "127.0.0.0\t8\t64496\n");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("top-1m.csv.zip")))) {
            zip.putNextEntry(new ZipEntry("top-1m.csv"));
            zip.write(ranked.getBytes(StandardCharsets.UTF_8));
        }
        write("mine.txt", String.join("\n", domains) + "\nnot a domain\n");
        write("opt-out.txt", "suffix\tasked-us.example\t2026-10-01\tby mail\n");
        write("sectors.csv", "example,lab\n");
        write("ours.tsv", "mx\tmail.example\tOurs\n");
        write("mta-sts.txt", "version: STSv1\r\nmode: enforce\r\nmx: mx1.example.com\r\nmax_age: 604800\r\n");
        write("cases.jsonl", "{\"kind\": \"txt\", \"strings\": [\"v=STSv1; id=1;\"]}\n");
        lab.writeCa(folder.resolve("lab.pem"));
        write("survey.properties", settings());
        write(
                "arguments.txt",
                folder.resolve("list.csv") + " --out " + folder.resolve("from-arguments") + " --dry-run\n");
    }

    private String settings() {
        return """
                resolver = 127.0.0.1:%d
                https-port = %d
                smtp-port = %d
                ca-file = %s
                allow-non-public = true
                retest-after = 0s
                noise-sample = 0,0
                progress = none
                """.formatted(lab.dns().getPort(), lab.httpsPort(), lab.smtpPort(), folder.resolve("lab.pem"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void gzip(String name, String text) throws IOException {
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Runs an example on the stage: files are found here, the Internet is the lab, and what is written is written to
    /// folders of its own.
    Result run(Example example) {
        runs++;
        List<String> words = new ArrayList<>();
        String before = "";
        for (String word : example.words()) {
            words.add(staged(before, word));
            before = word;
        }
        return execute(words);
    }

    private String staged(String before, String word) {
        if (NEW_FOLDERS.contains(before)) {
            return folder.resolve(runs + "-" + before.substring(2)).toString();
        }
        if (word.matches(".*observations/list=.*/run=.*")) {
            return folder.resolve("survey").resolve(RUN).toString();
        }
        return switch (word) {
            case "data" -> folder.resolve("survey").toString();
            case "example.com" -> domains.getFirst();
            case "127.0.0.1", "127.0.0.1:5300" -> "127.0.0.1:" + lab.dns().getPort();
            case "127.0.0.1:9464" -> "127.0.0.1:0";
            case "8443" -> Integer.toString(lab.httpsPort());
            case "2525" -> Integer.toString(lab.smtpPort());
            default -> file(word);
        };
    }

    /// `FILE`, `@FILE` or `NAME=FILE`, if there is such a file here.
    private String file(String word) {
        int at = Math.max(word.lastIndexOf('='), word.lastIndexOf('@')) + 1;
        String name = Path.of(word.substring(at)).getFileName() == null
                ? ""
                : Path.of(word.substring(at)).getFileName().toString();
        return !name.isEmpty() && Files.exists(folder.resolve(name))
                ? word.substring(0, at) + folder.resolve(name)
                : word;
    }

    private Result execute(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Stsurvey.commandLine(new Surroundings(Map.of(), List.of(folder.resolve("survey.properties"))));
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = command.execute(words.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }
}
