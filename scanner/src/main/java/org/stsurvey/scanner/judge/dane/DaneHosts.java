package org.stsurvey.scanner.judge.dane;

import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_BOGUS;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_INDETERMINATE;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_TLSA_DUPLICATE;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_TLSA_INSECURE;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_TLSA_UNUSABLE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.host.FailedLookup;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Found;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.RecordData.Tlsa;
import org.stsurvey.scanner.observation.TlsaLookup;

/// The rules for one MX host, RFC 7672 §2.2.2 and §2.2.3.
final class DaneHosts {

    private final Remarks remarks;

    DaneHosts(Remarks remarks) {
        this.remarks = remarks;
    }

    /// What a sender makes of a host whose addresses these are.
    HostState judge(AddressLookups addresses, DaneHost host) {
        if (addresses.addresses().isEmpty()) {
            // RFC 7672 §2.2.2: where the addresses are "bogus" or "indeterminate", mail is delayed.
            return failed(addresses)
                    .map(failure -> failed(host.name(), failure))
                    .orElse(HostState.UNREACHABLE);
        }
        if (host.tlsa().isEmpty()) {
            return withoutQuestion(addresses, host);
        }
        HostState state = HostState.NONE;
        for (TlsaLookup asked : host.tlsa()) {
            switch (asked.lookup().answer()) {
                // RFC 7672 §2.1.2: after a failed lookup of TLSA records, mail is delayed; no later base domain is
                // tried.
                case Failed failure -> {
                    return failed(host.name(), failure);
                }
                // RFC 7672 §2.2.3: the first base domain with "secure" TLSA records decides.
                case Found found
                when found.authenticated() -> {
                    return records(host.name(), asked.base(), found.records(Tlsa.class));
                }
                // RFC 7672 §2.2: insecure TLSA records are as good as none.
                case Found _ -> {
                    remarks.add(DANE_TLSA_INSECURE, at(host.name(), asked.base()));
                    state = HostState.TLSA_INSECURE;
                }
                case DnsAnswer.NoSuchName _, DnsAnswer.NoData _ -> {}
            }
        }
        return state;
    }

    /// No TLSA question was asked, as no answer could count, or none that can be asked.
    private HostState withoutQuestion(AddressLookups addresses, DaneHost host) {
        Optional<Failed> aliasFailure = host.alias().map(DnsLookup::answer).flatMap(DaneHosts::failure);
        if (aliasFailure.isPresent()) {
            return failed(host.name(), aliasFailure.get());
        }
        // Signed, and yet not asked: the TLSA name would be too long to exist.
        return addresses.isSecure() || isSecureAlias(host) ? HostState.NONE : HostState.HOST_INSECURE;
    }

    private static boolean isSecureAlias(DaneHost host) {
        return host.alias()
                .filter(alias -> alias.answer() instanceof Found found && found.authenticated())
                .isPresent();
    }

    private HostState records(String host, String base, List<Tlsa> records) {
        if (TlsaRecords.hasDuplicate(records)) {
            remarks.add(DANE_TLSA_DUPLICATE, at(host, base));
        }
        if (records.stream().anyMatch(TlsaRecords::isUsable)) {
            return HostState.SECURED;
        }
        Map<String, String> detail = new TreeMap<>(at(host, base));
        detail.put("records", records.stream().map(TlsaRecords::text).collect(Collectors.joining(", ")));
        // RFC 7672 §2.2: where all are unusable, TLS is mandatory but nobody is authenticated.
        remarks.add(DANE_TLSA_UNUSABLE, detail);
        return HostState.UNUSABLE;
    }

    private HostState failed(String host, Failed failure) {
        boolean bogus = FailedLookup.of(failure) == FailedLookup.BOGUS;
        Map<String, String> detail = new TreeMap<>(FailedLookup.detail(failure));
        detail.put("host", host);
        remarks.add(bogus ? DANE_BOGUS : DANE_INDETERMINATE, detail);
        return bogus ? HostState.BOGUS : HostState.INDETERMINATE;
    }

    private static Optional<Failed> failed(AddressLookups addresses) {
        return Stream.of(addresses.a(), addresses.aaaa())
                .map(DnsLookup::answer)
                .flatMap(answer -> failure(answer).stream())
                .findFirst();
    }

    private static Optional<Failed> failure(DnsAnswer answer) {
        return answer instanceof Failed failed ? Optional.of(failed) : Optional.empty();
    }

    private static Map<String, String> at(String host, String base) {
        return host.equals(base) ? Map.of("host", host) : Map.of("host", host, "base", base);
    }
}
