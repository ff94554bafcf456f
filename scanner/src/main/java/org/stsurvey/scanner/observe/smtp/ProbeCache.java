package org.stsurvey.scanner.observe.smtp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.SmtpAttempt;

/// What MX hosts showed, for the domains that share them; as much of it as fits into so many octets.
///
/// The hosts that were asked for longest ago are forgotten first, so that the few that very many domains share
/// stay, and memory does not grow with the list. A host that was forgotten is probed again when it comes up
/// again; how many were is counted. 32 MiB hold some 7,000 hosts with a usual chain.
final class ProbeCache {

    static final long DEFAULT_OCTETS = 32L << 20;

    private static final int OVERHEAD = 600;

    /// A probe and the pass it was made in.
    record Known(MxProbe probe, int pass) {}

    private final long limit;
    private final Map<String, Known> byHost = new LinkedHashMap<>(16, 0.75f, true);
    private long octets;
    private long forgotten;

    ProbeCache(long limit) {
        this.limit = limit;
    }

    synchronized Optional<Known> find(String host) {
        return Optional.ofNullable(byHost.get(host));
    }

    synchronized void keep(MxProbe probe, int pass) {
        Known before = byHost.put(probe.host(), new Known(probe, pass));
        octets += weight(probe) - (before == null ? 0 : weight(before.probe()));
        var eldest = byHost.values().iterator();
        while (octets > limit && byHost.size() > 1) {
            octets -= weight(eldest.next().probe());
            eldest.remove();
            forgotten++;
        }
    }

    synchronized long forgotten() {
        return forgotten;
    }

    synchronized long octets() {
        return octets;
    }

    private static long weight(MxProbe probe) {
        long weight = OVERHEAD;
        for (SmtpAttempt attempt : probe.attempts()) {
            weight += OVERHEAD + attempt.reply().length() + attempt.message().length();
            weight += attempt.tls()
                    .map(tls -> tls.chain().stream().mapToLong(ByteString::size).sum())
                    .orElse(0L);
        }
        return weight;
    }
}
