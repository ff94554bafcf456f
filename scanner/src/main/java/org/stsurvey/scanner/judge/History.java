package org.stsurvey.scanner.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stsurvey.scanner.judge.fetch.FetchRules;
import org.stsurvey.scanner.judge.fetch.TlsRules;
import org.stsurvey.scanner.judge.host.PolicyHostLookup;
import org.stsurvey.scanner.judge.host.RecordLookup;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.EarlierFailure;
import org.stsurvey.scanner.observation.EarlierFailure.Fetch;
import org.stsurvey.scanner.observation.EarlierFailure.Lookup;
import org.stsurvey.scanner.observation.EarlierFailure.Own;
import org.stsurvey.scanner.observation.EarlierFailure.Question;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PolicyFetch;

/// What the earlier passes over a domain failed by, judged by the same rules as the observation that remembers
/// them.
///
/// One failure that may pass says nothing of a domain. The same kind of failure again, after longer than a sender
/// waits, does: RFC 8461 §3.3 has senders try again after "five minutes or longer"; here ten have to lie between.
final class History {

    /// How much time has to lie between two passes for a failure to count as met twice.
    static final Duration SEPARATION = Duration.ofMinutes(10);

    private static final Duration NOT_MEASURED = Duration.ZERO;

    private final Observation observation;
    private final List<Pass> passes;

    /// An earlier pass.
    ///
    /// @param outcomes what it failed by, in the order of the registry; empty if its questions about the policy
    ///     did not fail
    private record Pass(int number, Instant endedAt, List<EarlierFailure> failures, List<Outcome> outcomes) {}

    private History(Observation observation, List<Pass> passes) {
        this.observation = observation;
        this.passes = passes;
    }

    static History of(Observation observation, Rulebook rulebook) {
        if (observation.history().isEmpty()) {
            return new History(observation, List.of());
        }
        Map<Integer, List<EarlierFailure>> byPass = observation.history().stream()
                .collect(Collectors.groupingBy(EarlierFailure::pass, TreeMap::new, Collectors.toList()));
        List<Pass> passes = new ArrayList<>();
        byPass.forEach((number, failures) -> passes.add(new Pass(
                number,
                failures.getFirst().endedAt(),
                failures,
                outcomes(observation.target().domain(), failures, rulebook))));
        return new History(observation, List.copyOf(passes));
    }

    /// Whether an earlier pass, long enough ago, failed to fetch the policy in a way that may pass.
    boolean confirms() {
        return passes.stream()
                .filter(this::isSeparate)
                .flatMap(pass -> pass.outcomes().stream())
                .anyMatch(outcome -> outcome.severity() == SeverityRule.INDETERMINATE_THEN_BREAKS);
    }

    /// Whether every question about the domain failed, now and in an earlier pass long enough ago.
    boolean isDead() {
        return passes.stream().filter(this::isSeparate).anyMatch(this::wasDead) && isDeadNow();
    }

    private boolean isDeadNow() {
        List<DnsLookup> asked = asked().toList();
        return !asked.isEmpty() && asked.stream().allMatch(lookup -> lookup.answer() instanceof DnsAnswer.Failed);
    }

    private Stream<DnsLookup> asked() {
        return Stream.of(observation.txt(), observation.mx(), observation.tlsRpt())
                .flatMap(Optional::stream);
    }

    /// The names asked for do not change between the passes, so neither does how many questions there are.
    private boolean wasDead(Pass pass) {
        return lookups(pass.failures(), Question.TXT, Question.MX, Question.TLSRPT)
                        .count()
                == asked().count();
    }

    private boolean isSeparate(Pass pass) {
        return !observation.observedAt().isBefore(pass.endedAt().plus(SEPARATION));
    }

    /// What the earlier passes failed by, for the detail of a finding; empty if they did not fail by anything that
    /// matters to the policy.
    Optional<String> text() {
        return Optional.of(passes.stream()
                        .filter(pass -> !pass.outcomes().isEmpty())
                        .map(pass -> "pass " + pass.number() + ": "
                                + pass.outcomes().stream().map(Outcome::code).collect(Collectors.joining(", "))
                                + ", until " + pass.endedAt())
                        .collect(Collectors.joining("; ")))
                .filter(text -> !text.isEmpty());
    }

    private static List<Outcome> outcomes(String domain, List<EarlierFailure> failures, Rulebook rulebook) {
        var remarks = new Remarks();
        lookups(failures, Question.TXT)
                .forEach(lookup -> new RecordLookup(remarks, rulebook.providers())
                        .read(Optional.of(again(lookup.answer())), Optional.empty()));
        policyHost(failures)
                .ifPresent(addresses -> new PolicyHostLookup(remarks, rulebook.providers())
                        .addresses(addresses, Optional.empty(), Optional.empty()));
        List<FetchAttempt> attempts = failures.stream()
                .flatMap(failure -> failure.what() instanceof Fetch(FetchAttempt attempt)
                        ? Stream.of(attempt)
                        : Stream.<FetchAttempt>empty())
                .toList();
        Instant at = failures.getFirst().observedAt();
        new FetchRules(remarks, new TlsRules(remarks, rulebook.certificates(), at))
                .fetch(new PolicyFetch(attempts, List.of()), Observation.policyHostName(domain));
        failures.stream()
                .filter(failure -> failure.what() instanceof Own)
                .forEach(failure ->
                        remarks.add(Judge.outcome(((Own) failure.what()).fault().kind())));
        return remarks.findings(Circumstances.NONE, false).stream()
                .filter(finding -> finding.severity() == Severity.INDETERMINATE)
                .map(Finding::outcome)
                .toList();
    }

    /// The lookups of the policy host, if one of them failed: that the other did not found nothing, else there
    /// would have been a fetch.
    private static Optional<AddressLookups> policyHost(List<EarlierFailure> failures) {
        if (failures.stream().anyMatch(failure -> failure.what() instanceof Fetch)) {
            return Optional.empty();
        }
        Optional<DnsAnswer> a = answer(failures, Question.POLICY_HOST_A);
        Optional<DnsAnswer> aaaa = answer(failures, Question.POLICY_HOST_AAAA);
        if (a.isEmpty() && aaaa.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AddressLookups(again(a.orElse(nothing())), again(aaaa.orElse(nothing()))));
    }

    private static Optional<DnsAnswer> answer(List<EarlierFailure> failures, Question question) {
        return lookups(failures, question).<DnsAnswer>map(Lookup::answer).findFirst();
    }

    private static DnsAnswer nothing() {
        return new DnsAnswer.NoData(List.of(), false, Optional.empty());
    }

    private static DnsLookup again(DnsAnswer answer) {
        return new DnsLookup(answer, 1, NOT_MEASURED);
    }

    private static Stream<Lookup> lookups(List<EarlierFailure> failures, Question... questions) {
        return failures.stream()
                .map(EarlierFailure::what)
                .filter(Lookup.class::isInstance)
                .map(Lookup.class::cast)
                .filter(lookup -> List.of(questions).contains(lookup.question()));
    }
}
