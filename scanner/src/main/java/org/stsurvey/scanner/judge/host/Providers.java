package org.stsurvey.scanner.judge.host;

import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.judge.ProviderTable;
import org.stsurvey.scanner.judge.ProviderTable.Kind;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.Observation;

/// Who runs the policy host and the mail, told from names.
public final class Providers {

    private Providers() {}

    /// The provider that the CNAME chain of the policy host names, else that of the policy record.
    public static Optional<String> ofPolicyHost(Observation observation, ProviderTable table) {
        var host = observation.policyHost().map(PolicyHostLookup::cnames).orElse(List.of());
        var record =
                observation.txt().map(DnsLookup::answer).map(DnsAnswer::cnames).orElse(List.of());
        return first(table, Kind.POLICY_HOST, host).or(() -> first(table, Kind.POLICY_HOST, record));
    }

    /// The first name of a chain that is known decides: what comes behind it is the provider's own supplier.
    static Optional<String> first(ProviderTable table, Kind kind, List<String> names) {
        return names.stream()
                .map(name -> table.provider(kind, name))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
