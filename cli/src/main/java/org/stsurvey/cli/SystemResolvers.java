package org.stsurvey.cli;

import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.ResolverConfig;

/// The resolvers that this system is configured with.
final class SystemResolvers {

    private SystemResolvers() {}

    static List<InetSocketAddress> addresses() {
        return ResolverConfig.getCurrentConfig().servers();
    }
}
