package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.scanner.recording.DnsQuery;
import org.stsurvey.scanner.recording.GateWait;
import org.stsurvey.scanner.recording.PartPublished;
import org.stsurvey.scanner.recording.PolicyFetched;
import org.stsurvey.scanner.recording.ResolverPaused;

/// What a flight recording of a small scan holds.
class FlightRecordingTest {

    @TempDir
    private Path folder;

    private Map<String, List<RecordedEvent>> record(boolean queries) throws Exception {
        Path file = folder.resolve("scan-" + queries + ".jfr");
        try (Lab lab = Lab.start(LabSettings.generated(500));
                Recording recording = new Recording()) {
            recording.enable("org.stsurvey.PolicyFetch");
            recording.enable("org.stsurvey.PartPublished");
            if (queries) {
                recording.enable("org.stsurvey.DnsQuery").withoutThreshold();
            }
            recording.start();
            LabScan scan = new LabScan(folder, lab);
            LabScan.Result result = scan.run(queries ? "2026-11-01" : "2026-11-02", lab.dns());
            assertThat(result.status()).as(result.err()).isZero();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("org.stsurvey."))
                .collect(Collectors.groupingBy(event -> event.getEventType().getName()));
    }

    @Test
    void aRecordingHoldsQuestionsFetchesAndParts() throws Exception {
        Map<String, List<RecordedEvent>> events = record(true);
        List<RecordedEvent> queries = events.get("org.stsurvey.DnsQuery");
        assertThat(queries).hasSizeGreaterThanOrEqualTo(3 * 500);
        assertThat(queries)
                .anySatisfy(query -> {
                    assertThat(query.getString("name")).startsWith("_mta-sts.");
                    assertThat(query.getString("type")).isEqualTo("TXT");
                    assertThat(query.getString("answer")).isEqualTo("no_such_name");
                    assertThat(query.getInt("tries")).isEqualTo(1);
                })
                .anySatisfy(query -> assertThat(query.getString("answer")).isEqualTo("found"));
        assertThat(events.get("org.stsurvey.PolicyFetch")).anySatisfy(fetch -> {
            assertThat(fetch.getString("stage")).isEqualTo("body");
            assertThat(fetch.getInt("status")).isEqualTo(200);
            assertThat(fetch.getString("address")).startsWith("127.");
        });
        assertThat(events.get("org.stsurvey.PartPublished")).anySatisfy(part -> {
            assertThat(part.getString("part")).isEqualTo("part-00000.parquet");
            assertThat(part.getLong("rows")).isEqualTo(500);
            assertThat(part.getLong("bytes")).isPositive();
        });
    }

    @Test
    void questionsAreRecordedOnlyWhereThatIsAskedFor() throws Exception {
        assertThat(record(false)).doesNotContainKey("org.stsurvey.DnsQuery").containsKey("org.stsurvey.PartPublished");
    }

    @Test
    void everyEventExplainsItself() {
        for (Class<? extends jdk.jfr.Event> event : List.of(
                DnsQuery.class, PolicyFetched.class, PartPublished.class, ResolverPaused.class, GateWait.class)) {
            FlightRecorder.register(event);
            EventType type = EventType.getEventType(event);
            assertThat(type.getName()).startsWith("org.stsurvey.");
            assertThat(type.getLabel()).isNotEmpty();
            assertThat(type.getDescription()).isNotEmpty();
            assertThat(type.getCategoryNames()).startsWith("stsurvey");
            assertThat(type.getFields().stream()
                            .filter(field -> !List.of("startTime", "duration", "eventThread", "stackTrace")
                                    .contains(field.getName()))
                            .map(field -> String.valueOf(field.getLabel())))
                    .doesNotContain("null", "");
        }
    }
}
