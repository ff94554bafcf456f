package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.Resident;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PolicyFetch;

/// Every fault that the lab's zoo has, observed over real sockets and judged, against the truth that the zoo
/// states.
class FaultCatalogueTest {

    private static final Duration STEP = Duration.ofSeconds(4);
    private static final Duration WHOLE = Duration.ofSeconds(6);

    /// What a machine that is busy with other tests may add to a deadline.
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final int WORLD = 3_000;
    private static final int AT_ONCE = 24;

    private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();
    private static final Set<String> PEERS = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("NullAway.Init") // by observeTheZoo()
    private static Lab lab;

    @SuppressWarnings("NullAway.Init") // by observeTheZoo()
    private static TestScanner scanner;

    @TempDir
    private static Path folder;

    private record Seen(Observation observation, Judgement judgement) {}

    @BeforeAll
    static void observeTheZoo() throws Exception {
        lab = Lab.start(LabSettings.generated(WORLD).withSlow(true));
        FetchSettings settings =
                new FetchSettings(lab.httpsPort(), "stsurvey/test", STEP, STEP, WHOLE, 2, Duration.ofMillis(50));
        scanner = TestScanner.asking(lab.dns(), settings, lab.caPem());
        try (Recording recording = new Recording()) {
            recording.enable("jdk.SocketWrite").withoutThreshold();
            recording.enable("jdk.SocketRead").withoutThreshold();
            recording.start();
            observeAll();
            recording.stop();
            notePeers(recording);
        }
    }

    private static void observeAll() throws InterruptedException {
        // The zoo in one process with its visitors, all at once, would time out on a small machine.
        Semaphore visitors = new Semaphore(AT_ONCE);
        List<Thread> threads = new ArrayList<>();
        zoo().forEach(resident -> threads.add(Thread.ofVirtual().start(() -> {
            try {
                visitors.acquire();
                Observation observation = scanner.observe(resident.domain());
                SEEN.put(resident.domain(), new Seen(observation, scanner.judge(observation)));
                visitors.release();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })));
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void notePeers(Recording recording) throws IOException {
        Path file = folder.resolve("sockets.jfr");
        recording.dump(file);
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.hasField("address")) {
                    PEERS.add(event.getString("address"));
                }
            }
        }
        Files.delete(file);
    }

    @AfterAll
    static void stop() throws IOException {
        scanner.close();
        lab.close();
    }

    static Stream<Resident> zoo() {
        return lab.world().residents().filter(resident -> resident.domain().startsWith("zoo"));
    }

    private static Seen seen(Resident resident) {
        return Objects.requireNonNull(SEEN.get(resident.domain()));
    }

    private static List<FetchAttempt> attempts(Resident resident) {
        return seen(resident).observation().fetch().map(PolicyFetch::attempts).orElse(List.of());
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void theOutcomeIsTheTruth(Resident resident) {
        Judgement judgement = seen(resident).judgement();
        assertThat(judgement.primary().code())
                .as("%s: %s", resident.scenario(), explained(resident))
                .isEqualTo(resident.truth().outcome());
        assertThat(judgement.status().code())
                .isEqualTo(resident.truth().deploymentStatus().code());
    }

    private static List<String> explained(Resident resident) {
        return attempts(resident).stream()
                .map(attempt -> attempt.address().getHostAddress() + " " + attempt.stage() + " " + attempt.end() + " "
                        + attempt.alert() + " " + attempt.message())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void theDeadlineHolds(Resident resident) {
        assertThat(attempts(resident))
                .allSatisfy(attempt -> assertThat(attempt.elapsed()).isLessThan(WHOLE.plus(SLACK)));
    }

    @Test
    void nobodyFollowsWhatLeadsElsewhere() {
        assertThat(lab.trapVisits()).isZero();
    }

    @Test
    void noPacketGoesElsewhere() throws IOException {
        assertThat(PEERS)
                .as("peers of all sockets of this JVM")
                .isNotEmpty()
                .allSatisfy(peer -> assertThat(InetAddress.ofLiteral(peer).isLoopbackAddress())
                        .as(peer)
                        .isTrue());
        assertThat(PEERS).contains(Loopback.DNS, Loopback.CLOSING).doesNotContain(Loopback.TRAP);
    }
}
