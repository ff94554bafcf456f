package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.stsurvey.scanner.judge.Delivery;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.mx.MxVerdict;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.SmtpAttempt;

/// What the probes of a domain's MX hosts showed, for a person: a line a host, and what they come to.
final class ProbeText {

    private final List<String> hosts = new ArrayList<>();
    private final List<String> delivery = new ArrayList<>();

    private ProbeText() {}

    /// Nothing where no MX host was probed.
    static ProbeText of(Observation observation, Judgement judgement) {
        ProbeText text = new ProbeText();
        List<MxVerdict> verdicts = judgement.mxVerdicts().orElse(List.of());
        List<MxProbe> probes = observation.mxProbes().orElse(List.of());
        for (int i = 0; i < Math.min(probes.size(), verdicts.size()); i++) {
            text.hosts.add(host(probes.get(i), verdicts.get(i)));
        }
        if (!verdicts.isEmpty()) {
            judgement.delivery().map(ProbeText::words).ifPresent(text.delivery::add);
        }
        return text;
    }

    void forEach(BiConsumer<String, String> fact) {
        hosts.forEach(host -> fact.accept("smtp", host));
        delivery.forEach(words -> fact.accept("delivery", words));
    }

    private static String host(MxProbe probe, MxVerdict verdict) {
        String seen = probe.omission().isPresent()
                ? "not measured: " + reason(probe.omission().get())
                : probe.deciding().map(ProbeText::attempt).orElse("not asked");
        String faults = verdict.faults().isEmpty() || probe.omission().isPresent()
                ? ""
                : "; " + String.join(", ", verdict.faults()).replace('_', ' ');
        return probe.host() + (verdict.covered() ? "" : " (not covered)") + ": " + seen + faults;
    }

    private static String attempt(SmtpAttempt attempt) {
        String end = attempt.end() == SmtpAttempt.End.SECURED
                ? "STARTTLS with " + attempt.tls().map(tls -> tls.protocol()).orElse("TLS")
                : attempt.step().name().toLowerCase(Locale.ROOT) + " "
                        + attempt.end().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String reply =
                attempt.replyCode().isPresent() ? " " + attempt.replyCode().getAsInt() + " " + attempt.reply() : "";
        return end + reply + " at " + attempt.address().getHostAddress() + " in "
                + attempt.elapsed().toMillis() + " ms";
    }

    private static String reason(MxProbe.Omission omission) {
        return switch (omission) {
            case NO_ADDRESS -> "the host has no address";
            case LOOKUP_FAILED -> "its addresses could not be looked up";
            case NON_PUBLIC -> "its addresses are not public";
            case EXCLUDED -> "its owner asked not to be connected to";
            case NO_VANTAGE -> "this machine has no network that leads there";
            case DEFERRED -> "one of our own gates kept it waiting too long";
            case PORT_BLOCKED -> "the port of MX hosts is blocked where we are";
            case PORT_UNPROVEN ->
                "no connection stood, and it is not known whether the port is open from here (see --probe-test)";
            case INTERNAL_ERROR -> "the probe failed on our side";
        };
    }

    private static String words(Delivery delivery) {
        return switch (delivery) {
            case OK -> "ok, senders find a covered MX host with a valid certificate";
            case WOULD_FAIL -> "would fail, senders that enforce the policy find no MX host that they may deliver to";
            case UNKNOWN -> "unknown, the MX hosts did not tell";
            case NOT_MEASURED -> "not measured";
        };
    }
}
