package org.stsurvey.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.stsurvey.inputs.DomainNames;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.JvmSwitches;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.SpecialPurposeAddresses;
import org.stsurvey.scanner.observe.DomainObserver;
import org.stsurvey.scanner.observe.Vantage;
import org.stsurvey.scanner.observe.dns.DnsClient;
import org.stsurvey.scanner.observe.dns.DnsJavaClient;
import org.stsurvey.scanner.observe.https.LeasedResolverProvider;
import org.stsurvey.scanner.observe.https.PolicyFetcher;
import org.stsurvey.scanner.run.NetworkHealth;
import org.stsurvey.scanner.run.SurveyRun;

/// The scanner put together: network, rulebook, and the settings that name them in a manifest.
final class Scanner implements AutoCloseable {

    private static final int RANDOM_LABEL_OCTETS = 8;

    private final NetworkSettings network;
    private final List<PolicyFetcher> fetchers;
    private final DomainObserver observer;
    private final DomainObserver patient;
    private final TodaysRules rules;
    private final SortedMap<String, String> method;

    private Scanner(
            NetworkSettings network,
            List<PolicyFetcher> fetchers,
            DomainObserver observer,
            DomainObserver patient,
            TodaysRules rules,
            SortedMap<String, String> method) {
        this.network = network;
        this.fetchers = fetchers;
        this.observer = observer;
        this.patient = patient;
        this.rules = rules;
        this.method = method;
    }

    /// Puts the scanner together.
    ///
    /// @param exclusions networks that are never connected to
    /// @throws IllegalStateException if this JVM is not set up for a scan
    /// @throws UnusableFileException if the file of roots cannot be read
    /// @throws IOException if the network interfaces cannot be listed
    static Scanner open(NetworkSettings network, Exclusions exclusions) throws IOException, UnusableFileException {
        List<String> missing = JvmSwitches.missing();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("this JVM is not set up for a scan: " + String.join(", ", missing));
        }
        LeasedResolverProvider.assertInUse();
        TodaysRules rules = TodaysRules.of(roots(network.caFile()));
        Vantage vantage = Vantage.ofThisMachine();
        DnsClient dns = new DnsJavaClient(network.dns());
        PolicyFetcher fetcher = new PolicyFetcher(network.fetch());
        PolicyFetcher patient = new PolicyFetcher(network.fetch().forRetest());
        Predicate<InetAddress> reachable = address -> vantage.reaches(address) && !exclusions.contains(address);
        return new Scanner(
                network,
                List.of(fetcher, patient),
                observer(DomainObserver.ObserveSettings.DEFAULT, dns, fetcher, network, reachable),
                observer(DomainObserver.ObserveSettings.RETEST, dns, patient, network, reachable),
                rules,
                method(network, rules, vantage));
    }

    private static DomainObserver observer(
            DomainObserver.ObserveSettings settings,
            DnsClient dns,
            PolicyFetcher fetcher,
            NetworkSettings network,
            Predicate<InetAddress> reachable) {
        SecureRandom random = new SecureRandom();
        return new DomainObserver(
                settings,
                dns,
                fetcher,
                mayDial(network.allowLoopback()),
                reachable,
                Clock.systemUTC(),
                () -> randomLabel(random));
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

    private static Predicate<InetAddress> mayDial(boolean allowLoopback) {
        return address -> SpecialPurposeAddresses.isPublic(address) || (allowLoopback && address.isLoopbackAddress());
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
        method.put(
                "retest_https_exchange_timeout",
                network.fetch().forRetest().exchangeTimeout().toString());
        method.put("domain_budget", observe.domainBudget().toString());
        method.put(
                "retest_domain_budget",
                DomainObserver.ObserveSettings.RETEST.domainBudget().toString());
        method.put("addresses_tried", Integer.toString(observe.maxAddresses()));
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

    Observation observe(Target target) throws InterruptedException {
        return observer.observe(target);
    }

    /// Both passes of a scan.
    SurveyRun.Network passes() {
        return new SurveyRun.Network(observer::observe, patient::observe, health());
    }

    /// Who looks after the health of the resolvers.
    NetworkHealth health() {
        return NetworkHealth.unknown();
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
        return network.contact();
    }

    private static String text(InetSocketAddress resolver) {
        return resolver.getAddress().getHostAddress() + ":" + resolver.getPort();
    }

    @Override
    public void close() {
        fetchers.forEach(PolicyFetcher::close);
    }
}
