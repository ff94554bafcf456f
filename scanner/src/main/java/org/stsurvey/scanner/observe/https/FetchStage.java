package org.stsurvey.scanner.observe.https;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.pace.Admission;
import org.stsurvey.scanner.observe.pace.Destination;
import org.stsurvey.scanner.observe.pace.Pace;
import org.stsurvey.scanner.recording.PolicyFetched;

/// From the addresses of a policy host to its policy file: which address is dialled when, and how often.
///
/// ```
/// addresses -> vetted -> reachable -> for each: gates -> one attempt    until one lets us past TCP
///          (refused) (excluded, no vantage) ^   (deferred)       |
///                                        +---- backoff -------+        where the failure may be gone in a moment
/// ```
///
/// Waiting at a gate and between tries is our own doing, so the domain's deadline is extended by it. How many
/// domains may be here at once is the caller's to say; each waits in its own virtual thread.
public final class FetchStage {

    /// A try that has less time than this left would say more about us than about the host.
    private static final Duration LEAST_TIME = FetchSettings.DEFAULT_CONNECT_TIMEOUT;

    private final FetchSettings settings;
    private final PolicyClient client;
    private final Pace pace;
    private final Rules rules;
    private final RandomGenerator random;
    private final Pace.Sleeper sleeper;

    /// What may be dialled, and whom a host belongs to.
    ///
    /// @param mayDial which addresses may be connected to at all
    /// @param excluded the exclusion that covers an address, in words, if somebody asked us to leave it alone
    /// @param reachable which of the others this machine has a network for
    /// @param maxAddresses how many addresses of a host are tried at most
    /// @param providerOf the domain of the provider that a canonical name belongs to
    /// @param clock for Retry-After
    public record Rules(
            Predicate<InetAddress> mayDial,
            Function<InetAddress, Optional<String>> excluded,
            Predicate<InetAddress> reachable,
            int maxAddresses,
            Function<String, Optional<String>> providerOf,
            Clock clock) {}

    /// What was found out.
    ///
    /// @param fetch the attempts and the addresses that are never dialled; empty where the host has no address
    /// @param fault why nothing was attempted, if that was our own doing
    public record Fetched(Optional<PolicyFetch> fetch, Optional<ScanFault> fault) {}

    public FetchStage(
            FetchSettings settings,
            PolicyClient client,
            Pace pace,
            Rules rules,
            RandomGenerator random,
            Pace.Sleeper sleeper) {
        this.settings = settings;
        this.client = client;
        this.pace = pace;
        this.rules = rules;
        this.random = random;
        this.sleeper = sleeper;
    }

    /// Fetches the policy of a domain whose policy host has these addresses; never fails.
    ///
    /// @param dialable whether the host can have a certificate at all; if not, it is not dialled
    /// @param deadline the domain's; extended by all time that was not spent on the wire
    /// @throws InterruptedException if the thread is interrupted while it waits
    public Fetched fetch(String domain, AddressLookups lookups, boolean dialable, Deadline deadline)
            throws InterruptedException {
        List<InetAddress> known = lookups.addresses();
        if (known.isEmpty()) {
            return new Fetched(Optional.empty(), Optional.empty());
        }
        List<InetAddress> refused = Stream.concat(
                        lookups.ofA().stream().filter(rules.mayDial().negate()),
                        lookups.ofAaaa().stream().filter(address -> !isFitIpv6(address)))
                .toList();
        List<InetAddress> fit = interleaved(
                lookups.ofA().stream().filter(rules.mayDial()).toList(),
                lookups.ofAaaa().stream().filter(this::isFitIpv6).toList());
        List<InetAddress> dialled = fit.stream()
                .filter(address -> rules.excluded().apply(address).isEmpty())
                .filter(rules.reachable())
                .limit(rules.maxAddresses())
                .toList();
        if (!dialable || fit.isEmpty()) {
            return new Fetched(Optional.of(new PolicyFetch(List.of(), refused)), Optional.empty());
        }
        if (dialled.isEmpty()) {
            return new Fetched(Optional.of(new PolicyFetch(List.of(), refused)), Optional.of(noneDialled(domain, fit)));
        }
        Tries tries = new Tries(domain, dialled, provider(lookups), deadline);
        tries.make();
        return new Fetched(Optional.of(new PolicyFetch(tries.attempts, refused)), tries.fault());
    }

    /// Where both is true of a host, it is left alone for the exclusion: that stays true on any machine.
    private ScanFault noneDialled(String domain, List<InetAddress> fit) {
        String host = Observation.policyHostName(domain);
        for (InetAddress address : fit) {
            Optional<String> exclusion = rules.excluded().apply(address);
            if (exclusion.isPresent()) {
                return ScanFault.excluded(
                        exclusion.get(),
                        host + " has no address that may be connected to, because of the exclusion " + exclusion.get());
            }
        }
        return new ScanFault(
                ScanFault.Kind.NO_VANTAGE, host + " has only addresses for which this machine has no network");
    }

    /// An AAAA record can hide an IPv4 address (RFC 4291 §2.5.5.2), which the JDK would then dial.
    private boolean isFitIpv6(InetAddress address) {
        return !(address instanceof Inet4Address) && rules.mayDial().test(address);
    }

    /// Both families in turn, so that neither hides the other where only a few are tried.
    private static List<InetAddress> interleaved(List<InetAddress> a, List<InetAddress> aaaa) {
        List<InetAddress> both = new ArrayList<>();
        for (int i = 0; i < Math.max(a.size(), aaaa.size()); i++) {
            if (i < a.size()) {
                both.add(a.get(i));
            }
            if (i < aaaa.size()) {
                both.add(aaaa.get(i));
            }
        }
        return both;
    }

    private Optional<String> provider(AddressLookups lookups) {
        return Stream.of(lookups.a(), lookups.aaaa())
                .map(lookup -> lookup.answer().cnames())
                .filter(cnames -> !cnames.isEmpty())
                .findFirst()
                .map(cnames -> rules.providerOf().apply(cnames.getLast()).orElse(cnames.getLast()));
    }

    /// The tries at one host.
    private final class Tries {
        private final String domain;
        private final List<InetAddress> addresses;
        private final Optional<String> provider;
        private final Deadline deadline;
        private final List<FetchAttempt> attempts = new ArrayList<>();
        private Optional<ScanFault> deferred = Optional.empty();

        Tries(String domain, List<InetAddress> addresses, Optional<String> provider, Deadline deadline) {
            this.domain = domain;
            this.addresses = addresses;
            this.provider = provider;
            this.deadline = deadline;
        }

        void make() throws InterruptedException {
            List<InetAddress> next = addresses;
            for (int tried = 1; !next.isEmpty(); tried++) {
                int before = attempts.size();
                boolean goesOn = round(next);
                next = goesOn && tried < settings.tries()
                        ? again(attempts.subList(before, attempts.size()))
                        : List.of();
                if (!next.isEmpty() && !pauseAfter(tried)) {
                    return;
                }
            }
        }

        /// One address after the other, until one lets us past TCP.
        ///
        /// @return whether a further round makes sense
        private boolean round(List<InetAddress> round) throws InterruptedException {
            for (InetAddress address : round) {
                if (deadline.remaining().compareTo(leastTime()) < 0) {
                    defer("the time for the domain was used up before its policy host could be asked");
                    return false;
                }
                switch (pace.enter(new Destination(address, provider))) {
                    case Admission.Deferred(Duration waited, String gate) -> {
                        defer("waited " + waited.toSeconds() + " s at the gate of " + gate);
                        return false;
                    }
                    case Admission.Admitted admitted -> {
                        try (admitted) {
                            deadline.extend(admitted.waited());
                            PolicyFetched recorded = PolicyFetched.started();
                            attempts.add(client.fetch(domain, address, deadline));
                            recorded.finish(domain, attempts.getLast());
                        }
                    }
                }
                FetchAttempt made = attempts.getLast();
                refusal(made).ifPresent(wish -> pace.close(address, wish.pause()));
                if (made.stage() != Stage.TCP) {
                    break;
                }
            }
            return true;
        }

        private Duration leastTime() {
            return settings.connectTimeout().compareTo(LEAST_TIME) < 0 ? settings.connectTimeout() : LEAST_TIME;
        }

        private void defer(String reason) {
            deferred = Optional.of(new ScanFault(ScanFault.Kind.DEFERRED, reason));
        }

        /// What was attempted says more than what was not.
        private Optional<ScanFault> fault() {
            return attempts.isEmpty() ? deferred : Optional.empty();
        }

        /// The addresses worth another try: all that did not answer, or, where one let us past TCP, the others
        /// first.
        private List<InetAddress> again(List<FetchAttempt> round) {
            FetchAttempt last = round.getLast();
            if (last.stage() == Stage.TCP) {
                return round.stream()
                        .filter(Fleeting::isFleeting)
                        .map(FetchAttempt::address)
                        .toList();
            }
            if (!Fleeting.isFleeting(last)) {
                return List.of();
            }
            int at = addresses.indexOf(last.address());
            return Stream.concat(addresses.stream().skip(at + 1L), Stream.of(last.address()))
                    .toList();
        }

        /// Waits before another round: as long as the host wishes, else for the backoff with some jitter.
        ///
        /// @return false if the host wishes to be left alone for longer than a domain is waited for
        private boolean pauseAfter(int tried) throws InterruptedException {
            Duration pause = settings.backoff().multipliedBy(1L << (tried - 1));
            Duration jittered = Duration.ofNanos((long) (pause.toNanos() * (0.5 + random.nextDouble())));
            Duration wished = refusal(attempts.getLast()).map(Refusal::pause).orElse(Duration.ZERO);
            if (wished.compareTo(settings.exchangeTimeout()) > 0) {
                return false;
            }
            Duration wait = wished.compareTo(jittered) > 0 ? wished : jittered;
            sleeper.sleep(wait);
            deadline.extend(wait);
            return true;
        }

        private Optional<Refusal> refusal(FetchAttempt attempt) {
            return Refusal.in(attempt, rules.clock().instant());
        }
    }
}
