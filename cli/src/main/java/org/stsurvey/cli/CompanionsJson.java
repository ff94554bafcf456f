package org.stsurvey.cli;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.TlsaLookup;

/// What stands beside MTA-STS, as members of the JSON that `check` prints.
final class CompanionsJson {

    private CompanionsJson() {}

    static Map<String, Object> of(Observation observation, Judgement judgement) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("tlsrpt", judgement.tlsRpt().outcome().code());
        judgement
                .dane()
                .ifPresentOrElse(dane -> object.put("dane", dane(observation, dane)), () -> object.put("dane", null));
        return object;
    }

    private static Map<String, Object> dane(Observation observation, Judgement.DaneFacts dane) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("outcome", dane.outcome().code());
        object.put("mx_authenticated", dane.mxAuthenticated());
        object.put("hosts", dane.hosts());
        object.put("signed", dane.signed());
        object.put("secured", dane.secured());
        object.put(
                "mx_hosts",
                observation.dane().orElse(List.of()).stream()
                        .map(host -> host(observation, host))
                        .toList());
        return object;
    }

    private static Map<String, Object> host(Observation observation, DaneHost host) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", host.name());
        Optional<AddressLookups> addresses = observation.mxHosts().orElse(List.of()).stream()
                .filter(asked -> asked.name().equals(host.name()))
                .map(MxHost::addresses)
                .findFirst();
        object.put("authenticated", addresses.map(AddressLookups::isSecure).orElse(false));
        object.put("tlsa", host.tlsa().stream().map(CompanionsJson::tlsa).toList());
        return object;
    }

    private static Map<String, Object> tlsa(TlsaLookup tlsa) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("base", tlsa.base());
        object.put("status", status(tlsa.lookup()));
        if (tlsa.lookup().answer() instanceof DnsAnswer.Found found) {
            object.put("authenticated", found.authenticated());
            object.put(
                    "records",
                    found.records(RecordData.Tlsa.class).stream()
                            .map(CompanionsJson::record)
                            .toList());
        }
        return object;
    }

    private static String status(DnsLookup lookup) {
        return switch (lookup.answer()) {
            case DnsAnswer.Found _ -> "found";
            case DnsAnswer.NoSuchName _ -> "no_such_name";
            case DnsAnswer.NoData _ -> "no_data";
            case DnsAnswer.Failed _ -> "failed";
        };
    }

    private static Map<String, Object> record(RecordData.Tlsa record) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("usage", record.usage());
        object.put("selector", record.selector());
        object.put("matching_type", record.matching());
        object.put("data", HexFormat.of().formatHex(record.data().toArray()));
        return object;
    }
}
