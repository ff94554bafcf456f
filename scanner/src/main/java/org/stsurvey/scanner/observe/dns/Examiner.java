package org.stsurvey.scanner.observe.dns;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stsurvey.scanner.observe.dns.Exchange.Reply;
import org.stsurvey.scanner.observe.dns.Exchange.Route;
import org.stsurvey.scanner.observe.dns.QueryMessage.Manner;
import org.stsurvey.scanner.observe.dns.ResolverHealth.Ailment;
import org.xbill.DNS.Rcode;

/// Puts the canary questions to one resolver and waits for the answers, at the beginning and the end of a scan.
final class Examiner {

    /// How long each try waits. So many that a path which loses a third of all exchanges does not condemn a run: its
    /// end is judged by these two questions.
    private static final List<Duration> TRIES =
            IntStream.of(1, 1, 1, 1, 2, 2).mapToObj(Duration::ofSeconds).toList();

    private final UdpLoop udp;
    private final Upstream upstream;

    Examiner(UdpLoop udp, Upstream upstream) {
        this.udp = udp;
        this.upstream = upstream;
    }

    ResolverExamination examine() throws InterruptedException {
        Optional<Response> pulse = ask(Canaries.PULSE);
        if (pulse.isEmpty()) {
            begin(Rcode.NOERROR, Rcode.NXDOMAIN, false);
            return examination(Ailment.SILENT, false, "");
        }
        int pulseRcode = pulse.get().headerRcode();
        Optional<Response> reach = ask(Canaries.reachQuestion(new RandomBits(new SecureRandom())));
        int reachRcode = reach.map(Response::headerRcode).orElse(-1);
        if (reach.filter(response -> response.answers() > 0).isPresent()) {
            begin(pulseRcode, Rcode.NXDOMAIN, pulse.get().isAuthenticated());
            return examination(Ailment.LYING, pulse.get().isAuthenticated(), "");
        }
        if (reachRcode == -1 || reachRcode == Rcode.SERVFAIL) {
            begin(pulseRcode, Rcode.NXDOMAIN, pulse.get().isAuthenticated());
            return examination(Ailment.CUT_OFF, pulse.get().isAuthenticated(), "");
        }
        begin(pulseRcode, reachRcode, pulse.get().isAuthenticated());
        String remark = reachRcode == Rcode.NXDOMAIN
                ? ""
                : "answers " + Rcode.string(reachRcode) + " for a name below .com, so it is no resolver for the whole "
                        + "Internet";
        return examination(Ailment.NONE, pulse.get().isAuthenticated(), remark);
    }

    private void begin(int pulseRcode, int reachRcode, boolean authentic) {
        upstream.canaries().begin(pulseRcode, reachRcode, authentic);
    }

    private ResolverExamination examination(Ailment ailment, boolean validates, String remark) {
        return new ResolverExamination(
                Upstream.text(upstream.address()),
                ailment == Ailment.NONE ? "" : ailment.words(),
                ailment == Ailment.LYING,
                validates,
                remark);
    }

    private Optional<Response> ask(Question question) throws InterruptedException {
        for (Duration timeout : TRIES) {
            Flight flight = new Flight();
            Exchange exchange =
                    new Exchange(QueryMessage.of(question, Manner.PLAIN), timeout, Route.to(upstream), flight);
            flight.add(exchange);
            udp.take(flight);
            flight.await();
            if (exchange.outcome() instanceof Reply reply) {
                return Optional.of(new Response(reply.message()));
            }
        }
        return Optional.empty();
    }
}
