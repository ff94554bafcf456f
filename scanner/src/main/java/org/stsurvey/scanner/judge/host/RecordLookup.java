package org.stsurvey.scanner.judge.host;

import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_CNAME_DANGLING;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_CNAME_DELEGATED;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_CNAME_LOOP;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_DNSSEC_BOGUS;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_DNS_ERROR;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_NAME_TOO_LONG;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_NODATA;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_NXDOMAIN;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_SERVFAIL;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_TIMEOUT;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_TTL_OVER_DAY;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_WILDCARD;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.ProviderTable;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.record.PolicyRecord;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.WildcardProbe;

/// The rules for the lookup of the policy record, RFC 8461 §3.1.
public final class RecordLookup {

    private static final long DAY = 86_400;

    private final Remarks remarks;
    private final ProviderTable providers;

    public RecordLookup(Remarks remarks, ProviderTable providers) {
        this.remarks = remarks;
        this.providers = providers;
    }

    /// Judges the lookup; what was found goes to [PolicyRecord].
    ///
    /// @param lookup empty if the name is too long to be asked for
    public PolicyRecord.Reading read(Optional<DnsLookup> lookup, Optional<WildcardProbe> wildcard) {
        if (lookup.isEmpty()) {
            remarks.add(TXT_NAME_TOO_LONG);
            return PolicyRecord.Reading.none();
        }
        return switch (lookup.get().answer()) {
            case DnsAnswer.Found found -> found(found, wildcard);
            case DnsAnswer.NoSuchName(var cnames, var authenticated, var error) -> absent(TXT_NXDOMAIN, cnames);
            case DnsAnswer.NoData(var cnames, var authenticated, var error) -> absent(TXT_NODATA, cnames);
            case DnsAnswer.Failed failed -> {
                remarks.add(failure(failed), FailedLookup.detail(failed));
                yield PolicyRecord.Reading.none();
            }
        };
    }

    private PolicyRecord.Reading found(DnsAnswer.Found found, Optional<WildcardProbe> wildcard) {
        var records = found.records(RecordData.Txt.class);
        var reading = PolicyRecord.read(records, remarks);
        if (reading.facts().isEmpty()) {
            return reading;
        }
        if (!found.cnames().isEmpty()) {
            remarks.add(TXT_CNAME_DELEGATED, chain(found.cnames()));
        }
        if (found.ttlSeconds() > DAY) {
            remarks.add(TXT_TTL_OVER_DAY, Map.of("seconds", Long.toString(found.ttlSeconds())));
        }
        if (wildcard.isPresent()
                && wildcard.get().txt().answer() instanceof DnsAnswer.Found sibling
                && new HashSet<>(sibling.records(RecordData.Txt.class)).equals(new HashSet<>(records))) {
            remarks.add(TXT_WILDCARD);
        }
        return reading;
    }

    private PolicyRecord.Reading absent(Outcome outcome, List<String> cnames) {
        if (cnames.isEmpty()) {
            remarks.add(outcome);
        } else {
            // There is nothing at the end of the chain, so nothing is published.
            var detail = new TreeMap<>(chain(cnames));
            var provider = detail.remove("provider");
            if (provider != null) {
                detail.put("opted_out_provider", provider);
            }
            remarks.add(TXT_CNAME_DANGLING, detail);
        }
        return PolicyRecord.Reading.none();
    }

    private Map<String, String> chain(List<String> cnames) {
        var detail = new TreeMap<String, String>();
        detail.put("cnames", String.join(" ", cnames));
        detail.put("target", cnames.getLast());
        Providers.first(providers, ProviderTable.Kind.POLICY_HOST, cnames)
                .ifPresent(provider -> detail.put("provider", provider));
        return detail;
    }

    private static Outcome failure(DnsAnswer.Failed failed) {
        return switch (FailedLookup.of(failed)) {
            case TIMEOUT -> TXT_TIMEOUT;
            case SERVFAIL -> TXT_SERVFAIL;
            case BOGUS -> TXT_DNSSEC_BOGUS;
            case CNAME_LOOP -> TXT_CNAME_LOOP;
            case ERROR -> TXT_DNS_ERROR;
        };
    }
}
