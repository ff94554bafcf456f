package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.stsurvey.scanner.observation.Observation;

/// Whatever can be observed can be stored, and is read back as it was.
class RoundTripTest {

    private static final String PART = PartStore.partName(0);

    private final Path folder = Files.createTempDirectory("round-trip");

    RoundTripTest() throws IOException {}

    @AfterProperty
    void cleanUp() throws IOException {
        Files.deleteIfExists(folder.resolve(PART));
        Files.delete(folder);
    }

    @Property(tries = 40)
    void everyObservationIsReadAsItWasWritten(@ForAll("observations") List<Observation> observations)
            throws IOException {
        var judgement = Samples.absent(0).judgement();
        var rows = observations.stream()
                .map(observation -> new Row(observation, judgement, Optional.empty()))
                .iterator();

        long written = new PartWriter("test").write(folder.resolve(PART), rows);

        assertThat(written).isEqualTo(observations.size());
        try (var reader = ObservationReader.open(new PartFolder(folder), PART)) {
            assertThat(ImmutableList.copyOf(reader)).isEqualTo(observations);
        }
    }

    @Provide
    Arbitrary<List<Observation>> observations() {
        return Observations.any().list().ofMaxSize(8);
    }
}
