package org.stsurvey.scanner.observe.https;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stsurvey.scanner.observe.tls.WireTap;

/// Leases that say which one address a policy host may be dialled at.
///
/// The JDK's HTTP client resolves names itself, through a process-wide hook. While a lease is held,
/// [LeasedResolverProvider] answers the host with exactly the leased address, so that the connection goes where
/// the scanner's own lookup and vetting said, and nowhere else: nothing is resolved twice, and a name that
/// changes its address in between changes nothing. A policy host without a lease cannot be resolved at all.
///
/// The table of leases is the one static state of the scanner, because the hook is process-wide.
final class Dial {

    private static final Map<String, Lease> LEASES = new ConcurrentHashMap<>();

    private Dial() {}

    /// Leases `host` to `address` until the lease is closed.
    ///
    /// @throws IllegalStateException if the host is already leased
    static Lease lease(String host, InetAddress address) {
        Lease lease = new Lease(host, address, new WireTap());
        Lease held = LEASES.putIfAbsent(host, lease);
        if (held != null) {
            throw new IllegalStateException("host " + host + " is already leased to "
                    + held.address().getHostAddress() + "; one dial at a time per host");
        }
        return lease;
    }

    static Optional<Lease> of(String host) {
        return Optional.ofNullable(LEASES.get(host));
    }

    /// The right to dial one host at one address, and the recorder of what is seen on that connection.
    record Lease(String host, InetAddress address, WireTap tap) implements AutoCloseable {
        @Override
        public void close() {
            LEASES.remove(host, this);
        }
    }
}
