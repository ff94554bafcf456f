package org.stsurvey.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.stsurvey.scanner.observation.Doubt;
import org.stsurvey.scanner.observe.dns.ResolverEvents;
import org.stsurvey.scanner.observe.dns.ResolverExamination;
import org.stsurvey.scanner.run.Interval;
import org.stsurvey.scanner.run.NetworkHealth;

/// Tells the operator and the manifest how the resolvers do, and ends what waits for them when none is left.
///
/// Written by the DNS thread and the main thread, read by the progress line; hence synchronized.
final class ResolverWatch implements ResolverEvents, NetworkHealth {

    private static final String CANARIES = "the root's name servers, and a name below .com that nobody has";

    private final PrintWriter err;
    private final Clock clock;
    private final Map<String, String> sick = new HashMap<>();
    private final Doubts doubts = new Doubts();
    private final List<Sample> samples = new ArrayList<>();
    private final List<Interval> pauses = new ArrayList<>();
    private Examiner examiner = List::of;
    private Vouching vouching = () -> {};
    private boolean everStoppedToValidate;
    private Supplier<List<String>> remarks = List::of;
    private Consumer<String> ending = _ -> {};
    private Optional<Instant> allSickSince = Optional.empty();
    private int resolvers;

    ResolverWatch(PrintWriter err, Clock clock) {
        this.err = err;
        this.clock = clock;
    }

    /// Looks the resolvers over.
    interface Examiner {
        List<ResolverExamination> examine() throws InterruptedException;
    }

    /// Asks the resolvers their canaries, and waits for what they say.
    interface Vouching {
        void vouch() throws InterruptedException;
    }

    /// Names who does that.
    synchronized void vouchThrough(Vouching by) {
        vouching = by;
    }

    /// Names what is told the reason when no resolver gets well.
    synchronized void endThrough(Consumer<String> told) {
        ending = told;
    }

    /// Names who looks the resolvers over.
    synchronized void examineWith(Examiner by) {
        examiner = by;
    }

    /// Names who knows what else a reader of the run should know.
    synchronized void remarkWith(Supplier<List<String>> by) {
        remarks = by;
    }

    @Override
    public synchronized List<String> remarks() {
        List<String> all = new ArrayList<>(remarks.get());
        if (everStoppedToValidate) {
            all.add(
                    "a resolver stopped to validate DNSSEC during the run; DANE of what was asked then is not measured");
        }
        return all;
    }

    /// Has the resolvers looked over before anything else is asked, and says what the operator should know.
    ///
    /// @return why nothing can be asked; empty if something can
    Optional<String> examine() throws InterruptedException {
        Examiner by;
        synchronized (this) {
            by = examiner;
        }
        List<ResolverExamination> found = by.examine();
        synchronized (this) {
            return examined(found);
        }
    }

    private Optional<String> examined(List<ResolverExamination> found) {
        resolvers = found.size();
        for (ResolverExamination one : found) {
            note(one);
            if (!one.isWell()) {
                say("resolver " + one.resolver() + " " + one.ailment());
            } else if (!one.remark().isEmpty()) {
                say("resolver " + one.resolver() + " " + one.remark());
            }
        }
        Optional<ResolverExamination> liar =
                found.stream().filter(ResolverExamination::lies).findFirst();
        if (liar.isPresent()) {
            return Optional.of("resolver " + liar.get().resolver() + " "
                    + liar.get().ailment() + ", so nothing that it says can be published; ask another with --resolver");
        }
        if (found.stream().noneMatch(ResolverExamination::isWell)) {
            return Optional.of(
                    "no resolver can be asked: start yours or name another with --resolver HOST[:PORT], then "
                            + "give the same command again");
        }
        return Optional.empty();
    }

    @Override
    public synchronized void paused(String resolver, String why) {
        sick.put(resolver, why);
        if (sick.size() == resolvers) {
            allSickSince = Optional.of(now(clock));
        }
        EventLog.tell(
                err,
                EventLog.Level.WARNING,
                "resolver_paused",
                "resolver " + resolver + " " + why + "; it is asked nothing until it is well again"
                        + (sick.size() == resolvers ? ", and the scan waits" : ""),
                Map.of("resolver", resolver, "reason", why, "all", sick.size() == resolvers));
    }

    @Override
    public synchronized void resumed(String resolver, Duration after) {
        sick.remove(resolver);
        allSickSince.ifPresent(since -> pauses.add(new Interval(
                since, Optional.of(now(clock)), "no resolver was well: " + resolver + " was the first again")));
        allSickSince = Optional.empty();
        EventLog.tell(
                err,
                "resolver_resumed",
                "resolver " + resolver + " is well again after " + Math.max(1, after.toSeconds())
                        + " s; the scan goes on",
                Map.of("resolver", resolver, "after_ms", after.toMillis()));
    }

    @Override
    public synchronized void doubted(String resolver, Doubt doubt, long since) {
        doubts.begin(resolver, doubt, since);
        if (doubt == Doubt.SIGNATURES) {
            everStoppedToValidate = true;
            EventLog.tell(
                    err,
                    EventLog.Level.WARNING,
                    "resolver_stopped_validating",
                    "resolver " + resolver
                            + " has stopped to validate DNSSEC; DANE is not measured until it does again",
                    Map.of("resolver", resolver));
        }
    }

    @Override
    public synchronized void believed(String resolver, Doubt doubt, long until) {
        doubts.end(resolver, doubt, until);
        if (doubt == Doubt.SIGNATURES) {
            EventLog.tell(
                    err,
                    "resolver_validates",
                    "resolver " + resolver + " validates DNSSEC again",
                    Map.of("resolver", resolver));
        }
    }

    @Override
    public boolean isDoubted(Doubt what, long from, long to) {
        return doubts.between(what, from, to);
    }

    @Override
    public void vouch() throws InterruptedException {
        Vouching by;
        synchronized (this) {
            by = vouching;
        }
        by.vouch();
    }

    @Override
    public synchronized void gaveUp(String why) {
        ending.accept(why);
    }

    @Override
    public void lookAgain() throws InterruptedException {
        Examiner by;
        synchronized (this) {
            by = examiner;
        }
        List<ResolverExamination> found = by.examine();
        synchronized (this) {
            found.forEach(this::note);
        }
    }

    @Override
    public synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    /// Says what the operator should know.
    synchronized void tell(String line) {
        say(line);
    }

    private void note(ResolverExamination one) {
        samples.add(new Sample(now(clock), one.resolver(), CANARIES, one.isWell(), one.ailment()));
    }

    @Override
    public synchronized List<Interval> pauses() {
        List<Interval> all = new ArrayList<>(pauses);
        allSickSince.ifPresent(since -> all.add(new Interval(since, Optional.empty(), "no resolver was well")));
        return all;
    }

    @Override
    public synchronized String now() {
        if (sick.isEmpty()) {
            return "ok";
        }
        return sick.size() == resolvers ? "paused" : sick.size() + " of " + resolvers + " paused";
    }

    private static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void say(String line) {
        err.println("stsurvey: " + line);
        err.flush();
    }
}
