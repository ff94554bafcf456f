package org.stsurvey.scanner.judge.mx;

import static org.stsurvey.scanner.judge.registry.MxOutcome.MX_HOST_NON_PUBLIC;
import static org.stsurvey.scanner.judge.registry.MxOutcome.MX_HOST_UNRESOLVABLE;

import java.util.List;
import java.util.Map;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.SpecialPurposeAddresses;

/// The rules for the addresses of the MX hosts: mail can only be delivered to a host that has a public one.
public final class MxHosts {

    private MxHosts() {}

    /// Judges the lookups.
    ///
    /// @param nonPublicAllowed the scan was told to dial addresses that are not public, as in a lab
    public static void judge(List<MxHost> hosts, boolean nonPublicAllowed, Remarks remarks) {
        for (var host : hosts) {
            var addresses = host.addresses().addresses();
            if (addresses.isEmpty()) {
                if (!hasFailed(host.addresses())) {
                    remarks.add(MX_HOST_UNRESOLVABLE, Map.of("host", host.name()));
                }
            } else if (!nonPublicAllowed && addresses.stream().noneMatch(SpecialPurposeAddresses::isPublic)) {
                remarks.add(
                        MX_HOST_NON_PUBLIC,
                        Map.of(
                                "host", host.name(),
                                "address", addresses.getFirst().getHostAddress()));
            }
        }
    }

    private static boolean hasFailed(AddressLookups lookups) {
        return lookups.a().answer() instanceof DnsAnswer.Failed
                || lookups.aaaa().answer() instanceof DnsAnswer.Failed;
    }
}
