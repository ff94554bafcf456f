package org.stsurvey.scanner.observe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
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
import org.stsurvey.inputs.Target;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.world.Resident;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.certificate.ChainRules;
import org.stsurvey.scanner.judge.certificate.Intermediates;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observe.DomainObserver;
import org.stsurvey.scanner.observe.dns.DnsEngine;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.dns.ResolverEvents;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.https.FetchStage;
import org.stsurvey.scanner.observe.https.PolicyFetcher;
import org.stsurvey.scanner.observe.pace.Pace;
import org.stsurvey.scanner.observe.pace.PaceSettings;

/// The lab's zoo of mail hosts, scanned as a scan does it: every code that a network can show, each as the lab
/// says.
class ProbeZooTest {

    private static final Duration WHOLE = Duration.ofSeconds(6);

    /// What a machine that is busy with other tests may add to a deadline.
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final int WORLD = 3_000;
    private static final int AT_ONCE = 24;

    private static final Map<String, Observation> SEEN = new ConcurrentHashMap<>();
    private static final Set<String> PEERS = ConcurrentHashMap.newKeySet();

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // by start()
    private static Lab lab;

    @SuppressWarnings("NullAway.Init") // by start()
    private static Judge judge;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(LabSettings.generated(WORLD).withSlow(true));
        judge = new Judge(Rulebook.of(
                new ChainRules(TrustAnchors.fromPem(lab.caPem(), "the lab's root"), Intermediates.none()),
                Optional::of));
        FetchSettings fetch =
                new FetchSettings(lab.httpsPort(), "stsurvey/test", WHOLE, WHOLE, WHOLE, 2, Duration.ofMillis(50));
        SmtpSettings smtp = new SmtpSettings(lab.smtpPort(), "probe.example.org", WHOLE, WHOLE, 2);
        try (DnsEngine dns = DnsEngine.open(DnsSettings.of(List.of(lab.dns())), ResolverEvents.IGNORED);
                PolicyFetcher fetcher = new PolicyFetcher(fetch, InetAddress::isLoopbackAddress);
                SmtpClient client = new SmtpClient(smtp, InetAddress::isLoopbackAddress);
                Recording recording = new Recording()) {
            recording.enable("jdk.SocketWrite").withoutThreshold();
            recording.enable("jdk.SocketRead").withoutThreshold();
            recording.start();
            observeAll(observer(dns, fetch, fetcher, smtp, client));
            recording.stop();
            notePeers(recording);
        }
    }

    private static DomainObserver observer(
            DnsEngine dns, FetchSettings fetch, PolicyFetcher fetcher, SmtpSettings smtp, SmtpClient client) {
        FetchStage.Rules rules = new FetchStage.Rules(
                InetAddress::isLoopbackAddress, _ -> Optional.empty(), _ -> true, 4, Optional::of, Clock.systemUTC());
        MxProbes probes = new MxProbes(
                new Pace(SmtpSettings.PACE),
                new MxProbes.Rules(
                        InetAddress::isLoopbackAddress,
                        _ -> Optional.empty(),
                        _ -> true,
                        Optional::of,
                        Clock.systemUTC(),
                        System::nanoTime,
                        () -> 0),
                new PortWatch(client::answers),
                MxProbes.PROOF_PATIENCE);
        return new DomainObserver(
                DomainObserver.ObserveSettings.DEFAULT,
                dns,
                new FetchStage(
                        fetch, fetcher, new Pace(PaceSettings.DEFAULT), rules, new SplittableRandom(1), Thread::sleep),
                Optional.of(probes.pass(1, client, smtp)),
                Clock.systemUTC(),
                System::nanoTime,
                () -> "random");
    }

    private static void observeAll(DomainObserver observer) throws Exception {
        Semaphore visitors = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = zoo().<Future<?>>map(resident -> threads.submit(() -> {
                        visitors.acquire();
                        SEEN.put(
                                resident.domain(),
                                observer.observe(new Target(0, OptionalLong.empty(), 1, resident.domain()), () -> {}));
                        visitors.release();
                        return resident;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
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
    }

    @AfterAll
    static void stop() throws IOException {
        lab.close();
    }

    /// Those of the zoo that a probe says something of.
    static Stream<Resident> zoo() {
        return lab.world()
                .residents()
                .filter(resident -> resident.domain().startsWith("zoo"))
                .filter(resident -> resident.truth().delivery().isPresent());
    }

    private static Observation seen(Resident resident) {
        return Objects.requireNonNull(SEEN.get(resident.domain()));
    }

    private static Stream<String> codes(Judgement judgement) {
        return judgement.findings().stream()
                .map(finding -> finding.outcome().code())
                .filter(code -> code.matches("mx_(cert|tls|smtp|starttls)_.*"));
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void theProbeFindsTheTruth(Resident resident) {
        Judgement judgement = judge.judge(seen(resident));

        assertThat(codes(judgement).toList())
                .as("%s %s", resident.scenario(), seen(resident).mxProbes())
                .isEqualTo(resident.truth().mxProbe().map(List::of).orElse(List.of()));
        assertThat(judgement.delivery().orElseThrow().code())
                .isEqualTo(resident.truth().delivery().orElseThrow());
        assertThat(judgement.status().code())
                .isEqualTo(resident.truth().deploymentStatus().code());
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void withoutAProbeThereIsNothingToFind(Resident resident) {
        Observation seen = seen(resident);
        Observation unprobed = new Observation(
                seen.target(),
                seen.observedAt(),
                seen.pass(),
                seen.txt(),
                seen.mx(),
                seen.tlsRpt(),
                seen.apex(),
                seen.policyHost(),
                seen.wildcard(),
                seen.mxHosts(),
                seen.fetch(),
                seen.fault());
        Judgement judgement = judge.judge(unprobed);

        assertThat(codes(judgement)).isEmpty();
        assertThat(judgement.primary().code()).isEqualTo(resident.truth().outcome());
        assertThat(judgement.status()).isEqualTo(judge.judge(seen).status());
    }

    @ParameterizedTest
    @MethodSource("zoo")
    void theDeadlineHolds(Resident resident) {
        for (MxProbe probe : seen(resident).mxProbes().orElse(List.of())) {
            assertThat(probe.attempts())
                    .allSatisfy(attempt -> assertThat(attempt.elapsed()).isLessThan(WHOLE.plus(SLACK)));
        }
    }

    @Test
    void everyCodeOfAProbeIsInTheZoo() {
        assertThat(zoo().flatMap(one -> one.truth().mxProbe().stream()).collect(Collectors.toSet()))
                .contains(
                        "mx_cert_name_mismatch",
                        "mx_cert_untrusted",
                        "mx_cert_expired",
                        "mx_cert_not_yet_valid",
                        "mx_cert_constraint",
                        "mx_cert_weak",
                        "mx_starttls_missing",
                        "mx_starttls_tempfail",
                        "mx_tls_failed",
                        "mx_tls_interrupted",
                        "mx_smtp_timeout",
                        "mx_smtp_refused",
                        "mx_smtp_closed",
                        "mx_smtp_protocol_error",
                        "mx_smtp_banner_rejected",
                        "mx_smtp_ehlo_rejected",
                        "mx_smtp_tempfail");
    }

    @Test
    void noMailIsBegun() {
        assertThat(lab.mailsBegun()).isZero();
    }

    @Test
    void noPacketGoesElsewhere() {
        assertThat(PEERS)
                .as("peers of all sockets of this JVM")
                .isNotEmpty()
                .allSatisfy(peer -> assertThat(InetAddress.ofLiteral(peer).isLoopbackAddress())
                        .as(peer)
                        .isTrue());
        assertThat(PEERS).anyMatch(peer -> peer.startsWith("127.85."));
    }
}
