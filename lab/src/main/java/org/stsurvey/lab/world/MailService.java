package org.stsurvey.lab.world;

import java.util.List;
import java.util.function.UnaryOperator;
import org.stsurvey.lab.world.Certificate.Issuer;

/// How the mail hosts of a domain's own do TLS, and what is true of that.
///
/// @param habit what they do with whoever connects
/// @param certificate what is special about their certificates
/// @param firstOnly whether only the first of them is so, and the others are sound
/// @param code what a probe finds, a `mx_*` code; empty if nothing is wrong
/// @param delivery what that comes to for senders: `ok`, `would_fail` or `unknown`
record MailService(
        MailHabit habit, UnaryOperator<Certificate> certificate, boolean firstOnly, String code, String delivery) {
    static final MailService SOUND = of(MailHabit.SOUND);

    private static final double FAULTY = 0.25;

    static MailService of(MailHabit habit) {
        return new MailService(habit, UnaryOperator.identity(), false, habit.code(), habit.delivery());
    }

    /// Hosts that work but for their certificates.
    static MailService certified(String code, UnaryOperator<Certificate> certificate) {
        return new MailService(MailHabit.SOUND, certificate, false, code, "would_fail");
    }

    /// The same, and senders let it pass.
    MailService delivered() {
        return new MailService(habit, certificate, firstOnly, code, "ok");
    }

    /// Only the first host is so.
    MailService atFirstHost() {
        return new MailService(habit, certificate, true, code, "ok");
    }

    /// What those who run their own mail hosts get wrong now and then.
    static MailService drawn(Draw draw) {
        return draw.chance("mail fault", FAULTY)
                ? draw.pick(
                        "mail service",
                        List.of(
                                certified("mx_cert_untrusted", c -> c.from(Issuer.SELF)),
                                certified("mx_cert_untrusted", c -> c.from(Issuer.UNTRUSTED_ROOT)),
                                certified("mx_cert_expired", c -> c.expired(40)),
                                certified("mx_cert_name_mismatch", c -> c.names("mail.hosting.example")),
                                certified("mx_cert_name_mismatch", Certificate::withoutDnsNames),
                                of(MailHabit.NO_STARTTLS)))
                : SOUND;
    }

    /// Where a host is.
    String address(boolean first, Draw draw) {
        return (firstOnly && !first ? MailHabit.SOUND : habit).address(draw);
    }

    /// The certificate of a host.
    Certificate certificate(String host, boolean first, Draw draw) {
        Certificate good = Certificate.good(host, draw);
        return firstOnly && !first ? good : certificate.apply(good);
    }
}
