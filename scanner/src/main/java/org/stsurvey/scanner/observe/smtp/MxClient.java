package org.stsurvey.scanner.observe.smtp;

import java.net.InetAddress;
import org.stsurvey.scanner.observation.SmtpAttempt;
import org.stsurvey.scanner.observe.Deadline;

/// Asks an MX host at one address for STARTTLS; the seam between the scanner and SMTP.
public interface MxClient {

    /// One attempt; never fails: what goes wrong is in the attempt.
    ///
    /// @param host the MX host
    /// @param address where to connect; the caller has vetted it
    /// @throws InterruptedException if the thread is interrupted while it waits
    SmtpAttempt attempt(String host, InetAddress address, Deadline deadline) throws InterruptedException;
}
