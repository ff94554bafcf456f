package org.stsurvey.scanner.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One thing that failed in an earlier pass over the same domain: what whoever judges a retest must know of it.
///
/// The whole of that pass stands in the run's `_pass1`; this is the part of it that decides whether a failure was
/// met twice.
///
/// @param pass the number of that pass
/// @param observedAt when that pass began with the domain
/// @param endedAt when it was done with it, waiting at our own gates included
/// @param what failed
public record EarlierFailure(int pass, Instant observedAt, Instant endedAt, What what) {

    private static final int HTTP_OK = 200;

    /// What failed.
    public sealed interface What {}

    /// A question to the DNS.
    ///
    /// @param question which one
    /// @param failure how it failed
    /// @param rcode the response code, where there was a response
    /// @param uncheckedRcode the response code of the same question with CD=1, where it was asked
    /// @param extendedError the code of an Extended DNS Error (RFC 8914), where there was one
    public record Lookup(
            Question question,
            DnsAnswer.Failure failure,
            OptionalInt rcode,
            OptionalInt uncheckedRcode,
            OptionalInt extendedError)
            implements What {

        /// The answer that it was, without its CNAME chain and the text of its error.
        public DnsAnswer.Failed answer() {
            Optional<DnsAnswer.ExtendedError> error = extendedError.isPresent()
                    ? Optional.of(new DnsAnswer.ExtendedError(extendedError.getAsInt(), ""))
                    : Optional.empty();
            return new DnsAnswer.Failed(failure, rcode, error, uncheckedRcode, List.of());
        }
    }

    /// An attempt to fetch the policy that brought no response with status 200.
    public record Fetch(FetchAttempt attempt) implements What {}

    /// Something on our own side.
    public record Own(ScanFault fault) implements What {}

    /// The questions whose failure counts.
    public enum Question {
        TXT,
        MX,
        TLSRPT,
        POLICY_HOST_A,
        POLICY_HOST_AAAA
    }

    /// All that failed while a domain was observed, and what had failed before that.
    public static List<EarlierFailure> of(Observation earlier) {
        List<EarlierFailure> failures = new ArrayList<>(earlier.history());
        Instant ended = earlier.observedAt().plus(earlier.took().orElse(Duration.ZERO));
        for (What what : failed(earlier)) {
            failures.add(new EarlierFailure(earlier.pass(), earlier.observedAt(), ended, what));
        }
        return failures;
    }

    private static List<What> failed(Observation earlier) {
        List<What> failed = new ArrayList<>();
        lookup(Question.TXT, earlier.txt()).ifPresent(failed::add);
        lookup(Question.MX, earlier.mx()).ifPresent(failed::add);
        lookup(Question.TLSRPT, earlier.tlsRpt()).ifPresent(failed::add);
        // One family that failed is no failure where the other has an address.
        Optional<AddressLookups> host =
                earlier.policyHost().filter(lookups -> lookups.addresses().isEmpty());
        lookup(Question.POLICY_HOST_A, host.map(AddressLookups::a)).ifPresent(failed::add);
        lookup(Question.POLICY_HOST_AAAA, host.map(AddressLookups::aaaa)).ifPresent(failed::add);
        earlier.fetch().map(PolicyFetch::attempts).orElse(List.of()).stream()
                .filter(attempt -> !succeeded(attempt))
                .map(Fetch::new)
                .forEach(failed::add);
        earlier.fault().map(Own::new).ifPresent(failed::add);
        return failed;
    }

    private static Optional<Lookup> lookup(Question question, Optional<DnsLookup> asked) {
        return asked.map(DnsLookup::answer)
                .filter(DnsAnswer.Failed.class::isInstance)
                .map(DnsAnswer.Failed.class::cast)
                .map(failed -> new Lookup(
                        question,
                        failed.failure(),
                        failed.rcode(),
                        failed.uncheckedRcode(),
                        failed.extendedError()
                                .map(error -> OptionalInt.of(error.code()))
                                .orElse(OptionalInt.empty())));
    }

    private static boolean succeeded(FetchAttempt attempt) {
        return attempt.end() == FetchAttempt.End.COMPLETE
                && attempt.http().filter(http -> http.status() == HTTP_OK).isPresent();
    }
}
