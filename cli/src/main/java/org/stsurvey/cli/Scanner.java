package org.stsurvey.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.stsurvey.inputs.DomainNames;
import org.stsurvey.inputs.Exclusion;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.JvmSwitches;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observe.Companions;
import org.stsurvey.scanner.observe.DomainObserver;
import org.stsurvey.scanner.observe.Vantage;
import org.stsurvey.scanner.observe.dns.ResolverStatus;
import org.stsurvey.scanner.observe.https.LeasedResolverProvider;
import org.stsurvey.scanner.run.ScanRun;
import org.stsurvey.scanner.run.SurveyRun;

/// The scanner put together: network, rulebook, and the settings that name them in a manifest.
final class Scanner implements AutoCloseable {

    /// Of the addresses of a policy host.
    private static final int MAX_ADDRESSES = 4;

    private final NetworkSettings network;
    private final Exclusions exclusions;
    private final Clock clock;
    private final Engines engines;
    private final ResolverWatch watch;
    private final DomainObserver observer;
    private final Companions companions;
    private final TodaysRules rules;
    private final SortedMap<String, String> method;

    private Scanner(
            NetworkSettings network,
            Exclusions exclusions,
            Clock clock,
            Engines engines,
            ResolverWatch watch,
            Companions companions,
            TodaysRules rules,
            SortedMap<String, String> method) {
        this.network = network;
        this.exclusions = exclusions;
        this.clock = clock;
        this.engines = engines;
        this.watch = watch;
        this.companions = companions;
        this.observer = engines.firstPass(companions);
        this.rules = rules;
        this.method = method;
    }

    /// Puts the scanner together.
    ///
    /// @param exclusions networks that are never connected to, and domains that are not asked for even where an
    ///     earlier process of the run, which did not know of the wish, made them targets
    /// @param watch is told how the resolvers do
    /// @param clock says when a domain is observed
    /// @throws IllegalStateException if this JVM is not set up for a scan
    /// @throws UnusableFileException if the file of roots cannot be read
    /// @throws IOException if the network interfaces cannot be listed
    static Scanner open(NetworkSettings network, Exclusions exclusions, ResolverWatch watch, Clock clock)
            throws IOException, UnusableFileException, InterruptedException {
        List<String> missing = JvmSwitches.missing();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("this JVM is not set up for a scan: " + String.join(", ", missing));
        }
        LeasedResolverProvider.assertInUse();
        TodaysRules rules = TodaysRules.of(roots(network.caFile()));
        Vantage vantage = Vantage.ofThisMachine();
        Predicate<InetAddress> reachable = address -> vantage.reaches(address) && network.isIntroducedTo(address);
        Engines engines = new Engines(network, exclusions, reachable, MAX_ADDRESSES, watch, clock);
        watch.examineWith(engines::examineResolvers);
        watch.vouchThrough(engines::vouch);
        engines.probes().ifPresent(probes -> watch.remarkWith(probes::remarks));
        AuthenticData data = AuthenticData.of(network, engines::examineResolvers);
        data.reason().ifPresent(watch::tell);
        SortedMap<String, String> method = method(network, rules, vantage);
        method.put("companions", network.companions().name().toLowerCase(Locale.ROOT));
        method.put("ad_trusted", Boolean.toString(data.counts()));
        Companions companions = data.counts() ? network.companions() : Companions.NONE;
        return new Scanner(network, exclusions, clock, engines, watch, companions, rules, method);
    }

    /// The roots of a file, or those that the JDK trusts.
    static TrustAnchors roots(Optional<Path> caFile) throws UnusableFileException {
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
        method.put("dns_first_timeout", network.dns().firstTimeout().toString());
        method.put("dns_longest_timeout", network.dns().longestTimeout().toString());
        method.put("dns_tries", Integer.toString(network.dns().tries()));
        method.put("dns_backoff", network.dns().backoff().toString());
        method.put("https_connect_timeout", network.fetch().connectTimeout().toString());
        method.put("https_tls_timeout", network.fetch().tlsTimeout().toString());
        method.put("https_exchange_timeout", network.fetch().exchangeTimeout().toString());
        method.put("https_tries", Integer.toString(network.fetch().tries()));
        method.put("https_backoff", network.fetch().backoff().toString());
        method.put("https_patience", network.pace().patience().toString());
        method.put(
                "retest_https_exchange_timeout",
                network.fetch().forRetest().exchangeTimeout().toString());
        method.put("domain_budget", observe.domainBudget().toString());
        method.put(
                "retest_domain_budget",
                DomainObserver.ObserveSettings.RETEST.domainBudget().toString());
        method.put("addresses_tried", Integer.toString(MAX_ADDRESSES));
        method.put("mx_hosts_asked", Integer.toString(observe.maxMxHosts()));
        method.put("ipv6", Boolean.toString(vantage.ipv6()));
        method.put("loopback_allowed", Boolean.toString(network.allowLoopback()));
        network.probe().ifPresent(probe -> describeProbe(probe, method));
        return method;
    }

    private static void describeProbe(ProbeSettings probe, SortedMap<String, String> method) {
        method.put("probe_mx", "true");
        method.put("smtp_connect_timeout", probe.smtp().connectTimeout().toString());
        method.put("smtp_exchange_timeout", probe.smtp().exchangeTimeout().toString());
        method.put("smtp_addresses_tried", Integer.toString(probe.smtp().maxAddresses()));
        method.put(
                "retest_smtp_exchange_timeout",
                probe.smtp().forRetest().exchangeTimeout().toString());
    }

    /// What the operator should know of the probe of MX hosts before it begins; nothing if there is none.
    List<String> introduceProbe() throws InterruptedException {
        return engines.probes().isPresent() ? engines.probes().get().introduce(engines.dns()) : List.of();
    }

    Observation observe(Target target) throws InterruptedException {
        return observer.observe(target, () -> {});
    }

    /// Both passes of a scan.
    SurveyRun.Network passes() {
        return new SurveyRun.Network(
                respecting(observer::observe), respecting(engines.retest(companions)::observe), watch);
    }

    private ScanRun.Observing respecting(ScanRun.Observing observing) {
        return (target, goesOn) -> {
            Optional<Exclusion> wish = exclusions.covering(target.domain());
            return wish.isPresent()
                    ? Observation.notAsked(
                            target,
                            clock.instant().truncatedTo(ChronoUnit.MICROS),
                            ScanFault.excluded(wish.get().text(), "excluded since the list was prepared"))
                    : observing.observe(target, goesOn);
        };
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

    List<ResolverStatus> resolverStatus() {
        return engines.resolverStatus();
    }

    int waitingAtGates() {
        return engines.waitingAtGates();
    }

    String contact() {
        return network.contact().orElse(NetworkSettings.LAB);
    }

    private static String text(InetSocketAddress resolver) {
        return resolver.getAddress().getHostAddress() + ":" + resolver.getPort();
    }

    @Override
    public void close() throws IOException {
        engines.close();
    }
}
