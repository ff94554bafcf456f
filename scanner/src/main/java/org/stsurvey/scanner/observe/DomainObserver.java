package org.stsurvey.scanner.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observation.PublishedRecord;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observation.WildcardProbe;
import org.stsurvey.scanner.observe.dns.DnsClient;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.observe.dns.RecordType;
import org.stsurvey.scanner.observe.https.FetchStage;
import org.stsurvey.scanner.observe.smtp.MxProbes;

/// Gathers the facts about one domain, in straight-line blocking code meant for a virtual thread.
///
/// Every domain is asked three questions at once. Only where a policy record is seen do the questions about the
/// policy host, the wildcard and the MX hosts follow, again all at once, then those about DANE (see [Companions]),
/// and then the fetch: no GET where nothing is published; last, where that is wanted, the probe of its MX hosts.
/// Questions and fetch are stages: a domain that goes on to its fetch, where it may have to wait at gates, says so,
/// and its place among the questions is the next one's.
public final class DomainObserver {

    private final ObserveSettings settings;
    private final DnsClient dns;
    private final FetchStage fetches;
    private final Optional<MxProbes.Pass> probes;
    private final Clock clock;
    private final LongSupplier nanoClock;
    private final Supplier<String> randomLabel;

    /// Without a probe of the MX hosts.
    public DomainObserver(
            ObserveSettings settings,
            DnsClient dns,
            FetchStage fetches,
            Clock clock,
            LongSupplier nanoClock,
            Supplier<String> randomLabel) {
        this(settings, dns, fetches, Optional.empty(), clock, nanoClock, randomLabel);
    }

    /// @param probes how the MX hosts of publishers are probed; empty if they are not
    /// @param nanoClock what deadlines are measured by, a [WireClock] for a scan
    /// @param randomLabel gives a fresh label that no zone holds, to find wildcards
    public DomainObserver(
            ObserveSettings settings,
            DnsClient dns,
            FetchStage fetches,
            Optional<MxProbes.Pass> probes,
            Clock clock,
            LongSupplier nanoClock,
            Supplier<String> randomLabel) {
        this.settings = settings;
        this.dns = dns;
        this.fetches = fetches;
        this.probes = probes;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.randomLabel = randomLabel;
    }

    /// Observes one domain; what goes wrong on our side becomes a [ScanFault] in the observation.
    ///
    /// @param goesOn called when the questions are settled and the domain goes on to its fetch
    /// @throws InterruptedException if the thread is interrupted; the domain then counts as not observed
    public Observation observe(Target target, Runnable goesOn) throws InterruptedException {
        Instant observedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Facts facts = new Facts(target.domain(), Deadline.after(settings.domainBudget(), nanoClock));
        facts.ask();
        if (!facts.goesFurther()) {
            return facts.observation(target, observedAt);
        }
        try (var dane = Alongside.begin(facts::dane);
                var probes = Alongside.begin(facts::probes)) {
            facts.fetchPolicy(goesOn);
            facts.take(dane, probes);
        }
        return facts.observation(target, observedAt);
    }

    /// A step that gathers facts.
    private interface Step {
        void take() throws InterruptedException;
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
        private Optional<ScanFault> fault = Optional.empty();
        private Optional<List<MxProbe>> mxProbes = Optional.empty();
        private Optional<List<DaneHost>> dane = Optional.empty();

        Facts(String domain, Deadline deadline) {
            this.domain = domain;
            this.deadline = deadline;
        }

        void ask() throws InterruptedException {
            noticingFaults(() -> {
                askEveryDomain();
                if (isPublished()) {
                    askPublisher();
                } else if (settings.companions() == Companions.ALL && hasMx()) {
                    askMxHosts();
                } else if (mxHasNoData()) {
                    Batch batch = new Batch();
                    var addresses = batch.addresses(domain);
                    batch.send();
                    apex = addresses.get();
                }
            });
        }

        /// As hardly any domain does.
        boolean goesFurther() {
            return isPublished() || (settings.companions() == Companions.ALL && hasMx());
        }

        /// Only where a record is seen, and its policy host was asked for.
        void fetchPolicy(Runnable goesOn) throws InterruptedException {
            if (policyHost.isPresent() && fault.isEmpty()) {
                goesOn.run();
                noticingFaults(() -> fetchPolicy(policyHost.get()));
            }
        }

        /// Only where a record is seen, and its MX hosts are known.
        Optional<List<MxProbe>> probes() throws InterruptedException {
            if (probes.isEmpty() || mxHosts.isEmpty() || !isPublished()) {
                return Optional.empty();
            }
            List<MxHost> hosts = apex.filter(own -> !own.addresses().isEmpty())
                    .map(own -> List.of(new MxHost(domain, own)))
                    .orElse(mxHosts.get());
            return Optional.of(probes.get().probe(hosts));
        }

        /// Takes what went on beside the fetch. A fetch that failed on our side does not matter to it.
        void take(Alongside<List<DaneHost>> companions, Alongside<List<MxProbe>> probed) throws InterruptedException {
            noticingFaults(() -> dane = companions.result());
            noticingFaults(() -> mxProbes = probed.result());
        }

        private void noticingFaults(Step step) throws InterruptedException {
            try {
                step.take();
            } catch (RuntimeException e) {
                fault = Optional.of(new ScanFault(ScanFault.Kind.INTERNAL_ERROR, e.toString()));
            }
        }

        private boolean isPublished() {
            return txt.filter(PublishedRecord::isIn).isPresent();
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
            Supplier<List<MxHost>> hosts = addMxHosts(batch);
            batch.send();
            policyHost = host.get();
            wildcard = siblingTxt.get().map(lookup -> new WildcardProbe(lookup, siblingAddress.get()));
            apex = own.get();
            // Where the lookup of the MX failed, it is not known whose addresses to ask for.
            mxHosts = mx.filter(lookup -> !(lookup.answer() instanceof DnsAnswer.Failed))
                    .map(_ -> hosts.get());
        }

        private void askMxHosts() throws InterruptedException {
            Batch batch = new Batch();
            Supplier<List<MxHost>> hosts = addMxHosts(batch);
            batch.send();
            mxHosts = Optional.of(hosts.get());
        }

        private Supplier<List<MxHost>> addMxHosts(Batch batch) {
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
            return () -> {
                List<MxHost> hosts = new ArrayList<>();
                for (int i = 0; i < asked.size(); i++) {
                    String name = asked.get(i);
                    mxAddresses.get(i).get().ifPresent(addresses -> hosts.add(new MxHost(name, addresses)));
                }
                return hosts;
            };
        }

        /// Where there is an MX, or it is not known whether there is one: that is an answer about DANE, too. On a
        /// budget of its own.
        Optional<List<DaneHost>> dane() throws InterruptedException {
            boolean failed = mx.filter(lookup -> lookup.answer() instanceof DnsAnswer.Failed)
                    .isPresent();
            boolean wanted = switch (settings.companions()) {
                case NONE -> false;
                case PUBLISHERS -> isPublished() && (failed || hasMx());
                case ALL -> isPublished() ? failed || hasMx() : hasMx();
            };
            if (!wanted) {
                return Optional.empty();
            }
            Deadline own = Deadline.after(settings.domainBudget(), nanoClock);
            return Optional.of(new DaneQuestions(dns, own).ask(mxHosts.orElse(List.of())));
        }

        /// A null MX (RFC 7505) is none.
        private boolean hasMx() {
            return mx.filter(lookup -> mxRecords(lookup).stream()
                            .anyMatch(record -> !record.exchange().isEmpty()))
                    .isPresent();
        }

        private void fetchPolicy(AddressLookups addresses) throws InterruptedException {
            // No certificate can be valid for a name that is no LDH name (RFC 9525 §2), nor can the JDK address it.
            boolean dialable = LdhName.isLdh(Observation.policyHostName(domain));
            FetchStage.Fetched fetched = fetches.fetch(domain, addresses, dialable, deadline);
            fetch = fetched.fetch();
            fault = fetched.fault();
        }

        private boolean mxHasNoData() {
            return mx.filter(lookup -> lookup.answer() instanceof DnsAnswer.NoData)
                    .isPresent();
        }

        Observation observation(Target target, Instant observedAt) {
            Observation seen = new Observation(
                            target, observedAt, 1, txt, mx, tlsRpt, apex, policyHost, wildcard, mxHosts, fetch, fault)
                    .withDane(dane);
            return mxProbes.map(seen::withMxProbes).orElse(seen);
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
    /// @param maxMxHosts of how many MX hosts the addresses are asked at most
    /// @param companions of which domains DANE is looked up; only a resolver whose word counts may be asked
    public record ObserveSettings(Duration domainBudget, int maxMxHosts, Companions companions) {
        public static final ObserveSettings DEFAULT = new ObserveSettings(Duration.ofSeconds(45), 16, Companions.NONE);

        /// In the retest, where one exchange alone may take a minute.
        public static final ObserveSettings RETEST = new ObserveSettings(Duration.ofSeconds(90), 16, Companions.NONE);

        public ObserveSettings withCompanions(Companions wanted) {
            return new ObserveSettings(domainBudget, maxMxHosts, wanted);
        }
    }
}
