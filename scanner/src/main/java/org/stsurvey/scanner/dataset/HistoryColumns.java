package org.stsurvey.scanner.dataset;

import static org.stsurvey.scanner.dataset.Shape.INT32;
import static org.stsurvey.scanner.dataset.Shape.MOMENT;
import static org.stsurvey.scanner.dataset.Shape.TEXT;
import static org.stsurvey.scanner.dataset.Shape.group;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.EarlierFailure;
import org.stsurvey.scanner.observation.EarlierFailure.Fetch;
import org.stsurvey.scanner.observation.EarlierFailure.Lookup;
import org.stsurvey.scanner.observation.EarlierFailure.Own;
import org.stsurvey.scanner.observation.Observation;

/// The column `history`, what failed in earlier passes: how it is written, and how it is read.
final class HistoryColumns {

    private static final String FETCH = "fetch";
    private static final String FAULT = "fault";

    private HistoryColumns() {}

    /// Null where nothing had failed before, as in every row of the first pass.
    static Optional<List<EarlierFailure>> history(Observation observation) {
        return Optional.of(observation.history()).filter(history -> !history.isEmpty());
    }

    static void failure(Fields<EarlierFailure> failure) {
        failure.required("pass", INT32, EarlierFailure::pass);
        failure.required("observed_at", MOMENT, EarlierFailure::observedAt);
        failure.required("ended_at", MOMENT, EarlierFailure::endedAt);
        failure.required("step", TEXT, f -> step(f.what()));
        failure.optional("failure", TEXT, f -> lookup(f).map(lookup -> Codes.code(lookup.failure())));
        failure.optionalInt("rcode", f -> number(f, Lookup::rcode));
        failure.optionalInt("unchecked_rcode", f -> number(f, Lookup::uncheckedRcode));
        failure.optionalInt("extended_error", f -> number(f, Lookup::extendedError));
        failure.optional(
                "attempt",
                group(ObservationColumns::attempt),
                f -> f.what() instanceof Fetch fetch ? Optional.of(fetch.attempt()) : Optional.empty());
        failure.optional(
                "fault",
                group(ObservationColumns::fault),
                f -> f.what() instanceof Own own ? Optional.of(own.fault()) : Optional.empty());
    }

    private static String step(EarlierFailure.What what) {
        return switch (what) {
            case Lookup lookup -> lookup.question().name().toLowerCase(Locale.ROOT);
            case Fetch _ -> FETCH;
            case Own _ -> FAULT;
        };
    }

    private static Optional<Lookup> lookup(EarlierFailure failure) {
        return failure.what() instanceof Lookup lookup ? Optional.of(lookup) : Optional.empty();
    }

    private static OptionalInt number(EarlierFailure failure, Function<Lookup, OptionalInt> number) {
        return lookup(failure).map(number).orElse(OptionalInt.empty());
    }

    static EarlierFailure read(Struct failure) {
        return new EarlierFailure(
                failure.int32("pass"), failure.moment("observed_at"), failure.moment("ended_at"), what(failure));
    }

    private static EarlierFailure.What what(Struct failure) {
        String step = failure.text("step");
        return switch (step) {
            case FETCH -> new Fetch(ObservationReader.attempt(failure.group("attempt")));
            case FAULT -> new Own(ObservationReader.fault(failure.group("fault")));
            default ->
                new Lookup(
                        Codes.constant(EarlierFailure.Question.class, step),
                        Codes.constant(DnsAnswer.Failure.class, failure.text("failure")),
                        failure.optionalInt32("rcode"),
                        failure.optionalInt32("unchecked_rcode"),
                        failure.optionalInt32("extended_error"));
        };
    }
}
