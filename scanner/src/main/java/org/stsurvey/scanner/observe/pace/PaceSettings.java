package org.stsurvey.scanner.observe.pace;

import java.time.Duration;

/// How much a survey asks of others.
///
/// @param perAddress of one IP address
/// @param perNetwork of one /24 of IPv4 or /48 of IPv6, the usual size of a site
/// @param perProvider of one provider, by the domain that policy hosts are an alias of
/// @param overall of the survey as a whole
/// @param patience how long an exchange is kept waiting before it is put off
/// @param gatesLoopback whether loopback addresses are gated, too; else they are a lab of our own, of which only
///     the exchanges under way are limited
public record PaceSettings(
        Limit perAddress,
        Limit perNetwork,
        Limit perProvider,
        Limit overall,
        Duration patience,
        boolean gatesLoopback) {

    public static final PaceSettings DEFAULT = new PaceSettings(
            new Limit(4, 5), new Limit(16, 20), new Limit(16, 20), new Limit(200, 100), Duration.ofMinutes(5), false);

    /// The gates of one of several processes that together let through what these do.
    public PaceSettings sharedBy(int processes) {
        return new PaceSettings(
                perAddress.sharedBy(processes),
                perNetwork.sharedBy(processes),
                perProvider.sharedBy(processes),
                overall.sharedBy(processes),
                patience,
                gatesLoopback);
    }
}
