package org.stsurvey.scanner.judge;

import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.judge.Judgement.Alignment;
import org.stsurvey.scanner.judge.mx.MxVerdict;
import org.stsurvey.scanner.judge.mx.MxVerdict.Use;
import org.stsurvey.scanner.judge.registry.MxOutcome;

/// What the MX hosts of a domain come to for a sender that enforces its policy, RFC 8461 §5.
final class DeliveryRules {

    private DeliveryRules() {}

    /// Empty where no policy asks for anything of MX hosts, or there are none.
    static Optional<Delivery> delivery(
            DeploymentStatus status, Optional<Alignment> alignment, Optional<List<MxVerdict>> verdicts) {
        boolean asks = switch (status) {
            case VALID_TESTING, VALID_ENFORCE, ENFORCE_CONFLICT -> true;
            case ABSENT, INDETERMINATE, RECORD_INVALID, POLICY_UNREACHABLE, POLICY_INVALID, VALID_NONE -> false;
        };
        if (!asks || alignment.isEmpty()) {
            return Optional.empty();
        }
        if (alignment.get().outcome() == MxOutcome.MX_LOOKUP_INDETERMINATE) {
            return Optional.of(Delivery.UNKNOWN);
        }
        // That needs no probe: "Sending MTAs MUST NOT deliver" to hosts that do not match.
        if (alignment.get().outcome() == MxOutcome.MX_NONE_COVERED) {
            return Optional.of(Delivery.WOULD_FAIL);
        }
        if (alignment.get().hosts().orElse(0) == 0) {
            return Optional.empty();
        }
        return Optional.of(verdicts.map(all -> of(all, alignment.get())).orElse(Delivery.NOT_MEASURED));
    }

    private static Delivery of(List<MxVerdict> verdicts, Alignment alignment) {
        var covered =
                verdicts.stream().filter(MxVerdict::covered).map(MxVerdict::use).toList();
        if (covered.contains(Use.USABLE)) {
            return Delivery.OK;
        }
        if (covered.contains(Use.UNKNOWN)) {
            return Delivery.UNKNOWN;
        }
        // Hosts beyond the first few are not asked.
        boolean all = verdicts.size() >= alignment.hosts().orElse(0);
        return covered.contains(Use.NOT_MEASURED) || covered.isEmpty() || !all
                ? Delivery.NOT_MEASURED
                : Delivery.WOULD_FAIL;
    }
}
