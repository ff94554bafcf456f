package org.stsurvey.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.stsurvey.inputs.DomainNames;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.JvmSwitches;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observe.DomainObserver;
import org.stsurvey.scanner.observe.Vantage;
import org.stsurvey.scanner.observe.dns.DnsJavaClient;
import org.stsurvey.scanner.observe.https.FetchStage;
import org.stsurvey.scanner.observe.https.LeasedResolverProvider;
import org.stsurvey.scanner.observe.https.PolicyFetcher;
import org.stsurvey.scanner.observe.pace.Pace;
import org.stsurvey.scanner.run.SurveyRun;

/// The scanner put together: network, rulebook, and the settings that name them in a manifest.
final class Scanner implements AutoCloseable {

    private static final int RANDOM_LABEL_OCTETS = 8;

    /// How many more domains than are at their questions may be at their fetch, most of them waiting at a gate;
    /// when all are, the scan goes as fast as the gates let it.
    private static final int ROOM_FOR_FETCHES = 2_000;

    /// Of the addresses of a policy host.
    private static final int MAX_ADDRESSES = 4;

    private final NetworkSettings network;
    private final int concurrency;
    private final PolicyFetcher fetcher;
    private final DomainObserver observer;
    private final TodaysRules rules;
    private final SortedMap<String, String> method;

    private Scanner(
            NetworkSettings network,
            int concurrency,
            PolicyFetcher fetcher,
            DomainObserver observer,
            TodaysRules rules,
            SortedMap<String, String> method) {
        this.network = network;
        this.concurrency = concurrency;
        this.fetcher = fetcher;
        this.observer = observer;
        this.rules = rules;
        this.method = method;
    }

    /// Puts the scanner together.
    ///
    /// @param exclusions networks that are never connected to
    /// @param concurrency how many domains may be at their questions at once
    /// @throws IllegalStateException if this JVM is not set up for a scan
    /// @throws UnusableFileException if the file of roots cannot be read
    /// @throws IOException if the network interfaces cannot be listed
    static Scanner open(NetworkSettings network, Exclusions exclusions, int concurrency)
            throws IOException, UnusableFileException {
        List<String> missing = JvmSwitches.missing();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("this JVM is not set up for a scan: " + String.join(", ", missing));
        }
        LeasedResolverProvider.assertInUse();
        TodaysRules rules = TodaysRules.of(roots(network.caFile()));
        Vantage vantage = Vantage.ofThisMachine();
        SecureRandom random = new SecureRandom();
        PolicyFetcher fetcher = new PolicyFetcher(network.fetch(), network::mayDial);
        FetchStage.Rules dialling = new FetchStage.Rules(
                network::mayDial,
                address -> vantage.reaches(address) && network.isIntroducedTo(address) && !exclusions.contains(address),
                MAX_ADDRESSES,
                PublicSuffixes.bundled()::domainUnderRegistry,
                Clock.systemUTC());
        FetchStage fetches = new FetchStage(
                network.fetch(), fetcher, new Pace(network.pace()), dialling, new SplittableRandom(), Thread::sleep);
        DomainObserver observer = new DomainObserver(
                DomainObserver.ObserveSettings.DEFAULT.withDomainsInLookup(concurrency),
                new DnsJavaClient(network.dns()),
                fetches,
                Clock.systemUTC(),
                () -> randomLabel(random));
        return new Scanner(network, concurrency, fetcher, observer, rules, method(network, rules, vantage));
    }

    private static TrustAnchors roots(Optional<Path> caFile) throws UnusableFileException {
        if (caFile.isEmpty()) {
            return TrustAnchors.jdkDefault();
        }
        try {
            return TrustAnchors.fromPem(
                    Files.readString(caFile.get()), caFile.get().toString());
        } catch (IOException e) {
            throw new UnusableFileException(
                    "--ca-file " + caFile.get() + " cannot be read ("
                            + e.getClass().getSimpleName() + "); name a PEM file of root certificates",
                    e);
        } catch (IllegalArgumentException e) {
            throw new UnusableFileException("--ca-file " + e.getMessage(), e);
        }
    }

    /// Everything that can move a published number, by name.
    private static SortedMap<String, String> method(NetworkSettings network, TodaysRules rules, Vantage vantage) {
        DomainObserver.ObserveSettings observe = DomainObserver.ObserveSettings.DEFAULT;
        SortedMap<String, String> method = new TreeMap<>(rules.method());
        method.put("idna", DomainNames.unicodeVersion());
        method.put("tls_profile", JvmSwitches.TLS_PROFILE);
        method.put("dns_try_timeout", network.dns().tryTimeout().toString());
        method.put("dns_tries", Integer.toString(network.dns().tries()));
        method.put("https_connect_timeout", network.fetch().connectTimeout().toString());
        method.put("https_tls_timeout", network.fetch().tlsTimeout().toString());
        method.put("https_exchange_timeout", network.fetch().exchangeTimeout().toString());
        method.put("https_tries", Integer.toString(network.fetch().tries()));
        method.put("https_backoff", network.fetch().backoff().toString());
        method.put("https_patience", network.pace().patience().toString());
        method.put("domain_budget", observe.domainBudget().toString());
        method.put("addresses_tried", Integer.toString(MAX_ADDRESSES));
        method.put("mx_hosts_asked", Integer.toString(observe.maxMxHosts()));
        method.put("ipv6", Boolean.toString(vantage.ipv6()));
        method.put("loopback_allowed", Boolean.toString(network.allowLoopback()));
        return method;
    }

    private static String randomLabel(SecureRandom random) {
        byte[] octets = new byte[RANDOM_LABEL_OCTETS];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    /// How many domains may be in flight at once, at their questions or at their fetch.
    int inFlight() {
        return concurrency + ROOM_FOR_FETCHES;
    }

    Observation observe(Target target) throws InterruptedException {
        return observer.observe(target);
    }

    Judgement judge(Observation observation) {
        return rules.judge().judge(observation);
    }

    SurveyRun.Rules rules() {
        return rules.forRun();
    }

    SortedMap<String, String> method() {
        return method;
    }

    List<String> resolvers() {
        return network.dns().resolvers().stream().map(Scanner::text).toList();
    }

    String contact() {
        return network.contact().orElse(NetworkSettings.LAB);
    }

    private static String text(InetSocketAddress resolver) {
        return resolver.getAddress().getHostAddress() + ":" + resolver.getPort();
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
