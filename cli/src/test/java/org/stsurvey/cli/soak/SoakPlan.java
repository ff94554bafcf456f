package org.stsurvey.cli.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stsurvey.lab.dns.Ailment;

/// How long a soak is to last, over how many domains, and what goes wrong meanwhile.
///
/// What is always wrong (loss, hostile hosts, MX hosts that stall) is the lab's; here is what comes and goes. The
/// troubles come in turn, one of each in every cycle, so that each of them meets the scan at many moments.
///
/// @param lasting of the first pass, about
/// @param folder where everything goes
record SoakPlan(Duration lasting, int domains, Path folder) {

    /// Share of datagrams lost in each direction.
    static final double LOSS = 0.03;

    /// Share of domains that publish.
    static final double ADOPTION = 0.02;

    private static final Duration LONGEST_CYCLE = Duration.ofMinutes(10);

    /// DNS packets for each domain, as found: three questions, those of publishers, what is lost, canaries.
    private static final double PACKETS_A_DOMAIN = 3.9;

    /// Of the time, what is left to ask in between outages.
    private static final double TIME_TO_ASK = 0.72;

    /// Something that goes wrong for a while.
    sealed interface Trouble {
        String name();

        /// The name server is ill.
        record Ill(Ailment ailment) implements Trouble {
            @Override
            public String name() {
                return "DNS " + ailment.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }

        /// The process is stopped.
        record Stopped() implements Trouble {
            @Override
            public String name() {
                return "SIGSTOP";
            }
        }

        /// The clock is an hour ahead.
        record ClockAhead() implements Trouble {
            @Override
            public String name() {
                return "clock +1 h";
            }
        }
    }

    /// A trouble with its time.
    record Episode(Trouble trouble, Duration begins, Duration ends) {
        Duration lasts() {
            return ends.minus(begins);
        }
    }

    private static final List<Trouble> TROUBLES = List.of(
            new Trouble.Ill(Ailment.SILENT),
            new Trouble.Stopped(),
            new Trouble.Ill(Ailment.FAILING),
            new Trouble.ClockAhead(),
            new Trouble.Ill(Ailment.GONE),
            new Trouble.Ill(Ailment.LYING),
            new Trouble.Ill(Ailment.DENYING));

    /// How many packets a second make the first pass last as long as it is to.
    int dnsRate() {
        return (int) Math.max(200, domains * PACKETS_A_DOMAIN / (lasting.toSeconds() * TIME_TO_ASK));
    }

    /// How long start, retest and merge may make the whole on a busy machine.
    Duration atMost() {
        return lasting.multipliedBy(2).plus(Duration.ofMinutes(8));
    }

    List<Episode> episodes() {
        long cycles = Math.max(1, Math.ceilDiv(lasting.toSeconds(), LONGEST_CYCLE.toSeconds()));
        Duration turn = lasting.dividedBy(cycles * TROUBLES.size());
        List<Episode> all = new ArrayList<>();
        for (int i = 0; i < cycles * TROUBLES.size(); i++) {
            Duration begins = turn.multipliedBy(i).plus(turn.multipliedBy(2).dividedBy(3));
            all.add(new Episode(TROUBLES.get(i % TROUBLES.size()), begins, begins.plus(turn.dividedBy(3))));
        }
        return all;
    }
}
