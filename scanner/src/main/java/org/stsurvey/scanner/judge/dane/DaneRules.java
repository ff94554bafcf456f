package org.stsurvey.scanner.judge.dane;

import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_ALL_MX;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_BOGUS;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_HOST_INSECURE;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_INDETERMINATE;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_MX_INSECURE;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_NONE;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_SOME_MX;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_TLSA_INSECURE;
import static org.stsurvey.scanner.judge.registry.DaneOutcome.DANE_TLSA_UNUSABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stsurvey.scanner.judge.Judgement.DaneFacts;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.host.FailedLookup;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.Observation;

/// The rules for DANE of a domain's MX hosts, RFC 7672.
///
/// Each host comes to a [HostState]; what they come to together is the domain's outcome of stage `dane`, which is
/// always among the findings. It never decides the domain's primary outcome: MTA-STS and DANE are independent of each
/// other (RFC 8461 §2).
public final class DaneRules {

    private final Remarks remarks;

    public DaneRules(Remarks remarks) {
        this.remarks = remarks;
    }

    /// Judges what was asked; empty if nothing was.
    public Optional<DaneFacts> judge(Observation observation, MailRoute route) {
        return observation.dane().map(hosts -> judge(observation, route, hosts));
    }

    private DaneFacts judge(Observation observation, MailRoute route, List<DaneHost> hosts) {
        Optional<DnsAnswer.Failed> failure =
                observation.mx().map(DnsLookup::answer).flatMap(DaneRules::failure);
        if (failure.isPresent()) {
            // RFC 7672 §2.2.1: where the MX lookup is "bogus" or fails, mail is delayed.
            Outcome outcome = FailedLookup.of(failure.get()) == FailedLookup.BOGUS ? DANE_BOGUS : DANE_INDETERMINATE;
            remarks.add(outcome, FailedLookup.detail(failure.get()));
            return new DaneFacts(outcome, false, 0, 0, 0);
        }
        boolean mxSecure = observation
                .mx()
                .filter(lookup -> lookup.answer() instanceof DnsAnswer.Found found && found.authenticated())
                .isPresent();
        List<HostState> states = states(observation, hosts);
        states.removeIf(state -> state == HostState.UNREACHABLE);
        boolean allAsked = route.hosts().size() <= hosts.size();
        Outcome outcome = outcome(states, mxSecure, allAsked);
        int secured = count(states, HostState.SECURED);
        if (states.contains(HostState.HOST_INSECURE)) {
            insecureHosts(observation, hosts, secured > 0);
        }
        if (!remarks.has(outcome)) {
            remarks.add(outcome);
        }
        int insecure = count(states, HostState.HOST_INSECURE);
        int unknown =
                (int) states.stream().filter(state -> !state.isDeterminate()).count();
        return new DaneFacts(outcome, mxSecure, states.size(), states.size() - insecure - unknown, secured);
    }

    private List<HostState> states(Observation observation, List<DaneHost> hosts) {
        Map<String, AddressLookups> addresses = addresses(observation);
        DaneHosts rules = new DaneHosts(remarks);
        List<HostState> states = new ArrayList<>();
        for (DaneHost host : hosts) {
            Optional<AddressLookups> known = Optional.ofNullable(addresses.get(host.name()));
            states.add(known.map(lookups -> rules.judge(lookups, host)).orElse(HostState.INDETERMINATE));
        }
        return states;
    }

    private static Map<String, AddressLookups> addresses(Observation observation) {
        return observation.mxHosts().orElse(List.of()).stream()
                .collect(Collectors.toMap(MxHost::name, MxHost::addresses, (first, _) -> first));
    }

    /// What the hosts come to, those without an address left out.
    private static Outcome outcome(List<HostState> states, boolean mxSecure, boolean allAsked) {
        boolean secured = states.contains(HostState.SECURED);
        boolean allSecured = allAsked && states.stream().allMatch(state -> state == HostState.SECURED);
        boolean someUnsecured = states.stream().anyMatch(state -> state.isDeterminate() && state != HostState.SECURED);
        if (secured && !mxSecure) {
            // RFC 7672 §2.2.1: with "insecure" MX records DANE of the hosts "MAY" still be used.
            return DANE_MX_INSECURE;
        }
        if (secured && allSecured) {
            // RFC 7672 §2.2: MX records, addresses and TLSA records are "secure", and every host has usable ones.
            return DANE_ALL_MX;
        }
        if (secured && someUnsecured) {
            return DANE_SOME_MX;
        }
        // RFC 7672 §2.1.2: as long as a lookup fails, nobody knows.
        if (states.contains(HostState.BOGUS)) {
            return DANE_BOGUS;
        }
        if (states.contains(HostState.INDETERMINATE) || !allAsked) {
            return DANE_INDETERMINATE;
        }
        if (states.contains(HostState.UNUSABLE)) {
            return DANE_TLSA_UNUSABLE;
        }
        if (states.contains(HostState.TLSA_INSECURE)) {
            return DANE_TLSA_INSECURE;
        }
        boolean noneSigned = !states.isEmpty() && states.stream().allMatch(state -> state == HostState.HOST_INSECURE);
        return noneSigned ? DANE_HOST_INSECURE : DANE_NONE;
    }

    // RFC 7672 §2.2.2: where the addresses are "insecure", no TLSA lookup counts. A fault only where another host shows
    // that DANE is meant.
    private void insecureHosts(Observation observation, List<DaneHost> hosts, boolean daneIsMeant) {
        Map<String, AddressLookups> addresses = addresses(observation);
        String names = hosts.stream()
                .map(DaneHost::name)
                .filter(name -> Optional.ofNullable(addresses.get(name))
                        .filter(lookups -> !lookups.addresses().isEmpty() && !lookups.isSecure())
                        .isPresent())
                .collect(Collectors.joining(" "));
        remarks.add(DANE_HOST_INSECURE, daneIsMeant ? Severity.WARNING : Severity.NOTICE, Map.of("hosts", names));
    }

    private static Optional<DnsAnswer.Failed> failure(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Failed failed ? Optional.of(failed) : Optional.empty();
    }

    private static int count(List<HostState> states, HostState wanted) {
        return (int) states.stream().filter(state -> state == wanted).count();
    }
}
