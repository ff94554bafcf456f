package org.stsurvey.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.https.FetchSettings;

/// How the network is asked.
///
/// @param caFile the roots to trust; the JDK's if empty
/// @param allowLoopback also connect to loopback addresses, where a lab lives
/// @param contact how the owners of scanned hosts reach the operator
record NetworkSettings(
        DnsSettings dns, FetchSettings fetch, Optional<Path> caFile, boolean allowLoopback, String contact) {

    /// What the owner of a scanned host sees in the log.
    static String userAgent(String contact) {
        return "stsurvey/" + Version.text() + " (+" + contact + "; MTA-STS adoption survey)";
    }
}
