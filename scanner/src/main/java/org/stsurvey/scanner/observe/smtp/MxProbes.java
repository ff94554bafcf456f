package org.stsurvey.scanner.observe.smtp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.MxProbe.Omission;
import org.stsurvey.scanner.observation.SmtpAttempt;
import org.stsurvey.scanner.observation.SmtpAttempt.End;
import org.stsurvey.scanner.observation.SmtpAttempt.Step;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.pace.Admission;
import org.stsurvey.scanner.observe.pace.Destination;
import org.stsurvey.scanner.observe.pace.Pace;

/// From an MX host to what it shows on port 25: which address is dialled when, and for whom.
///
/// ```
/// host -> known? -> under way? -> vetted -> gates -> one attempt an address    until one lets us past TCP
///          (shared)    (shared)  (omitted)  (deferred)            |
///                                                  PortWatch: does a failure to connect say anything of the host?
/// ```
///
/// A host is probed once for all the domains that name it; who comes while the probe is under way waits for it.
/// The retest asks once more those hosts that said nothing of themselves, and no others. All this waiting is
/// our own doing and has a budget of its own, so it costs no domain anything of its time for lookups and fetch.
/// For use by many threads.
public final class MxProbes {

    /// How long a failure to connect waits for the first connection of a scan that stands.
    public static final Duration PROOF_PATIENCE = Duration.ofSeconds(60);

    private final Pace pace;
    private final Rules rules;
    private final PortWatch port;
    private final Duration proofPatience;
    private final ProbeCache cache;
    private final Map<String, CompletableFuture<MxProbe>> underWay = new ConcurrentHashMap<>();
    private final AtomicLong probed = new AtomicLong();
    private final AtomicLong shared = new AtomicLong();

    /// What may be dialled, whom a host belongs to, and what time it is.
    ///
    /// @param mayDial which addresses may be connected to at all
    /// @param excluded the exclusion that covers an address, in words, if somebody asked us to leave it alone
    /// @param reachable which of the others this machine has a network for
    /// @param providerOf the domain of whoever runs an MX host of this name
    /// @param clock says when a probe begins
    /// @param nanoClock what deadlines are measured by
    /// @param standstills how often this process has been stopped so far
    public record Rules(
            Predicate<InetAddress> mayDial,
            Function<InetAddress, Optional<String>> excluded,
            Predicate<InetAddress> reachable,
            Function<String, Optional<String>> providerOf,
            Clock clock,
            LongSupplier nanoClock,
            IntSupplier standstills) {}

    /// How many hosts were probed, how often a probe served a further domain, and how many were forgotten
    /// meanwhile.
    public record Count(long probed, long shared, long forgotten) {}

    /// @param proofPatience how long a failure to connect waits for the first connection that stands
    public MxProbes(Pace pace, Rules rules, PortWatch port, Duration proofPatience) {
        this(pace, rules, port, proofPatience, ProbeCache.DEFAULT_OCTETS);
    }

    MxProbes(Pace pace, Rules rules, PortWatch port, Duration proofPatience, long cacheOctets) {
        this.pace = pace;
        this.rules = rules;
        this.port = port;
        this.proofPatience = proofPatience;
        this.cache = new ProbeCache(cacheOctets);
    }

    public Count count() {
        return new Count(probed.get(), shared.get(), cache.forgotten());
    }

    public PortWatch.State port() {
        return port.state();
    }

    /// Whoever probes in one pass.
    ///
    /// @param number of the pass
    public Pass pass(int number, MxClient client, SmtpSettings settings) {
        return new Pass(number, client, settings);
    }

    /// The probes of one pass.
    public final class Pass {
        private final int number;
        private final MxClient client;
        private final SmtpSettings settings;

        private Pass(int number, MxClient client, SmtpSettings settings) {
            this.number = number;
            this.client = client;
            this.settings = settings;
        }

        /// Probes hosts at the same time, each in a virtual thread; the probes are in the order of the hosts.
        public List<MxProbe> probe(List<MxHost> hosts) throws InterruptedException {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<MxProbe>> tasks = new ArrayList<>();
                hosts.forEach(host -> tasks.add(() -> probe(host)));
                List<MxProbe> probes = new ArrayList<>();
                for (var future : threads.invokeAll(tasks)) {
                    probes.add(future.get());
                }
                return probes;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a probe of an MX host failed: " + e.getCause(), e);
            }
        }

        private MxProbe probe(MxHost host) throws InterruptedException {
            while (true) {
                Optional<MxProbe> known = known(host.name());
                if (known.isPresent()) {
                    shared.incrementAndGet();
                    return known.get();
                }
                CompletableFuture<MxProbe> own = new CompletableFuture<>();
                CompletableFuture<MxProbe> others = underWay.putIfAbsent(host.name(), own);
                if (others == null) {
                    return make(host, own);
                }
                try {
                    MxProbe probe = others.get();
                    shared.incrementAndGet();
                    return probe;
                } catch (ExecutionException _) {
                    // Whoever made it was interrupted: it is to be made again.
                }
            }
        }

        private Optional<MxProbe> known(String host) {
            return cache.find(host)
                    .filter(known -> known.pass() >= number || known.probe().isConclusive())
                    .map(ProbeCache.Known::probe);
        }

        private MxProbe make(MxHost host, CompletableFuture<MxProbe> promise) throws InterruptedException {
            try {
                // It may have become known between the look and the promise.
                Optional<MxProbe> known = known(host.name());
                MxProbe probe = known.isPresent() ? known.get() : new Probing(host).make();
                if (probe.omission().isEmpty()) {
                    cache.keep(probe, number);
                }
                promise.complete(probe);
                return probe;
            } catch (RuntimeException e) {
                var failed = new MxProbe(host.name(), now(), List.of(), Optional.of(Omission.INTERNAL_ERROR));
                promise.complete(failed);
                return failed;
            } finally {
                promise.completeExceptionally(new InterruptedException());
                underWay.remove(host.name(), promise);
            }
        }

        /// The probe of one host.
        private final class Probing {
            private final MxHost host;
            private final Instant begun = now();
            private final List<SmtpAttempt> attempts = new ArrayList<>();
            private final Deadline deadline = Deadline.after(settings.exchangeTimeout(), rules.nanoClock());

            Probing(MxHost host) {
                this.host = host;
            }

            MxProbe make() throws InterruptedException {
                List<InetAddress> fit = fit(host.addresses());
                List<InetAddress> welcome = fit.stream()
                        .filter(address -> rules.excluded().apply(address).isEmpty())
                        .toList();
                List<InetAddress> dialled = welcome.stream()
                        .filter(rules.reachable())
                        .limit(settings.maxAddresses())
                        .toList();
                if (dialled.isEmpty()) {
                    return probe(Optional.of(omission(fit, welcome)));
                }
                for (InetAddress address : dialled) {
                    if (port.state() == PortWatch.State.BLOCKED) {
                        return probe(Optional.of(Omission.PORT_BLOCKED));
                    }
                    if (deadline.passed()) {
                        break;
                    }
                    if (!dial(address)) {
                        return probe(attempts.isEmpty() ? Optional.of(Omission.DEFERRED) : Optional.empty());
                    }
                    if (attempts.getLast().step() != Step.TCP) {
                        return probe(Optional.empty());
                    }
                }
                return probe(unbelieved());
            }

            private Omission omission(List<InetAddress> fit, List<InetAddress> welcome) {
                if (!welcome.isEmpty()) {
                    return Omission.NO_VANTAGE;
                }
                if (!fit.isEmpty()) {
                    return Omission.EXCLUDED;
                }
                if (!host.addresses().addresses().isEmpty()) {
                    return Omission.NON_PUBLIC;
                }
                boolean failed = Stream.of(
                                host.addresses().a(), host.addresses().aaaa())
                        .anyMatch(lookup -> lookup.answer() instanceof DnsAnswer.Failed);
                return failed ? Omission.LOOKUP_FAILED : Omission.NO_ADDRESS;
            }

            /// @return false if a gate did not let us through
            private boolean dial(InetAddress address) throws InterruptedException {
                switch (pace.enter(new Destination(address, rules.providerOf().apply(host.name())))) {
                    case Admission.Deferred _ -> {
                        return false;
                    }
                    case Admission.Admitted admitted -> {
                        try (admitted) {
                            deadline.extend(admitted.waited());
                            attempts.add(undisturbed(address));
                        }
                    }
                }
                SmtpAttempt made = attempts.getLast();
                if (made.step() == Step.TCP) {
                    port.failed(address);
                } else {
                    port.connected(address);
                }
                return true;
            }

            /// A host that waits for a process that was stopped hangs up in the end; that is no fault of the
            /// host.
            private SmtpAttempt undisturbed(InetAddress address) throws InterruptedException {
                probed.incrementAndGet();
                int before = rules.standstills().getAsInt();
                SmtpAttempt attempt = client.attempt(host.name(), address, deadline);
                boolean disturbed =
                        attempt.end() != End.SECURED && rules.standstills().getAsInt() != before;
                return disturbed ? client.attempt(host.name(), address, deadline) : attempt;
            }

            /// Why it says nothing of the host that none of its addresses could be connected to.
            private Optional<Omission> unbelieved() throws InterruptedException {
                return switch (port.await(proofPatience)) {
                    case OPEN -> Optional.empty();
                    case BLOCKED -> Optional.of(Omission.PORT_BLOCKED);
                    case UNPROVEN -> Optional.of(Omission.PORT_UNPROVEN);
                };
            }

            private MxProbe probe(Optional<Omission> omission) {
                return new MxProbe(host.name(), begun, attempts, omission);
            }
        }
    }

    private Instant now() {
        return rules.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// The addresses that may be dialled, both families in turn. An AAAA record can hide an IPv4 address (RFC
    /// 4291 §2.5.5.2), which the JDK would then dial.
    private List<InetAddress> fit(AddressLookups lookups) {
        List<InetAddress> a = lookups.ofA().stream().filter(rules.mayDial()).toList();
        List<InetAddress> aaaa = lookups.ofAaaa().stream()
                .filter(address -> !(address instanceof Inet4Address))
                .filter(rules.mayDial())
                .toList();
        List<InetAddress> both = new ArrayList<>();
        for (int i = 0; i < Math.max(a.size(), aaaa.size()); i++) {
            both.addAll(a.subList(Math.min(i, a.size()), Math.min(i + 1, a.size())));
            both.addAll(aaaa.subList(Math.min(i, aaaa.size()), Math.min(i + 1, aaaa.size())));
        }
        return both;
    }
}
