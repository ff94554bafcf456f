package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds of every text that might be a name.
class NamePropertiesTest {
    private final DomainNames names = new DomainNames();

    @Property(tries = 2_000)
    void anyTextIsANameInNormalFormOrRejected(@ForAll("texts") String text) {
        switch (names.read(text)) {
            case NameReading.DomainName(String domain) ->
                assertThat(names.read(domain)).isEqualTo(new NameReading.DomainName(domain));
            case Malformed malformed -> assertThat(malformed.sentence()).hasSizeLessThan(3_000);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().ofMaxLength(40).map(label -> "xn--" + label + ".ü.example"),
                Arbitraries.strings()
                        .withChars("aA0ß.。-_\u200D\u00AD\u0627\u05D0 ")
                        .ofMaxLength(30));
    }
}
