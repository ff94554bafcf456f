package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InternetDomainName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/// [PublicSuffixes] asks Guava's table of rules past Guava's own class for names, for speed: both must say the same.
class SuffixesAreThoseOfGuavaTest {
    /// Ends of rules of every kind: one label and several, wildcards (`*.ck`, `*.kawasaki.jp`), exceptions (`!www.ck`,
    /// `!city.kawasaki.jp`), private ones, wildcards among these (`*.compute.amazonaws.com`), A-labels, no rule.
    private static final String[] ENDS = {
        "com",
        "uk",
        "co.uk",
        "ck",
        "www.ck",
        "jp",
        "kobe.jp",
        "city.kawasaki.jp",
        "kawasaki.jp",
        "ide.kyoto.jp",
        "github.io",
        "blogspot.com",
        "amazonaws.com",
        "compute.amazonaws.com",
        "s3.dualstack.eu-west-1.amazonaws.com",
        "xn--p1ai",
        "xn--55qx5d.cn",
        "xn--80au.xn--90a3ac",
        "arpa",
        "in-addr.arpa",
        "k12.ma.us",
        "pvt.k12.ma.us",
        "mm",
        "er",
        "example",
        "test",
        "1"
    };

    private static final String[] LABELS = {
        "www", "city", "a", "co", "com", "compute", "s3", "xn--bcher-kva", "a_b", "a--b", "1", "x".repeat(63)
    };

    private final PublicSuffixes suffixes = PublicSuffixes.bundled();

    @Property(tries = 5_000)
    void ofNamesBelowRulesOfEveryKind(@ForAll("names") String name) {
        agrees(name);
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> label = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(LABELS)),
                Tuple.of(
                        1,
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(12)));
        return label.list()
                .ofMaxSize(4)
                .flatMap(front ->
                        Arbitraries.of(ENDS).map(end -> front.isEmpty() ? end : String.join(".", front) + "." + end))
                .filter(name -> name.length() <= 200 && !name.endsWith("1"));
    }

    @Property(tries = 2_000)
    void anyTextHasAnAnswer(@ForAll("texts") String text) {
        String registrable = suffixes.registrableDomain(text).orElse(text);
        assertThat(text).endsWith(registrable);
        assertThat(text).endsWith(suffixes.suffixOf(text).text());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("aA0.-_|é。 ").ofMaxLength(300);
    }

    @Test
    void ofTheNamesOfLists() throws IOException {
        for (String list : List.of("umbrella.csv", "tranco.csv", "majestic.csv")) {
            try (Stream<String> lines = Files.lines(
                    Path.of("src/test/resources/org/stsurvey/inputs/lists", list), StandardCharsets.UTF_8)) {
                lines.flatMap(line -> Stream.of(line.split(",", -1)))
                        .filter(field -> field.matches("[a-z0-9.-]+\\.[a-z][a-z0-9-]*"))
                        .flatMap(DomainNames::suffixesOf)
                        .forEach(this::agrees);
            }
        }
    }

    private void agrees(String name) {
        InternetDomainName guava = InternetDomainName.from(name);
        InternetDomainName suffix = guava.publicSuffix();
        assertThat(suffixes.suffixOf(name).text())
                .as("public suffix of %s", name)
                .isEqualTo(suffix == null ? guava.parts().getLast() : suffix.toString());
        assertThat(suffixes.registrableDomain(name))
                .as("registrable domain of %s", name)
                .isEqualTo(suffix == null ? lastTwo(guava) : under(guava, suffix));
        assertThat(suffixes.domainUnderRegistry(name))
                .as("domain under the registry of %s", name)
                .isEqualTo(guava.registrySuffix() == null ? lastTwo(guava) : under(guava, guava.registrySuffix()));
    }

    private static Optional<String> under(InternetDomainName name, InternetDomainName suffix) {
        return last(name, suffix.parts().size() + 1);
    }

    private static Optional<String> lastTwo(InternetDomainName name) {
        return last(name, 2);
    }

    private static Optional<String> last(InternetDomainName name, int labels) {
        List<String> parts = name.parts();
        return parts.size() < labels
                ? Optional.empty()
                : Optional.of(String.join(".", parts.subList(parts.size() - labels, parts.size())));
    }
}
