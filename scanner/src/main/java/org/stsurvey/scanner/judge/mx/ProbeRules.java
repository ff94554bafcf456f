package org.stsurvey.scanner.judge.mx;

import static org.stsurvey.scanner.judge.registry.MxOutcome.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stsurvey.scanner.judge.CertificateRules;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.certificate.CertificateFault;
import org.stsurvey.scanner.judge.mx.MxVerdict.Use;
import org.stsurvey.scanner.judge.registry.MxOutcome;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.SmtpAttempt;
import org.stsurvey.scanner.observation.SmtpAttempt.End;
import org.stsurvey.scanner.observation.SmtpAttempt.Step;

/// The rules for what MX hosts showed on port 25, RFC 8461 §4: "the receiving MX supports STARTTLS, and offers
/// a valid PKIX-based TLS certificate".
///
/// A sender passes over a host that fails and goes on to the next (§5), so what a fault comes to depends on the
/// other hosts: it breaks mail only where no covered host is left.
public final class ProbeRules {

    // RFC 5321 §4.2.2: a server that does not know EHLO, and so no extension.
    private static final int SYNTAX_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 502;

    private final Remarks remarks;
    private final CertificateRules certificates;

    public ProbeRules(Remarks remarks, CertificateRules certificates) {
        this.remarks = remarks;
        this.certificates = certificates;
    }

    /// One fault of one host.
    ///
    /// @param breaking a sender must not deliver to this host
    private record Fault(String host, MxOutcome outcome, String name, boolean breaking, Map<String, String> detail) {}

    /// Judges the probes of a domain.
    ///
    /// @param mode of the usable policy; empty if there is none
    /// @param patterns of the usable policy; all hosts count as covered where there is none
    public List<MxVerdict> judge(List<MxProbe> probes, Optional<String> mode, List<String> patterns) {
        List<MxVerdict> verdicts = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (var probe : probes) {
            var found = faults(probe);
            faults.addAll(found);
            boolean covered = mode.isEmpty() || Coverage.covers(patterns, probe.host());
            verdicts.add(new MxVerdict(
                    probe.host(),
                    covered,
                    use(probe, found),
                    found.stream().map(Fault::name).toList()));
        }
        report(faults, verdicts, mode);
        return verdicts;
    }

    private static Use use(MxProbe probe, List<Fault> found) {
        if (probe.omission().isPresent()) {
            return switch (probe.omission().get()) {
                // Nobody can deliver to such a host.
                case NO_ADDRESS, NON_PUBLIC -> Use.UNUSABLE;
                case LOOKUP_FAILED -> Use.UNKNOWN;
                case EXCLUDED, NO_VANTAGE, DEFERRED, PORT_BLOCKED, PORT_UNPROVEN, INTERNAL_ERROR -> Use.NOT_MEASURED;
            };
        }
        if (found.stream().anyMatch(Fault::breaking)) {
            return Use.UNUSABLE;
        }
        boolean secured =
                probe.deciding().filter(attempt -> attempt.end() == End.SECURED).isPresent();
        return secured ? Use.USABLE : Use.UNKNOWN;
    }

    private List<Fault> faults(MxProbe probe) {
        if (probe.omission().isPresent()) {
            return omitted(probe);
        }
        List<Fault> faults = new ArrayList<>();
        probe.deciding().ifPresent(attempt -> {
            attempt.tls()
                    .filter(tls -> !tls.chain().isEmpty())
                    .ifPresent(tls -> certificates
                            .faults(tls.chain(), probe.host(), probe.probedAt())
                            .forEach(fault -> ofCertificate(probe.host(), fault).ifPresent(faults::add)));
            outcome(attempt).ifPresent(outcome -> faults.add(ofExchange(probe.host(), attempt, outcome)));
        });
        return faults;
    }

    private static List<Fault> omitted(MxProbe probe) {
        var why = probe.omission().get().name().toLowerCase(Locale.ROOT);
        return switch (probe.omission().get()) {
            // These have outcomes of their own, with or without a probe.
            case NO_ADDRESS, NON_PUBLIC, LOOKUP_FAILED -> List.of();
            case DEFERRED, PORT_UNPROVEN, INTERNAL_ERROR, EXCLUDED, NO_VANTAGE, PORT_BLOCKED ->
                List.of(new Fault(
                        probe.host(), MX_NOT_MEASURED, why, false, Map.of("host", probe.host(), "reason", why)));
        };
    }

    /// RFC 8461 §4.2: "The certificate presented by the receiving MTA MUST not be expired and MUST chain to a
    /// root CA that is trusted by the Sending MTA. The certificate MUST have a subject alternative name (SAN)
    /// with a DNS-ID matching the hostname, per the rules given in RFC 6125" (today RFC 9525).
    private static Optional<Fault> ofCertificate(String host, CertificateFault fault) {
        MxOutcome outcome;
        boolean breaking = true;
        switch (fault.kind()) {
            case NAME_MISMATCH, CN_ONLY -> outcome = MX_CERT_NAME_MISMATCH;
            case SELF_SIGNED, UNTRUSTED_ROOT, UNKNOWN_ISSUER -> outcome = MX_CERT_UNTRUSTED;
            case INCOMPLETE_CHAIN -> {
                // Most senders know the intermediate, as with policy hosts.
                outcome = MX_CERT_UNTRUSTED;
                breaking = false;
            }
            case EXPIRED, CHAIN_EXPIRED -> outcome = MX_CERT_EXPIRED;
            case NOT_YET_VALID -> outcome = MX_CERT_NOT_YET_VALID;
            case CONSTRAINT -> outcome = MX_CERT_CONSTRAINT;
            case WEAK_BREAKS -> outcome = MX_CERT_WEAK;
            case WEAK_WARNING -> {
                outcome = MX_CERT_WEAK;
                breaking = false;
            }
            case WILDCARD -> {
                return Optional.empty();
            }
            default -> throw new IllegalStateException(fault.kind().name());
        }
        var name = fault.kind().name().toLowerCase(Locale.ROOT);
        var detail = new TreeMap<>(fault.detail());
        detail.put("host", host);
        detail.put("fault", name);
        if (outcome == MX_CERT_NAME_MISMATCH) {
            // RFC 9525 §2: the common name does not count; surveys that let it count can be compared by this.
            detail.put("cn_matches", Boolean.toString(fault.kind() == CertificateFault.Kind.CN_ONLY));
        }
        return Optional.of(new Fault(host, outcome, name, breaking, detail));
    }

    private static Fault ofExchange(String host, SmtpAttempt attempt, MxOutcome outcome) {
        var detail = new TreeMap<String, String>();
        detail.put("host", host);
        detail.put("address", attempt.address().getHostAddress());
        detail.put("step", attempt.step().name().toLowerCase(Locale.ROOT));
        if (attempt.replyCode().isPresent()) {
            detail.put("reply", attempt.replyCode().getAsInt() + " " + attempt.reply());
        }
        if (attempt.alert().isPresent()) {
            detail.put("alert", Integer.toString(attempt.alert().getAsInt()));
        }
        if (!attempt.message().isEmpty()) {
            detail.put("message", attempt.message());
        }
        var breaking = outcome == MX_STARTTLS_MISSING || outcome == MX_TLS_FAILED;
        return new Fault(host, outcome, outcome.code().substring("mx_".length()), breaking, detail);
    }

    /// The outcome of an exchange; empty if it came to the end of the handshake.
    static Optional<MxOutcome> outcome(SmtpAttempt attempt) {
        return switch (attempt.end()) {
            case SECURED -> Optional.empty();
            case NOT_OFFERED -> Optional.of(MX_STARTTLS_MISSING);
            case REPLY -> Optional.of(ofReply(attempt));
            case REFUSED -> Optional.of(MX_SMTP_REFUSED);
            case UNREACHABLE -> Optional.of(MX_SMTP_UNREACHABLE);
            case TIMEOUT -> Optional.of(attempt.step() == Step.TLS ? MX_TLS_INTERRUPTED : MX_SMTP_TIMEOUT);
            case RESET, CLOSED -> Optional.of(attempt.step() == Step.TLS ? MX_TLS_INTERRUPTED : MX_SMTP_CLOSED);
            case ALERT, NOT_TLS, OLD_VERSION -> Optional.of(MX_TLS_FAILED);
            case PROTOCOL_ERROR -> Optional.of(attempt.step() == Step.TLS ? MX_TLS_FAILED : MX_SMTP_PROTOCOL_ERROR);
        };
    }

    private static MxOutcome ofReply(SmtpAttempt attempt) {
        int code = attempt.replyCode().orElse(0);
        if (attempt.step() == Step.STARTTLS) {
            // RFC 3207 §4: 454 is "not available due to temporary reason"; what is refused for good is not offered.
            return attempt.isPermanent() ? MX_STARTTLS_MISSING : MX_STARTTLS_TEMPFAIL;
        }
        if (!attempt.isPermanent()) {
            return MX_SMTP_TEMPFAIL;
        }
        if (attempt.step() == Step.BANNER) {
            return MX_SMTP_BANNER_REJECTED;
        }
        return code == SYNTAX_ERROR || code == NOT_IMPLEMENTED ? MX_STARTTLS_MISSING : MX_SMTP_EHLO_REJECTED;
    }

    /// Leaves one remark for each outcome: of the covered host that is tried first, if there is one.
    private void report(List<Fault> faults, List<MxVerdict> verdicts, Optional<String> mode) {
        var covered = verdicts.stream().filter(MxVerdict::covered).toList();
        var coveredHosts = covered.stream().map(MxVerdict::host).toList();
        boolean oneWorks = covered.stream().anyMatch(verdict -> verdict.use() == Use.USABLE);
        boolean noneWorks = !covered.isEmpty() && covered.stream().allMatch(verdict -> verdict.use() == Use.UNUSABLE);
        Map<MxOutcome, List<Fault>> byOutcome = new LinkedHashMap<>();
        faults.forEach(fault -> byOutcome
                .computeIfAbsent(fault.outcome(), _ -> new ArrayList<>())
                .add(fault));
        byOutcome.forEach((outcome, all) -> {
            var ofCovered = all.stream()
                    .filter(fault -> coveredHosts.contains(fault.host()))
                    .toList();
            var shown = ofCovered.isEmpty() ? all : ofCovered;
            var detail = new TreeMap<>(shown.stream()
                    .filter(Fault::breaking)
                    .findFirst()
                    .orElse(shown.getFirst())
                    .detail());
            var hosts = shown.stream().map(Fault::host).distinct().toList();
            if (hosts.size() > 1) {
                detail.put("hosts", String.join(" ", hosts));
            }
            boolean breaking = shown.stream().anyMatch(Fault::breaking);
            var severity = severity(outcome, breaking, mode, ofCovered.isEmpty(), oneWorks, noneWorks);
            if (severity.isPresent()) {
                remarks.add(outcome, severity.get(), detail);
            } else {
                remarks.add(outcome, detail);
            }
        });
    }

    /// The severity of a fault among these hosts; empty if it is the one that the registry's rule gives.
    private static Optional<Severity> severity(
            MxOutcome outcome,
            boolean breaking,
            Optional<String> mode,
            boolean uncovered,
            boolean oneWorks,
            boolean noneWorks) {
        boolean mattersNot = uncovered || mode.filter("none"::equals).isPresent();
        if (mattersNot) {
            return Optional.of(Severity.NOTICE);
        }
        return switch (outcome.severity()) {
            // §5: senders go on to the next host, so nothing hinges on this one.
            case INDETERMINATE -> oneWorks ? Optional.of(Severity.NOTICE) : Optional.empty();
            case BREAKS_MAIL_IN_ENFORCE -> breaking && noneWorks ? Optional.empty() : Optional.of(Severity.WARNING);
            default -> Optional.empty();
        };
    }
}
