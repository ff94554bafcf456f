package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A list of host names is told from a list of domains by what it holds, where its name says nothing.
class HostListsTest {
    @Test
    void aRankedListOfMostlyHostsIsCountedByRegistrableDomain() throws Exception {
        unit(300, i -> i + (i % 2 == 0 ? ",www.x" : ",x") + i + ".example", Unit.REGISTRABLE);
    }

    @Test
    void someHostsAmongDomainsChangeNothing() throws Exception {
        unit(300, i -> i + (i % 5 == 0 ? ",www.x" : ",x") + i + ".example", Unit.AS_LISTED);
    }

    @Test
    void namesUnderPrivateSuffixesAreDomains() throws Exception {
        unit(300, i -> i + ",x" + i + ".github.io", Unit.AS_LISTED);
    }

    @Test
    void aFewLinesTellNothing() throws Exception {
        unit(50, i -> i + ",www.x" + i + ".example", Unit.AS_LISTED);
    }

    @Test
    void aPlainListIsWhatItsOwnerMadeIt() throws Exception {
        unit(300, i -> "www.x" + i + ".example", Unit.AS_LISTED);
    }

    private static void unit(int lines, IntFunction<String> line, Unit expected) throws Exception {
        String list = IntStream.rangeClosed(1, lines).mapToObj(line).collect(Collectors.joining("\n"));
        try (RunFolder run = new RunFolder()) {
            assertThat(run.prepare(PrepareSettings.defaults(), list).unit()).isEqualTo(expected);
        }
    }
}
