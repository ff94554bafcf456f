package org.stsurvey.scanner.run;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PublishedRecord;

/// Counts what a running scan has done; written by all workers, read by whoever shows it.
public final class Progress {

    private volatile Phase phase = Phase.SCAN;
    private volatile long total;
    private volatile int openChunks;
    private volatile Optional<Instant> waitingUntil = Optional.empty();
    private final LongAdder handedOut = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder found = new LongAdder();
    private final LongAdder lookups = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder resent = new LongAdder();
    private final LongAdder fetches = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final LongAdder undetermined = new LongAdder();

    private final LongAdder parts = new LongAdder();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

    /// Begins with the first pass.
    ///
    /// @param total the targets of the whole run
    /// @param alreadyPublished those whose parts an earlier process has published
    public Progress(long total, long alreadyPublished) {
        this.total = total;
        handedOut.add(alreadyPublished);
        done.add(alreadyPublished);
        published.add(alreadyPublished);
    }

    /// A target was given to the crew.
    void handedOut() {
        handedOut.increment();
    }

    void observed(Observation observation) {
        observation.txt().ifPresent(this::settled);
        observation.mx().ifPresent(this::settled);
        observation.tlsRpt().ifPresent(this::settled);
        observation.apex().ifPresent(this::settled);
        observation.policyHost().ifPresent(this::settled);
        observation.wildcard().ifPresent(probe -> {
            settled(probe.txt());
            probe.address().ifPresent(this::settled);
        });
        observation.mxHosts().ifPresent(hosts -> hosts.forEach(host -> settled(host.addresses())));
        observation.txt().filter(PublishedRecord::isIn).ifPresent(_ -> found.increment());
        observation.fetch().ifPresent(fetch -> fetches.add(fetch.attempts().size()));
        done.increment();
    }

    private void settled(AddressLookups addresses) {
        settled(addresses.a());
        settled(addresses.aaaa());
    }

    private void settled(DnsLookup lookup) {
        lookups.increment();
        resent.add(lookup.tries() - 1L);
        if (!(lookup.answer() instanceof DnsAnswer.Failed)) {
            answered.increment();
        }
    }

    /// Begins a phase; nobody counts while it begins.
    ///
    /// @param targets of the whole phase
    /// @param alreadyPublished those that an earlier process has seen to
    void begin(Phase next, long targets, long alreadyPublished) {
        handedOut.reset();
        done.reset();
        published.reset();
        handedOut.add(alreadyPublished);
        done.add(alreadyPublished);
        published.add(alreadyPublished);
        total = targets;
        phase = next;
    }

    /// @param incomplete of these rows, those that leave something open
    void published(int rows, long incomplete) {
        published.add(rows);
        if (phase == Phase.SCAN) {
            undetermined.add(incomplete);
        }
    }

    /// Counts rows whose final part was made.
    void merged(int rows) {
        done.add(rows);
        published.add(rows);
    }

    /// Rows of the first pass, counted anew, that are to be asked again.
    void undetermined(long rows) {
        undetermined.reset();
        undetermined.add(rows);
    }

    /// Counts rows of a part that was made from observations.
    void judged(Map<String, Long> byOutcome) {
        parts.increment();
        byOutcome.forEach((outcome, rows) ->
                outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).add(rows));
    }

    /// Parts that this process made from observations, in both passes.
    public long parts() {
        return parts.sum();
    }

    /// The rows in them, by primary outcome.
    public SortedMap<String, Long> outcomes() {
        SortedMap<String, Long> counts = new TreeMap<>();
        outcomes.forEach((outcome, rows) -> counts.put(outcome, rows.sum()));
        return counts;
    }

    void openChunks(int open) {
        openChunks = open;
    }

    /// @param moment until which nothing may be asked; empty once something may
    void waitingUntil(Optional<Instant> moment) {
        waitingUntil = moment;
    }

    /// Counts rows that were judged anew, which are published at once.
    void rejudged(long rows) {
        done.add(rows);
        published.add(rows);
    }

    /// What other processes have done of the phase, told again and again; each time replaces what was told
    /// before.
    public interface Counts {

        /// Takes the counts as they are now.
        ///
        /// @param done targets observed
        /// @param published targets whose part is published
        /// @param incomplete of these rows, those that leave something open
        void are(
                long done,
                long published,
                long incomplete,
                long found,
                long lookups,
                long answered,
                long resent,
                long fetches);
    }

    /// Takes the counts of other processes; a task that failed takes back what it had counted.
    Counts countsOfOthers() {
        boolean first = phase == Phase.SCAN;
        LongAdder[] counters = {
            done, published, first ? undetermined : new LongAdder(), found, lookups, answered, resent, fetches
        };
        long[] before = new long[counters.length];
        return (seen, made, incomplete, records, questions, answers, again, attempts) -> {
            long[] now = {seen, made, incomplete, records, questions, answers, again, attempts};
            for (int i = 0; i < now.length; i++) {
                counters[i].add(now[i] - before[i]);
                before[i] = now[i];
            }
        };
    }

    /// The counts now; they are read one after the other and may be a few domains apart.
    public Snapshot snapshot() {
        return new Snapshot(
                phase,
                total,
                done.sum(),
                published.sum(),
                found.sum(),
                lookups.sum(),
                answered.sum(),
                resent.sum(),
                fetches.sum(),
                undetermined.sum(),
                openChunks,
                waitingUntil,
                handedOut.sum());
    }

    /// Counts at one moment.
    ///
    /// @param total targets of the phase
    /// @param done targets observed
    /// @param published targets whose part is published; only these outlive a kill
    /// @param found targets that publish a record
    /// @param lookups DNS questions settled
    /// @param answered of these, with a usable answer
    /// @param resent DNS queries beyond the first of each question
    /// @param fetches attempts to fetch a policy
    /// @param undetermined rows of the first pass that wait for the retest, as far as its parts are published
    /// @param openChunks chunks that are begun and not published
    /// @param waitingUntil before this moment nothing may be asked again
    /// @param handedOut targets of the pass that were begun; those of other processes are not counted
    public record Snapshot(
            Phase phase,
            long total,
            long done,
            long published,
            long found,
            long lookups,
            long answered,
            long resent,
            long fetches,
            long undetermined,
            int openChunks,
            Optional<Instant> waitingUntil,
            long handedOut) {}
}
