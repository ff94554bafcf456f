package org.stsurvey.scanner.observe.https;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.certificate.ChainRules;
import org.stsurvey.scanner.judge.certificate.Intermediates;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.SpecialPurposeAddresses;
import org.stsurvey.scanner.observe.DomainObserver;
import org.stsurvey.scanner.observe.dns.DnsClient;
import org.stsurvey.scanner.observe.dns.DnsEngine;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.dns.ResolverEvents;
import org.stsurvey.scanner.observe.pace.Pace;
import org.stsurvey.scanner.observe.pace.PaceSettings;

/// The scanner as the command puts it together, for tests on loopback.
final class TestScanner implements AutoCloseable {

    private final Optional<DnsEngine> engine;
    private final PolicyFetcher fetcher;
    private final DomainObserver observer;
    private final Judge judge;
    private final AtomicInteger ordinal = new AtomicInteger();

    /// A scanner that asks a resolver.
    ///
    /// @param rootPem the one root that certificates may chain to
    static TestScanner asking(InetSocketAddress resolver, FetchSettings settings, String rootPem) throws IOException {
        DnsEngine dns = DnsEngine.open(
                DnsSettings.of(List.of(resolver))
                        .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))
                        .withTries(2),
                ResolverEvents.IGNORED);
        return new TestScanner(settings, dns, Optional.of(dns), rootPem);
    }

    /// A scanner that knows its answers.
    TestScanner(FetchSettings settings, DnsClient dns, String rootPem) {
        this(settings, dns, Optional.empty(), rootPem);
    }

    private TestScanner(FetchSettings settings, DnsClient dns, Optional<DnsEngine> engine, String rootPem) {
        this.engine = engine;
        fetcher = new PolicyFetcher(settings, TestScanner::mayDial);
        FetchStage.Rules rules = new FetchStage.Rules(
                TestScanner::mayDial, _ -> Optional.empty(), _ -> true, 4, Optional::of, Clock.systemUTC());
        FetchStage stage = new FetchStage(
                settings, fetcher, new Pace(PaceSettings.DEFAULT), rules, new SplittableRandom(1), Thread::sleep);
        observer = new DomainObserver(
                DomainObserver.ObserveSettings.DEFAULT,
                dns,
                stage,
                Clock.systemUTC(),
                System::nanoTime,
                () -> "random");
        judge = new Judge(Rulebook.of(
                new ChainRules(TrustAnchors.fromPem(rootPem, "the test's root"), Intermediates.none()),
                name -> Optional.of(name.replaceFirst(".*[.]([^.]+[.][^.]+)$", "$1"))));
    }

    private static boolean mayDial(InetAddress address) {
        return SpecialPurposeAddresses.isPublic(address) || address.isLoopbackAddress();
    }

    Observation observe(String domain) throws InterruptedException {
        return observer.observe(new Target(ordinal.getAndIncrement(), OptionalLong.empty(), 1, domain), () -> {});
    }

    Judgement judge(Observation observation) {
        return judge.judge(observation);
    }

    @Override
    public void close() throws IOException {
        fetcher.close();
        if (engine.isPresent()) {
            engine.get().close();
        }
    }
}
