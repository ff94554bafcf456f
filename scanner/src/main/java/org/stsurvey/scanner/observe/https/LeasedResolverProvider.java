package org.stsurvey.scanner.observe.https;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The JVM's name resolution while a scan runs (JEP 418): leased hosts go to their leased address, policy hosts
/// without a
/// lease go nowhere, and everything else is left to the JVM's own resolver.
public final class LeasedResolverProvider extends InetAddressResolverProvider {

    /// A name that only this provider resolves; see [#assertInUse].
    private static final String SENTINEL = "mta-sts.sentinel.stsurvey.invalid";

    @Override
    public String name() {
        return "stsurvey dial leases";
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new LeasedResolver(configuration.builtinResolver());
    }

    /// Makes sure that the JVM resolves names through this class.
    ///
    /// The JVM picks its provider at the first lookup and ignores one in a child class loader, so this is
    /// checked and
    /// not assumed.
    ///
    /// @throws IllegalStateException if another resolver answers; no scan may start then
    public static void assertInUse() {
        InetAddress expected = InetAddress.getLoopbackAddress();
        try (Dial.Lease _ = Dial.lease(SENTINEL, expected)) {
            List<InetAddress> actual = List.of(InetAddress.getAllByName(SENTINEL));
            if (!actual.equals(List.of(expected))) {
                throw new IllegalStateException("the JVM resolved the sentinel to " + actual);
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "the JVM does not resolve names through the scanner, so addresses could not be vetted; "
                            + "run stsurvey from its launcher, with all of its jars on one class path",
                    e);
        }
    }

    private record LeasedResolver(InetAddressResolver builtin) implements InetAddressResolver {

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            Optional<Dial.Lease> lease = Dial.of(host);
            if (lease.isPresent()) {
                // Rebuilt with the host's name, because the HTTP client takes SNI and the Host field from it.
                return Stream.of(
                        InetAddress.getByAddress(host, lease.get().address().getAddress()));
            }
            if (host.startsWith("mta-sts.")) {
                throw new UnknownHostException(host + " is not leased");
            }
            return builtin.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return builtin.lookupByAddress(address);
        }
    }
}
