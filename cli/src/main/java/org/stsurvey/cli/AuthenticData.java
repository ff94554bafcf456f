package org.stsurvey.cli;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.stsurvey.scanner.observe.Companions;

/// Whether the resolvers' word that an answer is signed (AD, RFC 6840 §5.8) counts.
///
/// RFC 7672 §2.1.1 trusts a validating resolver on the same machine; what comes over a network could be anybody's word.
///
/// @param counts it does, and companions are wanted
/// @param reason why it does not, where somebody would have liked to know
record AuthenticData(boolean counts, Optional<String> reason) {

    private static final String REMEDY = "; DANE is not measured: run a validating resolver on this machine, or give "
            + "--trust-ad if the way to it is safe, or --companions none";

    /// Looks at where the resolvers are and, if that is here, asks them.
    static AuthenticData of(NetworkSettings network, ResolverWatch.Examiner examiner) throws InterruptedException {
        if (network.companions() == Companions.NONE) {
            return new AuthenticData(false, Optional.empty());
        }
        if (network.trustAd()) {
            return new AuthenticData(true, Optional.empty());
        }
        Optional<InetSocketAddress> elsewhere = network.dns().resolvers().stream()
                .filter(resolver -> !resolver.getAddress().isLoopbackAddress())
                .findFirst();
        if (elsewhere.isPresent()) {
            return not("resolver " + elsewhere.get().getAddress().getHostAddress() + " is not on this machine");
        }
        // Where no resolver is well there is no scan; that must not look like another method to a run that goes on.
        return examiner.examine().stream()
                .filter(one -> one.isWell() && !one.validates())
                .findFirst()
                .map(one -> not("resolver " + one.resolver() + " does not validate DNSSEC"))
                .orElseGet(() -> new AuthenticData(true, Optional.empty()));
    }

    private static AuthenticData not(String why) {
        return new AuthenticData(false, Optional.of(why + REMEDY));
    }
}
