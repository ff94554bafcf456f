package org.stsurvey.scanner.judge.mutation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.stsurvey.scanner.observation.Excerpt;

/// Feeds subjects with mutated inputs, round by round, until it has had enough.
///
/// An input may take [Subject#patience()] and 4 microseconds for each of its octets, a hundred times what it does
/// take; whatever is quadratic in 64 KiB takes seconds. One that took longer is timed three times more, as this
/// machine may have been busy, and the shortest time counts.
final class Campaign {

    private static final int NANOS_PER_OCTET = 4_000;
    private static final int PUMP_EVERY = 500;
    private static final int MOST_FAULTS = 20;
    private static final int MOST_SHOWN = 2_000;

    private final long seed;
    private final List<Subject<?>> subjects;
    private final List<String> crashes = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();
    private final Map<String, Duration> spent = new TreeMap<>();
    private long executions;

    Campaign(long seed, List<Subject<?>> subjects) {
        this.seed = seed;
        this.subjects = List.copyOf(subjects);
    }

    /// @param goesOn whether to go on after so many executions
    void run(LongPredicate goesOn) {
        for (long round = 0; goesOn.test(executions) && faults() < MOST_FAULTS; round++) {
            for (var subject : subjects) {
                for (int i = 0; i < subject.share(); i++) {
                    execute(subject, round * subject.share() + i);
                }
            }
        }
    }

    /// One execution again.
    void replay(String subjectName, long number) {
        subjects.stream()
                .filter(subject -> subject.name().equals(subjectName))
                .findFirst()
                .ifPresentOrElse(subject -> execute(subject, number), () -> {
                    throw new IllegalArgumentException("there is no subject \"" + subjectName + '"');
                });
    }

    private <T> void execute(Subject<T> subject, long number) {
        // A function of the three alone, so that one execution can be repeated without the others.
        var random = new SplittableRandom(seed ^ (subject.name().hashCode() * 0x9e3779b97f4a7c15L) ^ (number << 1));
        T input = subject.input().apply(random);
        if (number % PUMP_EVERY == 0 && input instanceof byte[] octets) {
            @SuppressWarnings("unchecked") // T is byte[]
            T pumped = (T) ByteMutator.pumped(octets, random);
            input = pumped;
        }
        executions++;
        long limit = Duration.ofMillis(subject.patience()).toNanos() + (long) size(input) * NANOS_PER_OCTET;
        try {
            long took = timed(subject, input);
            spent.merge(subject.name(), Duration.ofNanos(took), Duration::plus);
            for (int again = 0; took > limit && again < 3; again++) {
                took = Math.min(took, timed(subject, input));
            }
            if (took > limit) {
                slow.add(describe(subject, number, input) + " took " + Duration.ofNanos(took));
            }
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            crashes.add(describe(subject, number, input) + " -> " + e + place(e));
        }
    }

    private static <T> long timed(Subject<T> subject, T input) {
        long begin = System.nanoTime();
        subject.run().read(input);
        return System.nanoTime() - begin;
    }

    private static int size(Object input) {
        return input instanceof byte[] octets ? octets.length : 0;
    }

    private static String place(Throwable e) {
        return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    }

    /// What it takes to have the input again: the properties that repeat the execution, and its beginning.
    private String describe(Subject<?> subject, long number, Object input) {
        String shown = input instanceof byte[] octets
                ? octets.length + " octets, base64 " + Base64.getEncoder().encodeToString(octets)
                : input.toString();
        return "-Dmutator.seed=%d -Dmutator.replay=\"%s:%d\": %s"
                .formatted(seed, subject.name(), number, Excerpt.marked(shown, MOST_SHOWN));
    }

    private int faults() {
        return crashes.size() + slow.size();
    }

    long executions() {
        return executions;
    }

    List<String> crashes() {
        return List.copyOf(crashes);
    }

    List<String> slow() {
        return List.copyOf(slow);
    }

    /// What was found, and in which subjects the time went.
    String summary() {
        var times = new StringJoiner(", ");
        spent.forEach((name, time) -> times.add(name + " " + time.toMillis() + " ms"));
        return String.format(
                Locale.ROOT,
                "mutator: seed %d, %,d executions, %d exceptions, %d inputs slower than linear (%s)",
                seed,
                executions,
                crashes.size(),
                slow.size(),
                times);
    }
}
