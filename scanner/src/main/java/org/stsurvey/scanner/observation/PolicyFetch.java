package org.stsurvey.scanner.observation;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The attempts to fetch `https://mta-sts.<domain>/.well-known/mta-sts.txt`, in the order made; the last one decides.
///
/// @param attempts what was tried; empty where no address was fit to be dialled
/// @param refused addresses of the host that are never dialled because they are not public
public record PolicyFetch(List<FetchAttempt> attempts, List<InetAddress> refused) {

    public PolicyFetch {
        attempts = List.copyOf(attempts);
        refused = List.copyOf(refused);
    }

    public Optional<FetchAttempt> last() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }
}
