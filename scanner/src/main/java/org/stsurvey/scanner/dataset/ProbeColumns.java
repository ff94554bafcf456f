package org.stsurvey.scanner.dataset;

import static org.stsurvey.scanner.dataset.Shape.INT64;
import static org.stsurvey.scanner.dataset.Shape.MOMENT;
import static org.stsurvey.scanner.dataset.Shape.TEXT;
import static org.stsurvey.scanner.dataset.Shape.group;
import static org.stsurvey.scanner.dataset.Shape.list;

import java.time.Duration;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.SmtpAttempt;

/// The column `mx_probes`, what MX hosts showed on port 25: how it is written, and how it is read.
final class ProbeColumns {

    private ProbeColumns() {}

    static void probe(Fields<MxProbe> probe) {
        probe.required("host", TEXT, MxProbe::host);
        probe.required("probed_at", MOMENT, MxProbe::probedAt);
        probe.optional("omission", TEXT, p -> p.omission().map(Codes::code));
        probe.required("attempts", list(group(ProbeColumns::attempt)), MxProbe::attempts);
    }

    private static void attempt(Fields<SmtpAttempt> attempt) {
        attempt.required("address", TEXT, a -> AddressText.format(a.address()));
        attempt.required("step", TEXT, a -> Codes.code(a.step()));
        attempt.required("ending", TEXT, a -> Codes.code(a.end()));
        attempt.optionalInt("reply_code", SmtpAttempt::replyCode);
        attempt.required("reply", TEXT, SmtpAttempt::reply);
        attempt.optionalInt("alert", SmtpAttempt::alert);
        attempt.optional("tls", group(ObservationColumns::tls), SmtpAttempt::tls);
        attempt.required("message", TEXT, SmtpAttempt::message);
        attempt.required("elapsed_ms", INT64, a -> a.elapsed().toMillis());
    }

    static MxProbe read(Struct probe) {
        return new MxProbe(
                probe.text("host"),
                probe.moment("probed_at"),
                probe.list("attempts", Struct.class, ProbeColumns::readAttempt),
                probe.optionalText("omission").map(code -> Codes.constant(MxProbe.Omission.class, code)));
    }

    private static SmtpAttempt readAttempt(Struct attempt) {
        return new SmtpAttempt(
                AddressText.parse(attempt.text("address")),
                Codes.constant(SmtpAttempt.Step.class, attempt.text("step")),
                Codes.constant(SmtpAttempt.End.class, attempt.text("ending")),
                attempt.optionalInt32("reply_code"),
                attempt.text("reply"),
                attempt.optionalInt32("alert"),
                attempt.optionalGroup("tls").map(ObservationReader::tls),
                attempt.text("message"),
                Duration.ofMillis(attempt.int64("elapsed_ms")));
    }
}
