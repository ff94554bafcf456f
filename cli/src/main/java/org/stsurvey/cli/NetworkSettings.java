package org.stsurvey.cli;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.stsurvey.scanner.observation.SpecialPurposeAddresses;
import org.stsurvey.scanner.observe.Companions;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.pace.PaceSettings;

/// How the network is asked.
///
/// @param pace how fast policy hosts are asked
/// @param caFile the roots to trust; the JDK's if empty
/// @param allowLoopback also connect to loopback addresses, where a lab lives
/// @param probe how MX hosts are probed; empty if they are not
/// @param contact how the owners of scanned hosts reach the operator; empty if nobody but a lab is scanned
/// @param companions of which domains DANE is looked up, where the resolvers' AD counts
/// @param trustAd the AD of the resolvers counts wherever they are
record NetworkSettings(
        DnsSettings dns,
        FetchSettings fetch,
        PaceSettings pace,
        Optional<Path> caFile,
        boolean allowLoopback,
        Optional<ProbeSettings> probe,
        Optional<String> contact,
        Companions companions,
        boolean trustAd) {

    /// Stands for a contact where only a lab is scanned.
    static final String LAB = "lab";

    /// What the owner of a scanned host sees in the log.
    static String userAgent(Optional<String> contact) {
        return "stsurvey/" + Version.text() + " (+" + contact.orElse(LAB) + "; MTA-STS adoption survey)";
    }

    /// Whether a policy host may be connected to at this address at all.
    boolean mayDial(InetAddress address) {
        return mayDial(address, allowLoopback);
    }

    static boolean mayDial(InetAddress address, boolean allowLoopback) {
        return SpecialPurposeAddresses.isPublic(address) || (allowLoopback && address.isLoopbackAddress());
    }

    /// Whether whoever is at this address could find out who we are: nobody else's host is dialled without a
    /// contact.
    boolean isIntroducedTo(InetAddress address) {
        return contact.isPresent() || address.isLoopbackAddress();
    }

    /// The same settings for one of several processes, which together keep to these.
    NetworkSettings sharedBy(int processes) {
        DnsSettings share = dns.packetsPerSecond().isEmpty()
                ? dns
                : dns.withPacketsPerSecond(Math.max(1, dns.packetsPerSecond().getAsInt() / processes));
        return new NetworkSettings(
                share, fetch, pace.sharedBy(processes), caFile, allowLoopback, probe, contact, companions, trustAd);
    }

    /// The same settings for whoever asks about one domain after the other and sits before the answer.
    ///
    /// @param limit how long a sick resolver is waited for
    NetworkSettings ofSingleDomains(Duration limit) {
        return new NetworkSettings(
                dns.withPatience(limit),
                fetch,
                pace,
                caFile,
                allowLoopback,
                probe.map(ProbeSettings::ofOneDomain),
                contact,
                companions,
                trustAd);
    }
}
