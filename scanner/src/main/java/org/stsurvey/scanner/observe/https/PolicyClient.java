package org.stsurvey.scanner.observe.https;

import java.net.InetAddress;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observe.Deadline;

/// Fetches the policy file of a domain from one address; the seam between the scanner and HTTPS.
public interface PolicyClient {

    /// One attempt; never fails: what goes wrong is in the attempt.
    ///
    /// @param domain the policy domain; its policy host `mta-sts.<domain>` must be an LDH name
    /// @param address where to connect; the caller has vetted it
    /// @throws InterruptedException if the thread is interrupted while it waits
    FetchAttempt fetch(String domain, InetAddress address, Deadline deadline) throws InterruptedException;
}
