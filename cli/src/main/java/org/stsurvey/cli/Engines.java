package org.stsurvey.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.stsurvey.inputs.Exclusion;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.observe.Companions;
import org.stsurvey.scanner.observe.DomainObserver;
import org.stsurvey.scanner.observe.WireClock;
import org.stsurvey.scanner.observe.dns.DnsEngine;
import org.stsurvey.scanner.observe.dns.ResolverEvents;
import org.stsurvey.scanner.observe.dns.ResolverExamination;
import org.stsurvey.scanner.observe.dns.ResolverStatus;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.https.FetchStage;
import org.stsurvey.scanner.observe.https.PolicyFetcher;
import org.stsurvey.scanner.observe.https.Undisturbed;
import org.stsurvey.scanner.observe.pace.Pace;
import org.stsurvey.scanner.observe.smtp.MxProbes;

/// What a scanner holds open while it works: the clock, the DNS engine, and a fetcher for each pass. Both
/// passes share the clock, the engine and the gates.
final class Engines implements AutoCloseable {

    private static final int RANDOM_LABEL_OCTETS = 8;

    private final NetworkSettings network;
    private final Exclusions exclusions;
    private final Predicate<InetAddress> reachable;
    private final int maxAddresses;
    private final Clock time;
    private final WireClock clock = WireClock.start();
    private final SecureRandom random = new SecureRandom();
    private final Pace pace;
    private final DnsEngine dns;
    private final PolicyFetcher first;
    private final PolicyFetcher patient;
    private final Optional<MxEngine> probes;

    /// @param exclusions networks that are never connected to
    /// @param reachable which addresses this machine has a network for
    /// @param maxAddresses how many addresses of a policy host are tried at most
    /// @param time says when a domain is observed
    Engines(
            NetworkSettings network,
            Exclusions exclusions,
            Predicate<InetAddress> reachable,
            int maxAddresses,
            ResolverEvents events,
            Clock time)
            throws IOException {
        this.network = network;
        this.exclusions = exclusions;
        this.reachable = reachable;
        this.maxAddresses = maxAddresses;
        this.time = time;
        this.pace = new Pace(network.pace());
        this.dns = DnsEngine.open(network.dns(), events);
        this.first = new PolicyFetcher(network.fetch(), network::mayDial);
        this.patient = new PolicyFetcher(network.fetch().forRetest(), network::mayDial);
        this.probes = network.probe().map(settings -> new MxEngine(settings, network, dialling(), time, clock));
    }

    /// Who observes domains in the first pass.
    DomainObserver firstPass(Companions companions) {
        return observer(
                DomainObserver.ObserveSettings.DEFAULT.withCompanions(companions),
                network.fetch(),
                first,
                probes.map(MxEngine::firstPass));
    }

    /// Who observes them in the retest.
    DomainObserver retest(Companions companions) {
        return observer(
                DomainObserver.ObserveSettings.RETEST.withCompanions(companions),
                network.fetch().forRetest(),
                patient,
                probes.map(MxEngine::retest));
    }

    private DomainObserver observer(
            DomainObserver.ObserveSettings settings,
            FetchSettings fetch,
            PolicyFetcher fetcher,
            Optional<MxProbes.Pass> probing) {
        return new DomainObserver(
                settings,
                dns,
                new FetchStage(
                        fetch,
                        new Undisturbed(fetcher, clock::stops),
                        pace,
                        dialling(),
                        new SplittableRandom(),
                        Thread::sleep),
                probing,
                time,
                clock::nanos,
                this::randomLabel);
    }

    private FetchStage.Rules dialling() {
        return new FetchStage.Rules(
                network::mayDial,
                address -> exclusions.covering(address).map(Exclusion::text),
                reachable,
                maxAddresses,
                PublicSuffixes.bundled()::domainUnderRegistry,
                time);
    }

    /// The probe of MX hosts, if it was asked for.
    Optional<MxEngine> probes() {
        return probes;
    }

    DnsEngine dns() {
        return dns;
    }

    /// Looks the resolvers over.
    List<ResolverExamination> examineResolvers() throws InterruptedException {
        return dns.examine();
    }

    /// Waits until the resolvers have answered canaries again.
    void vouch() throws InterruptedException {
        dns.vouch();
    }

    List<ResolverStatus> resolverStatus() {
        return dns.status();
    }

    /// How many exchanges wait for their turn at a policy host.
    int waitingAtGates() {
        return pace.waiting();
    }

    private String randomLabel() {
        byte[] octets = new byte[RANDOM_LABEL_OCTETS];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    @Override
    public void close() throws IOException {
        first.close();
        patient.close();
        probes.ifPresent(MxEngine::close);
        dns.close();
        clock.close();
    }
}
