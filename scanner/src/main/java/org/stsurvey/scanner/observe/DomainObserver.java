package org.stsurvey.scanner.observe;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observation.PublishedRecord;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observation.WildcardProbe;
import org.stsurvey.scanner.observe.dns.DnsClient;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.observe.dns.RecordType;
import org.stsurvey.scanner.observe.https.PolicyClient;

/// Gathers the facts about one domain, in straight-line blocking code meant for a virtual thread.
///
/// Every domain is asked three questions at once. Only where a policy record is seen do the questions about the
/// policy
/// host, the wildcard and the MX hosts follow, again all at once, and then the fetch: no GET where nothing is
/// published.
public final class DomainObserver {

    private final ObserveSettings settings;
    private final DnsClient dns;
    private final PolicyClient policies;
    private final Predicate<InetAddress> mayDial;
    private final Predicate<InetAddress> reachable;
    private final Clock clock;
    private final Supplier<String> randomLabel;

    /// @param mayDial which addresses may be connected to at all
    /// @param reachable which of these this machine has a network for and nobody asked us to leave alone
    /// @param randomLabel gives a fresh label that no zone holds, to find wildcards
    public DomainObserver(
            ObserveSettings settings,
            DnsClient dns,
            PolicyClient policies,
            Predicate<InetAddress> mayDial,
            Predicate<InetAddress> reachable,
            Clock clock,
            Supplier<String> randomLabel) {
        this.settings = settings;
        this.dns = dns;
        this.policies = policies;
        this.mayDial = mayDial;
        this.reachable = reachable;
        this.clock = clock;
        this.randomLabel = randomLabel;
    }

    /// Observes one domain; what goes wrong on our side becomes a [ScanFault] in the observation.
    ///
    /// @throws InterruptedException if the thread is interrupted; the domain then counts as not observed
    public Observation observe(Target target) throws InterruptedException {
        Instant observedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Facts facts = new Facts(target.domain(), Deadline.after(settings.domainBudget()));
        Optional<ScanFault> fault = Optional.empty();
        try {
            facts.gather();
        } catch (RuntimeException e) {
            fault = Optional.of(new ScanFault(ScanFault.Kind.INTERNAL_ERROR, e.toString()));
        }
        return facts.observation(target, observedAt, fault);
    }

    /// The facts of one domain while they are gathered; what was not asked stays empty.
    private final class Facts {
        private final String domain;
        private final Deadline deadline;
        private Optional<DnsLookup> txt = Optional.empty();
        private Optional<DnsLookup> mx = Optional.empty();
        private Optional<DnsLookup> tlsRpt = Optional.empty();
        private Optional<AddressLookups> apex = Optional.empty();
        private Optional<AddressLookups> policyHost = Optional.empty();
        private Optional<WildcardProbe> wildcard = Optional.empty();
        private Optional<List<MxHost>> mxHosts = Optional.empty();
        private Optional<PolicyFetch> fetch = Optional.empty();
        private Optional<ScanFault> noVantage = Optional.empty();

        Facts(String domain, Deadline deadline) {
            this.domain = domain;
            this.deadline = deadline;
        }

        void gather() throws InterruptedException {
            askEveryDomain();
            boolean published = txt.filter(PublishedRecord::isIn).isPresent();
            if (published) {
                askPublisher();
                fetchPolicy();
            } else if (mxHasNoData()) {
                Batch batch = new Batch();
                var addresses = batch.addresses(domain);
                batch.send();
                apex = addresses.get();
            }
        }

        private void askEveryDomain() throws InterruptedException {
            Batch batch = new Batch();
            var txtReply = batch.add(Observation.recordName(domain), RecordType.TXT);
            var mxReply = batch.add(domain, RecordType.MX);
            var tlsRptReply = batch.add(Observation.tlsRptName(domain), RecordType.TXT);
            batch.send();
            txt = txtReply.get();
            mx = mxReply.get();
            tlsRpt = tlsRptReply.get();
        }

        private void askPublisher() throws InterruptedException {
            Batch batch = new Batch();
            var host = batch.addresses(Observation.policyHostName(domain));
            var siblingTxt = batch.add("_" + randomLabel.get() + "." + domain, RecordType.TXT);
            var siblingAddress = batch.add(randomLabel.get() + "." + domain, RecordType.A);
            Supplier<Optional<AddressLookups>> own = mxHasNoData() ? batch.addresses(domain) : Optional::empty;
            Set<String> names = new LinkedHashSet<>();
            mx.ifPresent(lookup -> mxRecords(lookup).forEach(record -> names.add(record.exchange())));
            List<String> asked = names.stream()
                    .filter(name -> !name.isEmpty())
                    .limit(settings.maxMxHosts())
                    .toList();
            List<Supplier<Optional<AddressLookups>>> mxAddresses = new ArrayList<>();
            for (String name : asked) {
                mxAddresses.add(batch.addresses(name));
            }
            batch.send();
            policyHost = host.get();
            wildcard = siblingTxt.get().map(lookup -> new WildcardProbe(lookup, siblingAddress.get()));
            apex = own.get();
            List<MxHost> hosts = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                String name = asked.get(i);
                mxAddresses.get(i).get().ifPresent(addresses -> hosts.add(new MxHost(name, addresses)));
            }
            // Where the lookup of the MX failed, it is not known whose addresses to ask for.
            mxHosts = mx.filter(lookup -> !(lookup.answer() instanceof DnsAnswer.Failed))
                    .map(_ -> hosts);
        }

        private void fetchPolicy() throws InterruptedException {
            String host = Observation.policyHostName(domain);
            List<InetAddress> known = policyHost.map(AddressLookups::addresses).orElse(List.of());
            if (known.isEmpty()) {
                return;
            }
            List<InetAddress> refused = known.stream().filter(mayDial.negate()).toList();
            List<InetAddress> dialable = known.stream().filter(mayDial).toList();
            List<InetAddress> dialled = dialable.stream()
                    .filter(reachable)
                    .limit(settings.maxAddresses())
                    .toList();
            if (!LdhName.isLdh(host)) {
                // No certificate can be valid for it (RFC 9525 §2), and the JDK cannot address it.
                fetch = Optional.of(new PolicyFetch(List.of(), refused));
                return;
            }
            if (!dialable.isEmpty() && dialled.isEmpty()) {
                noVantage = Optional.of(new ScanFault(
                        ScanFault.Kind.NO_VANTAGE,
                        host + " has only addresses that this scan cannot or must not reach"));
            }
            fetch = Optional.of(new PolicyFetch(attempts(dialled), refused));
        }

        /// One address after the other, until one lets us past TCP.
        private List<FetchAttempt> attempts(List<InetAddress> addresses) throws InterruptedException {
            List<FetchAttempt> attempts = new ArrayList<>();
            for (InetAddress address : addresses) {
                if (deadline.passed()) {
                    break;
                }
                FetchAttempt attempt = policies.fetch(domain, address, deadline);
                attempts.add(attempt);
                if (attempt.stage() != FetchAttempt.Stage.TCP) {
                    break;
                }
            }
            return attempts;
        }

        private boolean mxHasNoData() {
            return mx.filter(lookup -> lookup.answer() instanceof DnsAnswer.NoData)
                    .isPresent();
        }

        Observation observation(Target target, Instant observedAt, Optional<ScanFault> fault) {
            return new Observation(
                    target,
                    observedAt,
                    1,
                    txt,
                    mx,
                    tlsRpt,
                    apex,
                    policyHost,
                    wildcard,
                    mxHosts,
                    fetch,
                    fault.isPresent() ? fault : noVantage);
        }

        /// Questions that go out together.
        private final class Batch {
            private final List<Question> questions = new ArrayList<>();
            private List<DnsLookup> answers = List.of();

            /// Adds a question; the reply is empty if the name is too long to be asked for.
            Supplier<Optional<DnsLookup>> add(String name, RecordType type) {
                if (name.length() > Question.MAX_NAME_OCTETS) {
                    return Optional::empty;
                }
                int index = questions.size();
                questions.add(new Question(name, type));
                return () -> Optional.of(answers.get(index));
            }

            Supplier<Optional<AddressLookups>> addresses(String name) {
                var a = add(name, RecordType.A);
                var aaaa = add(name, RecordType.AAAA);
                return () -> a.get().flatMap(v4 -> aaaa.get().map(v6 -> new AddressLookups(v4, v6)));
            }

            void send() throws InterruptedException {
                answers = dns.ask(questions, deadline);
            }
        }
    }

    private static List<RecordData.Mx> mxRecords(DnsLookup lookup) {
        return lookup.answer() instanceof DnsAnswer.Found found ? found.records(RecordData.Mx.class) : List.of();
    }

    /// Limits of the observation of one domain.
    ///
    /// @param domainBudget time on the wire for all questions and fetches of one domain
    /// @param maxAddresses how many addresses of a policy host are tried at most
    /// @param maxMxHosts of how many MX hosts the addresses are asked at most
    public record ObserveSettings(Duration domainBudget, int maxAddresses, int maxMxHosts) {
        public static final ObserveSettings DEFAULT = new ObserveSettings(Duration.ofSeconds(45), 4, 16);

        /// In the retest, where one exchange alone may take a minute.
        public static final ObserveSettings RETEST = new ObserveSettings(Duration.ofSeconds(90), 4, 16);
    }
}
