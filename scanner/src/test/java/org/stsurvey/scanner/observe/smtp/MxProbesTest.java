package org.stsurvey.scanner.observe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.MxProbe.Omission;
import org.stsurvey.scanner.observation.SmtpAttempt;
import org.stsurvey.scanner.observation.SmtpAttempt.End;
import org.stsurvey.scanner.observation.SmtpAttempt.Step;
import org.stsurvey.scanner.observation.SpecialPurposeAddresses;
import org.stsurvey.scanner.observation.TlsHandshake;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.pace.Pace;
import org.stsurvey.scanner.observe.pace.PaceSettings;

@Timeout(60)
class MxProbesTest {

    private static final String PUBLIC = "198.35.26.96";
    private static final String OTHER = "198.35.27.97";
    private static final SmtpSettings SETTINGS = SmtpSettings.of(25, "probe.example.org");

    /// Answers as it is told and remembers who was dialled.
    private static final class FakeClient implements MxClient {
        private final List<String> dialled = new CopyOnWriteArrayList<>();
        private final CountDownLatch answers = new CountDownLatch(1);
        private volatile Step step = Step.TLS;
        private volatile End end = End.SECURED;
        private volatile boolean hasToWait;
        private volatile ByteString certificate = ByteString.utf8("certificate");

        @Override
        public SmtpAttempt attempt(String host, InetAddress address, Deadline deadline) throws InterruptedException {
            dialled.add(host + " " + address.getHostAddress());
            if (hasToWait) {
                answers.await();
            }
            return new SmtpAttempt(
                    address,
                    step,
                    end,
                    OptionalInt.empty(),
                    "",
                    OptionalInt.empty(),
                    Optional.of(new TlsHandshake("TLSv1.3", "suite", List.of(certificate))),
                    "",
                    Duration.ZERO);
        }
    }

    private final FakeClient client = new FakeClient();
    private PaceSettings paceSettings = SmtpSettings.PACE;
    private Duration proof = Duration.ofMillis(1);
    private long cacheOctets = ProbeCache.DEFAULT_OCTETS;
    private Optional<String> exclusion = Optional.empty();
    private boolean reachable = true;
    private int stops;

    private MxProbes probes() {
        MxProbes.Rules rules = new MxProbes.Rules(
                SpecialPurposeAddresses::isPublic,
                _ -> exclusion,
                _ -> reachable,
                Optional::of,
                Clock.systemUTC(),
                System::nanoTime,
                () -> stops);
        return new MxProbes(new Pace(paceSettings), rules, new PortWatch(_ -> false), proof, cacheOctets);
    }

    private MxProbes.Pass pass() {
        return probes().pass(1, client, SETTINGS);
    }

    private static MxHost host(String name, String... addresses) {
        return new MxHost(
                name,
                Observations.addresses(
                        addresses.length == 0 ? Observations.noData() : Observations.found(addresses),
                        Observations.noData()));
    }

    private Optional<Omission> omission(MxHost host) throws InterruptedException {
        return pass().probe(List.of(host)).getFirst().omission();
    }

    @Test
    void aHostIsProbedOnceForAllDomainsThatNameIt() throws InterruptedException {
        MxProbes probes = probes();
        MxProbes.Pass pass = probes.pass(1, client, SETTINGS);
        for (int domain = 0; domain < 100; domain++) {
            List<MxProbe> made = pass.probe(List.of(host("mx1.example", PUBLIC), host("mx2.example", OTHER)));
            assertThat(made).extracting(MxProbe::host).containsExactly("mx1.example", "mx2.example");
        }

        assertThat(client.dialled).containsExactlyInAnyOrder("mx1.example " + PUBLIC, "mx2.example " + OTHER);
        assertThat(probes.count()).isEqualTo(new MxProbes.Count(2, 198, 0));
    }

    @Test
    void whoComesWhileAProbeIsUnderWayWaitsForIt() throws Exception {
        client.hasToWait = true;
        MxProbes.Pass pass = pass();
        try (ExecutorService domains = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<MxProbe>>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                waiting.add(domains.submit(() -> pass.probe(List.of(host("mx.example", PUBLIC)))));
            }
            client.answers.countDown();
            for (Future<List<MxProbe>> one : waiting) {
                assertThat(one.get().getFirst().isConclusive()).isTrue();
            }
        }
        assertThat(client.dialled).hasSize(1);
    }

    @Test
    void aDomainThatIsInterruptedLeavesTheProbeToTheNextOne() throws Exception {
        client.hasToWait = true;
        MxProbes.Pass pass = pass();
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                pass.probe(List.of(host("mx.example", PUBLIC)));
            } catch (InterruptedException _) {
                // As it should be.
            }
        });
        while (client.dialled.isEmpty()) {
            Thread.onSpinWait();
        }
        first.interrupt();
        first.join();
        client.answers.countDown();

        assertThat(pass.probe(List.of(host("mx.example", PUBLIC))).getFirst().isConclusive())
                .isTrue();
        assertThat(client.dialled).hasSize(2);
    }

    @Test
    void theRetestAsksOnlyThoseAgainThatSaidNothing() throws InterruptedException {
        MxProbes probes = probes();
        MxProbes.Pass first = probes.pass(1, client, SETTINGS);
        first.probe(List.of(host("good.example", PUBLIC)));
        client.step = Step.BANNER;
        client.end = End.TIMEOUT;
        first.probe(List.of(host("slow.example", OTHER)));
        MxProbes.Pass again = probes.pass(2, client, SETTINGS.forRetest());
        for (int domain = 0; domain < 3; domain++) {
            again.probe(List.of(host("good.example", PUBLIC), host("slow.example", OTHER)));
        }

        assertThat(client.dialled)
                .containsExactly("good.example " + PUBLIC, "slow.example " + OTHER, "slow.example " + OTHER);
    }

    @Test
    void memoryIsBoundedAndWhatIsForgottenIsProbedAgain() throws InterruptedException {
        cacheOctets = 100_000;
        client.certificate = ByteString.copyOf(new byte[10_000]);
        paceSettings = new PaceSettings(
                paceSettings.perAddress(),
                paceSettings.perNetwork(),
                paceSettings.perProvider(),
                paceSettings.overall(),
                Duration.ofMinutes(5),
                false);
        MxProbes probes = unhurried();
        MxProbes.Pass pass = probes.pass(1, client, SETTINGS);
        pass.probe(List.of(host("popular.example", PUBLIC)));
        for (int i = 0; i < 50; i++) {
            pass.probe(List.of(host("mx" + i + ".example", "198.35." + i + ".1")));
            pass.probe(List.of(host("popular.example", PUBLIC)));
        }
        pass.probe(List.of(host("mx0.example", "198.35.0.1")));

        assertThat(probes.count().forgotten()).isBetween(40L, 50L);
        assertThat(client.dialled.stream().filter(one -> one.startsWith("popular")))
                .hasSize(1);
        assertThat(client.dialled.stream().filter(one -> one.startsWith("mx0.")))
                .hasSize(2);
    }

    /// At gates whose clock does not go by ours.
    private MxProbes unhurried() {
        MxProbes.Rules rules = new MxProbes.Rules(
                SpecialPurposeAddresses::isPublic,
                _ -> Optional.empty(),
                _ -> true,
                Optional::of,
                Clock.systemUTC(),
                System::nanoTime,
                () -> 0);
        Pace pace = new Pace(paceSettings, System::nanoTime, _ -> {});
        return new MxProbes(pace, rules, new PortWatch(_ -> false), proof, cacheOctets);
    }

    @Test
    void onlyVettedAddressesAreDialled() throws InterruptedException {
        assertThat(omission(host("mx.example", "10.0.0.1", "127.0.0.1", "169.254.1.1")))
                .hasValue(Omission.NON_PUBLIC);
        assertThat(omission(host("mx.example"))).hasValue(Omission.NO_ADDRESS);
        exclusion = Optional.of("cidr 198.35.26.0/24");
        assertThat(omission(host("mx.example", PUBLIC))).hasValue(Omission.EXCLUDED);
        exclusion = Optional.empty();
        reachable = false;
        assertThat(omission(host("mx.example", PUBLIC))).hasValue(Omission.NO_VANTAGE);
        assertThat(client.dialled).isEmpty();
        reachable = true;
        assertThat(omission(host("mx.example", "10.0.0.1", PUBLIC))).isEmpty();
        assertThat(client.dialled).containsExactly("mx.example " + PUBLIC);
    }

    @Test
    void aSecondAddressIsTriedWhereTheFirstDoesNotAnswer() throws InterruptedException {
        client.step = Step.TCP;
        client.end = End.REFUSED;
        pass().probe(List.of(host("mx.example", PUBLIC, OTHER, "198.35.28.98")));

        assertThat(client.dialled).containsExactly("mx.example " + PUBLIC, "mx.example " + OTHER);
    }

    @Test
    void ofSixtyFourAddressesOfOneHostTwoAreTried() throws InterruptedException {
        client.step = Step.TCP;
        client.end = End.TIMEOUT;
        String[] many =
                IntStream.rangeClosed(1, 64).mapToObj(i -> "198.35.26." + i).toArray(String[]::new);
        pass().probe(List.of(host("mx.example", many)));

        assertThat(client.dialled).hasSize(2);
    }

    @Test
    void aFailureToConnectIsNotBelievedBeforeAnyConnectionStood() throws InterruptedException {
        client.step = Step.TCP;
        client.end = End.TIMEOUT;
        MxProbes probes = probes();
        MxProbes.Pass pass = probes.pass(1, client, SETTINGS);
        MxProbe unbelieved = pass.probe(List.of(host("dead.example", PUBLIC))).getFirst();
        assertThat(unbelieved.omission()).hasValue(Omission.PORT_UNPROVEN);

        client.step = Step.TLS;
        client.end = End.SECURED;
        pass.probe(List.of(host("alive.example", OTHER)));
        client.step = Step.TCP;
        client.end = End.TIMEOUT;
        MxProbe believed = pass.probe(List.of(host("dead.example", PUBLIC))).getFirst();
        assertThat(believed.omission()).isEmpty();
        assertThat(believed.isConclusive()).isFalse();
    }

    @Test
    void behindABlockedPortNobodyIsJudgedAndNobodyDialled() throws Exception {
        client.step = Step.TCP;
        client.end = End.TIMEOUT;
        proof = Duration.ofSeconds(30);
        MxProbes probes = unhurried();
        MxProbes.Pass pass = probes.pass(1, client, SETTINGS);
        List<MxProbe> made;
        try (ExecutorService domains = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<MxProbe>>> waiting = new ArrayList<>();
            for (int i = 0; i < PortWatch.HOSTS; i++) {
                MxHost host = host("mx" + i + ".example", "62." + i + ".1.1");
                waiting.add(domains.submit(() -> pass.probe(List.of(host))));
            }
            made = new ArrayList<>();
            for (Future<List<MxProbe>> one : waiting) {
                made.addAll(one.get());
            }
        }
        assertThat(made).extracting(MxProbe::omission).containsOnly(Optional.of(Omission.PORT_BLOCKED));
        assertThat(probes.port()).isEqualTo(PortWatch.State.BLOCKED);
        int before = client.dialled.size();
        assertThat(pass.probe(List.of(host("late.example", PUBLIC))).getFirst().omission())
                .hasValue(Omission.PORT_BLOCKED);
        assertThat(client.dialled).hasSize(before);
    }

    @Test
    void whoIsKeptWaitingTooLongAtAGateIsNotMeasured() throws InterruptedException {
        paceSettings = new PaceSettings(
                paceSettings.perAddress(),
                paceSettings.perNetwork(),
                paceSettings.perProvider(),
                paceSettings.overall(),
                Duration.ZERO,
                false);
        MxProbes.Pass pass = pass();
        pass.probe(List.of(host("mx1.example", PUBLIC)));

        assertThat(pass.probe(List.of(host("mx2.example", PUBLIC))).getFirst().omission())
                .hasValue(Omission.DEFERRED);
    }

    @Test
    void aProbeThatFailedWhileThisProcessWasStoppedIsMadeAgain() throws InterruptedException {
        MxClient stopped = (host, address, deadline) -> {
            SmtpAttempt attempt = client.attempt(host, address, deadline);
            client.end = End.SECURED;
            client.step = Step.TLS;
            stops = 1;
            return attempt;
        };
        client.step = Step.BANNER;
        client.end = End.CLOSED;
        MxProbe probe = probes().pass(1, stopped, SETTINGS)
                .probe(List.of(host("mx.example", PUBLIC)))
                .getFirst();

        assertThat(probe.isConclusive()).isTrue();
        assertThat(client.dialled).hasSize(2);
    }
}
