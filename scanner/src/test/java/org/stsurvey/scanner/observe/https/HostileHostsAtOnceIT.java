package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.world.Resident;
import org.stsurvey.scanner.observation.FetchAttempt;

/// All policy hosts of the zoo at once, again and again: afterwards heap, threads and sockets are what they were.
///
/// Lasts 10 seconds, a minute with `CI=true`, or as many seconds as `-Dstsurvey.soak=` says.
class HostileHostsAtOnceIT {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration WHOLE = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(8);
    private static final int AT_ONCE = 150;
    private static final int WORLD = 3_000;
    private static final long MIB = 1 << 20;

    /// What the JDK opens for itself and keeps.
    private static final int FEW = 4;

    /// A moment's measure of what could leak.
    private record Held(long heap, long threads, long sockets) {
        static Held now() {
            return new Held(heapInUse(), liveThreads(), OpenFiles.sockets());
        }

        private static long heapInUse() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        /// Without those of the lab, which grow with the visitors it has and linger.
        private static long liveThreads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !thread.getName().startsWith("lab-"))
                    .count();
        }
    }

    private final Map<String, AtomicLong> slowest = new ConcurrentHashMap<>();

    private static Duration lasting() {
        boolean buildServer = Boolean.parseBoolean(System.getenv().getOrDefault("CI", "false"));
        return Duration.ofSeconds(Integer.getInteger("stsurvey.soak", buildServer ? 60 : 10));
    }

    @Test
    void nothingIsLeftOfThemAfterwards() throws Exception {
        List<String> zoo;
        try (Lab lab = Lab.start(LabSettings.generated(WORLD).withSlow(true))) {
            zoo = lab.world()
                    .residents()
                    .filter(resident -> resident.scenario().matches("(tcp|tls|http|http2)-.*"))
                    .map(Resident::domain)
                    .filter(domain -> domain.startsWith("zoo"))
                    .toList();
            FetchSettings settings =
                    new FetchSettings(lab.httpsPort(), "stsurvey/test", STEP, STEP, WHOLE, 1, Duration.ZERO);
            Held withoutScanner = Held.now();
            try (TestScanner scanner = TestScanner.asking(lab.dns(), settings, lab.caPem())) {
                observe(scanner, zoo, zoo.size());
                Held before = Held.now();
                Instant end = Instant.now().plus(lasting());
                while (Instant.now().isBefore(end)) {
                    observe(scanner, zoo, 2 * zoo.size());
                }
                // Both ends of the sockets are in this process.
                awaitAtMost(OpenFiles::sockets, withoutScanner.sockets() + 2 * HttpClients.MAX_LEFT_OPEN + FEW);
                awaitAtMost(Held::liveThreads, before.threads() + FEW);
                awaitAtMost(Held::heapInUse, before.heap() + 16 * MIB);
            }
            awaitAtMost(OpenFiles::sockets, withoutScanner.sockets() + FEW);
            awaitAtMost(Held::liveThreads, withoutScanner.threads() + FEW);
        }
        assertThat(slowest.keySet()).containsExactlyInAnyOrderElementsOf(zoo);
        assertThat(slowest)
                .allSatisfy((domain, millis) ->
                        assertThat(Duration.ofMillis(millis.get())).as(domain).isLessThan(WHOLE.plus(SLACK)));
    }

    /// Observes so many hosts of the zoo, every one at least once and each by one thread at a time.
    private void observe(TestScanner scanner, List<String> zoo, int visits) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        SplittableRandom random = new SplittableRandom();
        for (int worker = 0; worker < AT_ONCE; worker++) {
            List<String> mine = new ArrayList<>();
            for (int i = worker; i < zoo.size(); i += AT_ONCE) {
                mine.add(zoo.get(i));
            }
            int rounds = Math.max(1, visits / zoo.size());
            int from = mine.isEmpty() ? 0 : random.nextInt(mine.size());
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < rounds * mine.size(); i++) {
                    observe(scanner, mine.get((from + i) % mine.size()));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void observe(TestScanner scanner, String domain) {
        try {
            // Without a fetch where a starved machine lost the lookups before it.
            scanner.observe(domain).fetch().ifPresent(fetch -> {
                long longest = fetch.attempts().stream()
                        .map(FetchAttempt::elapsed)
                        .mapToLong(Duration::toMillis)
                        .max()
                        .orElse(0);
                slowest.computeIfAbsent(domain, _ -> new AtomicLong()).accumulateAndGet(longest, Math::max);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitAtMost(LongSupplier measure, long most) throws InterruptedException {
        Instant patience = Instant.now().plus(Duration.ofSeconds(30));
        while (measure.getAsLong() > most && Instant.now().isBefore(patience)) {
            Thread.sleep(50);
        }
        assertThat(measure.getAsLong()).isLessThanOrEqualTo(most);
    }
}
