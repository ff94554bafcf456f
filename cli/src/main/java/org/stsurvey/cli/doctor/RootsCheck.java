package org.stsurvey.cli.doctor;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Which root authorities policy hosts' certificates are judged by, and how old that list is.
public final class RootsCheck {

    /// What public authorities number; a list far below it misses some, and their customers would be "broken".
    static final int FEWEST = 50;

    static final long OLD_DAYS = 365;

    private RootsCheck() {}

    /// Looks at the roots.
    ///
    /// @param pem the roots
    /// @param file the file that they come from; empty if they are the JDK's
    /// @param dated the day that the list is of, as far as it is known
    public static Check of(String pem, Optional<String> file, Optional<LocalDate> dated, Instant now) {
        List<X509Certificate> roots = parse(pem);
        long expired = roots.stream()
                .filter(root -> root.getNotAfter().toInstant().isBefore(now))
                .count();
        LocalDate youngest = roots.stream()
                .map(root -> LocalDate.ofInstant(root.getNotBefore().toInstant(), ZoneOffset.UTC))
                .max(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH);
        String seen = roots.size() + " roots " + file.map(name -> "of " + name).orElse("that this JDK trusts")
                + dated.map(day -> ", as of " + day).orElse("") + ", the youngest made " + youngest
                + (expired > 0 ? ", " + expired + " expired" : "");
        String rule =
                "the roots that mail senders trust (RFC 8461 §3.3); --ca-file names others, and the run keeps them";
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (roots.isEmpty() || expired == roots.size()) {
            return Check.bad(
                    "roots",
                    "",
                    seen,
                    rule,
                    "name a file of roots with --ca-file; every policy host would seem broken");
        }
        if (roots.size() < FEWEST) {
            return Check.attention(
                    "roots", "", seen, rule, "right for a lab; for the Internet take a whole list, such as Mozilla's");
        }
        return dated.filter(day -> ChronoUnit.DAYS.between(day, today) > OLD_DAYS)
                        .isPresent()
                ? Check.attention(
                        "roots", "", seen, rule, "take a newer list: authorities that came since would seem unknown")
                : Check.ok("roots", "", seen, rule);
    }

    private static List<X509Certificate> parse(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("roots that were read before cannot be read again", e);
        }
    }
}
