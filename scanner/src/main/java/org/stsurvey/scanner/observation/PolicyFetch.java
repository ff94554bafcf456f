package org.stsurvey.scanner.observation;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The attempts to fetch `https://mta-sts.<domain>/.well-known/mta-sts.txt`, in the order made.
///
/// @param attempts what was tried; empty where no address was fit to be dialled
/// @param refused addresses of the host that are never dialled because they are not public
public record PolicyFetch(List<FetchAttempt> attempts, List<InetAddress> refused) {

    public PolicyFetch {
        attempts = List.copyOf(attempts);
        refused = List.copyOf(refused);
    }

    /// The attempt that tells how the fetch went: the last one that got past TCP; else the last one whose address
    /// may answer yet, because a host is refusing only if all its addresses are; else the last one.
    public Optional<FetchAttempt> deciding() {
        return last(attempt -> attempt.stage() != FetchAttempt.Stage.TCP)
                .or(() -> last(attempt -> attempt.end() != FetchAttempt.End.REFUSED))
                .or(() -> last(_ -> true));
    }

    private Optional<FetchAttempt> last(Predicate<FetchAttempt> which) {
        return attempts.reversed().stream().filter(which).findFirst();
    }
}
