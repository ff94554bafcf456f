package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.cli.settings.Surroundings;

/// `lab` as it is given in examples: it says when it is ready, and has then written what it was asked for.
class LabCommandTest {

    @TempDir
    private Path folder;

    @Test
    void everyExampleStartsALab() throws Exception {
        List<Example> examples = Example.all().stream()
                .filter(example -> example.words().getFirst().equals("lab"))
                .toList();
        assertThat(examples).isNotEmpty();
        for (List<String> words :
                examples.stream().map(Example::words).distinct().toList()) {
            assertThat(ready(small(words)))
                    .matches("lab ready dns=127\\.0\\.0\\.1:\\d+ https-port=\\d+ smtp-port=\\d+ domains=500");
            assertThat(Files.readAllLines(folder.resolve("lab.csv"))).hasSize(500);
            assertThat(folder.resolve("lab.pem")).content().startsWith("-----BEGIN CERTIFICATE-----");
        }
    }

    /// The same with few domains, at free ports, writing to the folder.
    private String[] small(List<String> words) {
        return words.stream()
                .flatMap(word -> word.matches("[0-9]+") ? Stream.<String>empty() : Stream.of(word))
                .flatMap(word -> word.endsWith("-port") ? Stream.of(word, "0") : Stream.of(word))
                .flatMap(word -> word.equals("--domains") ? Stream.of(word, "500") : Stream.of(word))
                .map(word -> word.startsWith("lab.") ? folder.resolve(word).toString() : word)
                .toArray(String[]::new);
    }

    /// The first line of a lab, which is then ended.
    private static String ready(String... words) throws IOException, InterruptedException {
        try (PipedWriter said = new PipedWriter();
                BufferedReader out = new BufferedReader(new PipedReader(said))) {
            Thread lab = Thread.ofVirtual().start(() -> {
                var command = Stsurvey.commandLine(Surroundings.none());
                command.setOut(new PrintWriter(said)).setErr(new PrintWriter(Writer.nullWriter()));
                command.execute(words);
            });
            try {
                return String.valueOf(out.readLine());
            } finally {
                lab.interrupt();
                lab.join();
            }
        }
    }
}
