package org.stsurvey.scanner.observe.https;

import java.net.InetAddress;
import java.util.function.IntSupplier;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observe.Deadline;

/// Makes an attempt once more that failed while this process stood still.
///
/// A host that waits for a process that was stopped hangs up in the end; that is no fault of the host.
public final class Undisturbed implements PolicyClient {

    private final PolicyClient client;
    private final IntSupplier standstills;

    /// @param standstills how often the process has been stopped so far
    public Undisturbed(PolicyClient client, IntSupplier standstills) {
        this.client = client;
        this.standstills = standstills;
    }

    @Override
    public FetchAttempt fetch(String domain, InetAddress address, Deadline deadline) throws InterruptedException {
        int before = standstills.getAsInt();
        FetchAttempt attempt = client.fetch(domain, address, deadline);
        boolean disturbed = attempt.end() != FetchAttempt.End.COMPLETE && standstills.getAsInt() != before;
        return disturbed ? client.fetch(domain, address, deadline) : attempt;
    }
}
