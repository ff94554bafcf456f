package org.stsurvey.scanner.observe.dns;

import java.util.List;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observe.Deadline;

/// Asks a resolver.
///
/// The one seam between the scanner and its DNS transport: all questions that a domain has at one point go out
/// together
/// and the caller waits once.
public interface DnsClient {

    /// The final answers to the questions, in their order, after retries.
    ///
    /// Never fails: what goes wrong becomes a [Failed][org.stsurvey.scanner.observation.DnsAnswer.Failed]
    /// answer, and a
    /// passed deadline a timeout.
    ///
    /// @throws InterruptedException if the thread is interrupted while it waits
    List<DnsLookup> ask(List<Question> questions, Deadline deadline) throws InterruptedException;
}
