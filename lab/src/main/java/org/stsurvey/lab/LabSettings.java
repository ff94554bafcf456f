package org.stsurvey.lab;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.stsurvey.lab.world.Adoption;
import org.stsurvey.lab.world.Population;

/// What a lab is to be like. Begin with [#generated], [#named] or [#listed] and change what matters.
///
/// @param population which names its world has
/// @param seed decides everything else about that world
/// @param adoption what share of the domains publishes a record
/// @param slow whether the zoo is complete: with the scenarios that cost a client its full timeout, and with
///     the rarities, for which a small world has no room
/// @param monthsLater how many months after its beginning the world is seen: by then more domains publish and
///     some no longer, some have turned from testing to enforce, faults are repaired, certificates have lapsed
///     and were renewed, names have left an invented list and others have joined it
/// @param dnsPort 0 for any free port
/// @param httpsPort 0 for any free port
/// @param smtpPort 0 for any free port
/// @param webAddresses over how many loopback addresses the policy hosts are spread
/// @param loss share of UDP datagrams that get lost, in each direction for itself
/// @param today the day from which the validity of certificates is counted
public record LabSettings(
        Population population,
        long seed,
        Adoption adoption,
        boolean slow,
        int monthsLater,
        int dnsPort,
        int httpsPort,
        int smtpPort,
        int webAddresses,
        double loss,
        Instant today) {
    public static final long DEFAULT_SEED = 8461;
    public static final int DEFAULT_WEB_ADDRESSES = 128;

    public LabSettings {
        if (loss < 0 || loss >= 1) {
            throw new IllegalArgumentException("loss: " + loss + " is not within 0 to 1");
        }
    }

    /// A world of this many invented names, the zoo among them.
    public static LabSettings generated(int domains) {
        return of(new Population.Generated(domains));
    }

    /// A world of these names.
    public static LabSettings named(List<String> names) {
        return of(new Population.Named(names));
    }

    /// A world of the names of a list.
    public static LabSettings listed(Path list) {
        return of(new Population.Listed(list));
    }

    private static LabSettings of(Population population) {
        return new LabSettings(
                population,
                DEFAULT_SEED,
                Adoption.PUBLISHED,
                false,
                0,
                0,
                0,
                0,
                DEFAULT_WEB_ADDRESSES,
                0,
                Instant.now().truncatedTo(ChronoUnit.DAYS));
    }

    public LabSettings withSeed(long other) {
        return new LabSettings(
                population,
                other,
                adoption,
                slow,
                monthsLater,
                dnsPort,
                httpsPort,
                smtpPort,
                webAddresses,
                loss,
                today);
    }

    public LabSettings withAdoption(Adoption other) {
        return new LabSettings(
                population, seed, other, slow, monthsLater, dnsPort, httpsPort, smtpPort, webAddresses, loss, today);
    }

    public LabSettings withSlow(boolean other) {
        return new LabSettings(
                population,
                seed,
                adoption,
                other,
                monthsLater,
                dnsPort,
                httpsPort,
                smtpPort,
                webAddresses,
                loss,
                today);
    }

    public LabSettings withMonthsLater(int other) {
        return new LabSettings(
                population, seed, adoption, slow, other, dnsPort, httpsPort, smtpPort, webAddresses, loss, today);
    }

    public LabSettings withPorts(int dns, int https) {
        return new LabSettings(
                population, seed, adoption, slow, monthsLater, dns, https, smtpPort, webAddresses, loss, today);
    }

    public LabSettings withSmtpPort(int other) {
        return new LabSettings(
                population, seed, adoption, slow, monthsLater, dnsPort, httpsPort, other, webAddresses, loss, today);
    }

    public LabSettings withWebAddresses(int other) {
        return new LabSettings(
                population, seed, adoption, slow, monthsLater, dnsPort, httpsPort, smtpPort, other, loss, today);
    }

    public LabSettings withLoss(double other) {
        return new LabSettings(
                population,
                seed,
                adoption,
                slow,
                monthsLater,
                dnsPort,
                httpsPort,
                smtpPort,
                webAddresses,
                other,
                today);
    }

    public LabSettings withToday(Instant other) {
        return new LabSettings(
                population, seed, adoption, slow, monthsLater, dnsPort, httpsPort, smtpPort, webAddresses, loss, other);
    }
}
