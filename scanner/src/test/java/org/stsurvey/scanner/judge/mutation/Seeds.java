package org.stsurvey.scanner.judge.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The inputs that the mutator begins with: `seeds.tsv`, kind and text, with `\r`, `\n`, `\t`, `\\` and `\xNN` for
/// what cannot stand there.
final class Seeds {

    private Seeds() {}

    static List<byte[]> of(String... kinds) {
        try (InputStream in = Seeds.class.getResourceAsStream("seeds.tsv")) {
            if (in == null) {
                throw new IllegalStateException("seeds.tsv is missing");
            }
            var wanted = List.of(kinds);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> wanted.contains(line.substring(0, Math.max(0, line.indexOf('\t')))))
                    .map(line -> octets(line.substring(line.indexOf('\t') + 1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<byte[]> words(String... words) {
        var all = new ArrayList<byte[]>();
        Stream.of(words).map(Seeds::octets).forEach(all::add);
        return all;
    }

    private static byte[] octets(String text) {
        var latin1 = new StringBuilder();
        var utf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < utf8.length()) {
            char c = utf8.charAt(at);
            if (c != '\\') {
                latin1.append(c);
                at++;
            } else if (utf8.charAt(at + 1) == 'x') {
                latin1.append((char) Integer.parseInt(utf8, at + 2, at + 4, 16));
                at += 4;
            } else {
                latin1.append(
                        switch (utf8.charAt(at + 1)) {
                            case 'r' -> '\r';
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            default -> utf8.charAt(at + 1);
                        });
                at += 2;
            }
        }
        return ByteMutator.octets(latin1.toString());
    }
}
