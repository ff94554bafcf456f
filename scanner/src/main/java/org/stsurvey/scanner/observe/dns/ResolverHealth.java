package org.stsurvey.scanner.observe.dns;

import java.time.Duration;
import org.xbill.DNS.Rcode;

/// Whether a resolver can be believed, told from canaries that take the very path of the scan's questions.
///
/// Two kinds. A *pulse* is a question that the resolver has in its cache: it shows that the resolver is there.
/// A *reach* probe asks for a random name that does not exist: it shows that the resolver still gets through to
/// the authorities, and that it does not make answers up. A resolver is sick when nothing at all was heard of
/// it for a while though pulses went out, when pulses fail one after the other, or when reach probes do. What
/// was unanswered or failed in such a time says nothing about a domain: the loop asks again and does not count
/// the try.
///
/// Pure arithmetic over the times given; for one thread.
final class ResolverHealth {

    static final Duration SILENCE = Duration.ofMillis(1_500);

    /// With a third of all packets lost, five pulses in a row and every other answer are lost once in a blue
    /// moon.
    private static final int UNHEARD_PULSES = 5;

    private static final int FAILED_PULSES = 3;
    private static final int FAILED_REACHES = 2;
    private static final int PULSES_TO_RECOVER = 2;

    /// Of the last hundred or so questions, the share that must fail before the resolver's reach is in doubt.
    private static final double DOUBTFUL_SHARE = 0.9;

    private static final double EASED_SHARE = 0.5;
    private static final double SMOOTHING = 1.0 / 64;

    /// What is wrong, in words for the operator; each begins like the rest of "resolver 127.0.0.1:53 ...".
    enum Ailment {
        NONE("is well"),
        SILENT("does not answer"),
        FAILING("fails even to answer what it has in its cache"),
        CUT_OFF("does not get through to authoritative servers"),
        LYING("makes answers up for names that do not exist");

        private final String words;

        Ailment(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// What the canaries are answered with by this resolver when it is well; its own zones or policies may
    /// differ.
    private int pulseRcode = Rcode.NOERROR;

    private int reachRcode = Rcode.NXDOMAIN;

    private Ailment ailment = Ailment.NONE;
    private long sickUntil;
    private boolean wasEverSick;
    private long lastHeard;
    private long lastGoodPulse;
    private long lastGoodReach;
    private long firstUnheardPulse;
    private int unheardPulses;
    private int failedPulses;
    private int failedReaches;
    private int goodPulses;
    private double failingShare;

    ResolverHealth(long now) {
        lastHeard = now;
        lastGoodPulse = now;
        lastGoodReach = now;
    }

    /// Fixes what a healthy answer to each canary is, as found before the scan.
    void expect(int pulse, int reach) {
        pulseRcode = pulse;
        reachRcode = reach;
    }

    boolean isWell() {
        return ailment == Ailment.NONE;
    }

    Ailment ailment() {
        return ailment;
    }

    /// Whether the resolver was sick at any time since then.
    boolean wasSickSince(long then) {
        return !isWell() || (wasEverSick && sickUntil - then > 0);
    }

    /// A response of any kind was accepted.
    void heard(long now) {
        lastHeard = now;
        unheardPulses = 0;
    }

    /// An ordinary question came to an end.
    void settled(boolean failed) {
        failingShare += ((failed ? 1 : 0) - failingShare) * SMOOTHING;
    }

    /// Whether so much fails that the resolver's reach should be probed at once.
    boolean isDoubtful() {
        return failingShare > DOUBTFUL_SHARE;
    }

    void pulseSent(long now) {
        if (unheardPulses == 0) {
            firstUnheardPulse = now;
        }
        unheardPulses++;
    }

    /// A pulse was answered, or not in its time.
    ///
    /// @param rcode of the answer, or -1
    void pulseEnded(int rcode, long now) {
        if (rcode == pulseRcode) {
            failedPulses = 0;
            lastGoodPulse = now;
            goodPulses++;
            if ((ailment == Ailment.SILENT || ailment == Ailment.FAILING) && goodPulses >= PULSES_TO_RECOVER) {
                recover(now);
            }
        } else {
            goodPulses = 0;
            if (rcode >= 0) {
                failedPulses++;
                if (failedPulses >= FAILED_PULSES) {
                    fallSick(Ailment.FAILING);
                }
            }
        }
    }

    /// A reach probe was answered, or not in its time.
    ///
    /// @param rcode of the answer, or -1
    /// @param answers whether it brought records, for a name that does not exist
    void reachEnded(int rcode, boolean answers, long now) {
        if (answers && reachRcode == Rcode.NXDOMAIN) {
            fallSick(Ailment.LYING);
        } else if (rcode == reachRcode) {
            failedReaches = 0;
            lastGoodReach = now;
            failingShare = Math.min(failingShare, EASED_SHARE);
            if (ailment == Ailment.CUT_OFF || ailment == Ailment.LYING) {
                recover(now);
            }
        } else if (unheardPulses == 0) { // else the resolver is silent altogether, which is another ailment
            failedReaches++;
            if (failedReaches >= FAILED_REACHES) {
                fallSick(Ailment.CUT_OFF);
            }
        }
    }

    /// Looks for silence.
    void tick(long now) {
        if (isWell()
                && unheardPulses >= UNHEARD_PULSES
                && now - Math.max(firstUnheardPulse, lastHeard) >= SILENCE.toNanos()) {
            fallSick(Ailment.SILENT);
        }
    }

    /// This process was stopped for a while: that nothing was heard since is our own doing.
    void forgive(long now) {
        unheardPulses = 0;
        lastHeard = now;
    }

    private void fallSick(Ailment found) {
        if (isWell()) {
            goodPulses = 0;
            ailment = found;
            wasEverSick = true;
        }
    }

    private void recover(long now) {
        ailment = Ailment.NONE;
        sickUntil = now;
        failedPulses = 0;
        failedReaches = 0;
        failingShare = 0;
        unheardPulses = 0;
        lastHeard = now;
    }
}
