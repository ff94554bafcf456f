package org.stsurvey.scanner.judge;

import static org.stsurvey.scanner.judge.registry.QuirkOutcome.QUIRK_ID_STYLE;
import static org.stsurvey.scanner.judge.registry.QuirkOutcome.QUIRK_MAX_AGE_BELOW_2W_ENFORCE;
import static org.stsurvey.scanner.judge.registry.ScanOutcome.DOMAIN_DNS_DEAD;
import static org.stsurvey.scanner.judge.registry.ScanOutcome.SCAN_DEFERRED;
import static org.stsurvey.scanner.judge.registry.ScanOutcome.SCAN_INTERNAL_ERROR;
import static org.stsurvey.scanner.judge.registry.ScanOutcome.SCAN_NO_VANTAGE;
import static org.stsurvey.scanner.judge.registry.ScanOutcome.SCAN_RESOLVER_DOUBTED;
import static org.stsurvey.scanner.judge.registry.TlsRptOutcome.TESTING_WITHOUT_TLSRPT;
import static org.stsurvey.scanner.judge.registry.TlsRptOutcome.TLSRPT_DNS_INDETERMINATE;
import static org.stsurvey.scanner.judge.registry.TlsRptOutcome.TLSRPT_NONE;
import static org.stsurvey.scanner.judge.registry.TlsRptOutcome.TLSRPT_OK;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stsurvey.scanner.judge.Judgement.Alignment;
import org.stsurvey.scanner.judge.Judgement.CertificateFacts;
import org.stsurvey.scanner.judge.Judgement.PolicyFacts;
import org.stsurvey.scanner.judge.Judgement.TlsRptFacts;
import org.stsurvey.scanner.judge.dane.DaneRules;
import org.stsurvey.scanner.judge.fetch.FetchRules;
import org.stsurvey.scanner.judge.fetch.TlsRules;
import org.stsurvey.scanner.judge.host.PolicyHostLookup;
import org.stsurvey.scanner.judge.host.Providers;
import org.stsurvey.scanner.judge.host.RecordLookup;
import org.stsurvey.scanner.judge.mx.Coverage;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.judge.mx.MxHosts;
import org.stsurvey.scanner.judge.mx.MxVerdict;
import org.stsurvey.scanner.judge.mx.ProbeRules;
import org.stsurvey.scanner.judge.policy.PolicyFile;
import org.stsurvey.scanner.judge.record.PolicyRecord;
import org.stsurvey.scanner.judge.record.TlsRptRecord;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observation.SpecialPurposeAddresses;

/// The pure function from an observation and a rulebook to a judgement.
///
/// Each stage's rules leave their remarks; the stages behind the record are looked at wherever a record is
/// published, also where a sender would have stopped (RFC 8461 §3.1), so that surveys which count every fault
/// can be compared. What the remarks come to, severities, primary outcome and deployment status, is the matter
/// of [Verdict].
///
/// It has no state besides the rulebook and may be shared by threads.
public final class Judge {

    private static final long TWO_WEEKS = 1_209_600;

    private final Rulebook rulebook;

    public Judge(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    /// Judges one observation.
    public Judgement judge(Observation observation) {
        var remarks = new Remarks();
        var history = History.of(observation, rulebook);
        observation.fault().ifPresent(fault -> ownFault(fault, remarks));
        var notAsked = observation.fault().isPresent() && observation.txt().isEmpty();
        var record = notAsked
                ? PolicyRecord.Reading.none()
                : new RecordLookup(remarks, rulebook.providers()).read(observation.txt(), observation.wildcard());
        record.facts()
                .flatMap(Judgement.RecordFacts::idStyle)
                .ifPresent(style -> remarks.add(QUIRK_ID_STYLE, Map.of("style", style)));
        var domain = observation.target().domain();
        var route = MailRoute.of(domain, observation.mx(), observation.apex());
        Optional<PolicyFacts> policy = Optional.empty();
        Optional<Alignment> alignment = Optional.empty();
        Optional<List<MxVerdict>> mxVerdicts = Optional.empty();
        if (record.published()) {
            policy = policy(observation, record.valid(), remarks);
            alignment = policy.map(facts -> align(facts, route, remarks));
            MxHosts.judge(observation.mxHosts().orElse(List.of()), nonPublicAllowed(observation), remarks);
            mxVerdicts = mxVerdicts(observation, policy, remarks);
        }
        var tlsRpt = notAsked ? without(TLSRPT_DNS_INDETERMINATE, remarks) : tlsRpt(observation.tlsRpt(), remarks);
        policy.ifPresent(facts -> quirks(facts, tlsRpt, remarks));
        var dane = new DaneRules(remarks).judge(observation, route);
        if (history.isDead()) {
            remarks.add(DOMAIN_DNS_DEAD);
        }
        history.text().ifPresent(remarks::remember);
        var verdict = Verdict.of(remarks, policy, history.confirms());
        return new Judgement(
                verdict.primary(),
                verdict.status(),
                verdict.statusStrict(),
                record.published(),
                route.reception(),
                verdict.findings(),
                record.facts(),
                policy,
                certificate(observation),
                alignment,
                tlsRpt,
                Providers.ofPolicyHost(observation, rulebook.providers()),
                mxProvider(route),
                DeliveryRules.delivery(verdict.status(), alignment, mxVerdicts),
                mxVerdicts,
                dane);
    }

    private Optional<List<MxVerdict>> mxVerdicts(
            Observation observation, Optional<PolicyFacts> policy, Remarks remarks) {
        var usable = policy.filter(PolicyFacts::validLenient);
        return observation
                .mxProbes()
                .map(probes -> new ProbeRules(remarks, rulebook.certificates())
                        .judge(
                                probes,
                                usable.flatMap(PolicyFacts::mode),
                                usable.map(PolicyFacts::mx).orElse(List.of())));
    }

    private static void ownFault(ScanFault fault, Remarks remarks) {
        Map<String, String> detail = new TreeMap<>(Map.of("message", fault.message()));
        fault.exclusion().ifPresent(exclusion -> detail.put("exclusion", exclusion));
        remarks.add(outcome(fault.kind()), detail);
    }

    /// The outcome of a fault of our own.
    static Outcome outcome(ScanFault.Kind kind) {
        return switch (kind) {
            case DEFERRED -> SCAN_DEFERRED;
            case INTERNAL_ERROR -> SCAN_INTERNAL_ERROR;
            case RESOLVER_DOUBTED -> SCAN_RESOLVER_DOUBTED;
            case NO_VANTAGE, EXCLUDED -> SCAN_NO_VANTAGE;
        };
    }

    /// From the policy host to the policy file; empty if no body was received with status 200.
    private Optional<PolicyFacts> policy(Observation observation, boolean recordValid, Remarks remarks) {
        var host = Observation.policyHostName(observation.target().domain());
        var lookup = new PolicyHostLookup(remarks, rulebook.providers());
        lookup.name(host);
        observation
                .policyHost()
                .ifPresent(addresses -> lookup.addresses(addresses, observation.fetch(), observation.wildcard()));
        var tls = new TlsRules(remarks, rulebook.certificates(), observation.observedAt());
        var body = observation.fetch().flatMap(fetch -> new FetchRules(remarks, tls).fetch(fetch, host));
        if (recordValid && body.isEmpty() && !Verdict.isExplained(remarks)) {
            // Nothing says why there is no policy: a row without evidence must never look like a sound one.
            remarks.add(SCAN_INTERNAL_ERROR, Map.of("message", "the fetch of the policy was not recorded"));
        }
        return body.map(octets -> PolicyFile.read(octets, remarks));
    }

    private Alignment align(PolicyFacts policy, MailRoute route, Remarks remarks) {
        var coverage = new Coverage(remarks, rulebook.registrableDomain());
        return policy.mode()
                .filter(mode -> policy.validLenient())
                .map(mode -> coverage.judge(mode, policy.mx(), route))
                .orElseGet(coverage::notApplicable);
    }

    /// In a lab the policy hosts themselves have addresses that are not public.
    private static boolean nonPublicAllowed(Observation observation) {
        return observation.fetch().map(PolicyFetch::attempts).orElse(List.of()).stream()
                .map(FetchAttempt::address)
                .anyMatch(address -> !SpecialPurposeAddresses.isPublic(address));
    }

    private static TlsRptFacts tlsRpt(Optional<DnsLookup> lookup, Remarks remarks) {
        if (lookup.isEmpty()) {
            // The name is too long to exist.
            return without(TLSRPT_NONE, remarks);
        }
        return switch (lookup.get().answer()) {
            case DnsAnswer.Found found -> TlsRptRecord.read(found.records(RecordData.Txt.class), remarks);
            case DnsAnswer.NoSuchName noSuchName -> without(TLSRPT_NONE, remarks);
            case DnsAnswer.NoData noData -> without(TLSRPT_NONE, remarks);
            case DnsAnswer.Failed failed -> without(TLSRPT_DNS_INDETERMINATE, remarks);
        };
    }

    private static TlsRptFacts without(Outcome outcome, Remarks remarks) {
        remarks.add(outcome);
        return new TlsRptFacts(outcome, List.of());
    }

    /// What is only of interest in a survey, or needs more than one artefact.
    private static void quirks(PolicyFacts policy, TlsRptFacts tlsRpt, Remarks remarks) {
        if (!policy.validLenient()) {
            return;
        }
        var mode = policy.mode().orElse("");
        if (mode.equals("enforce") && policy.maxAgeSeconds().orElse(TWO_WEEKS) < TWO_WEEKS) {
            remarks.add(
                    QUIRK_MAX_AGE_BELOW_2W_ENFORCE,
                    Map.of("seconds", Long.toString(policy.maxAgeSeconds().orElse(0))));
        }
        // RFC 8461 §5: in testing, failures are reported "as long as TLSRPT is also implemented by the recipient
        // domain".
        var unreported = tlsRpt.outcome() != TLSRPT_OK && tlsRpt.outcome() != TLSRPT_DNS_INDETERMINATE;
        if (mode.equals("testing") && unreported) {
            remarks.add(
                    TESTING_WITHOUT_TLSRPT, Map.of("tlsrpt", tlsRpt.outcome().code()));
        }
    }

    private Optional<CertificateFacts> certificate(Observation observation) {
        return observation
                .fetch()
                .flatMap(PolicyFetch::deciding)
                .flatMap(FetchAttempt::tls)
                .filter(handshake -> !handshake.chain().isEmpty())
                .flatMap(handshake -> rulebook.certificates().leafFacts(handshake.chain(), observation.observedAt()));
    }

    private Optional<String> mxProvider(MailRoute route) {
        for (var host : route.best()) {
            var provider = rulebook.providers().provider(ProviderTable.Kind.MX, host);
            if (provider.isPresent()) {
                return provider;
            }
        }
        return Optional.empty();
    }
}
