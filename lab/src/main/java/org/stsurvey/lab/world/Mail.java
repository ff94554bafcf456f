package org.stsurvey.lab.world;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a domain receives mail.
///
/// @param kind which of the ways
/// @param exchanges its MX records, only for the kinds that have some
/// @param patterns policy `mx` patterns that cover all of its hosts
public record Mail(Kind kind, List<Exchange> exchanges, List<String> patterns) {
    private static final double DANE_AMONG_SIGNED = 0.4;

    public enum Kind {
        /// MX records naming hosts of a mail provider.
        PROVIDER("mx"),
        /// MX records naming hosts of the domain itself.
        OWN("mx"),
        /// RFC 7505: accepts no mail.
        NULL_MX("null_mx"),
        /// RFC 5321 §5.1: no MX, but addresses.
        IMPLICIT("implicit_mx"),
        /// Neither MX nor addresses.
        NONE("none"),
        /// The question for MX fails.
        BROKEN("unknown");

        private final String reception;

        Kind(String reception) {
            this.reception = reception;
        }

        /// What data call it.
        String reception() {
            return reception;
        }
    }

    /// One MX record.
    public record Exchange(int preference, String host) {}

    /// The mail set-up of a domain that publishes MTA-STS: always one with MX hosts.
    static Mail ofPublisher(String domain, Draw draw) {
        return draw.chance("own mail", 0.3) ? own(domain, draw) : MailProvider.of(domain, draw);
    }

    /// The mail set-up of any other domain.
    static Mail ofOther(String domain, Draw draw) {
        double share = draw.share("mail kind");
        if (share < 0.60) {
            return MailProvider.of(domain, draw);
        }
        if (share < 0.82) {
            return own(domain, draw);
        }
        if (share < 0.85) {
            return nullMx();
        }
        return share < 0.94 ? implicit(domain) : none();
    }

    /// Hosts below the domain itself; every second such policy covers them with a wildcard.
    static Mail own(String domain, Draw draw) {
        String first = (draw.chance("mail host style", 0.5) ? "mail." : "mx1.") + domain;
        String second = "mx2." + domain;
        List<Exchange> exchanges = draw.chance("second mail host", 0.4)
                ? List.of(new Exchange(10, first), new Exchange(20, second))
                : List.of(new Exchange(10, first));
        List<String> hosts = exchanges.stream().map(Exchange::host).toList();
        return new Mail(Kind.OWN, exchanges, draw.chance("own wildcard", 0.5) ? List.of("*." + domain) : hosts);
    }

    static Mail nullMx() {
        return new Mail(Kind.NULL_MX, List.of(new Exchange(0, "")), List.of());
    }

    static Mail implicit(String domain) {
        return new Mail(Kind.IMPLICIT, List.of(), List.of(domain));
    }

    static Mail none() {
        return new Mail(Kind.NONE, List.of(), List.of());
    }

    static Mail broken(String domain) {
        return new Mail(Kind.BROKEN, List.of(), List.of("mail." + domain));
    }

    /// Whether it has mail hosts of which it could tell in a policy.
    boolean hasHosts() {
        return kind == Kind.PROVIDER || kind == Kind.OWN;
    }

    /// The same MX records with a policy that lists these patterns.
    Mail covering(List<String> otherPatterns) {
        return new Mail(kind, exchanges, otherPatterns);
    }

    /// Puts the MX records, and the addresses of hosts below the domain, into its zone.
    ///
    /// @param service how its own hosts do TLS
    /// @param dane with the TLSA records of these hosts
    void publish(Zone.Builder zone, String domain, Draw draw, MailService service, boolean dane) {
        for (Exchange exchange : exchanges) {
            zone.mx(domain, exchange.preference(), exchange.host());
            if (kind == Kind.OWN) {
                zone.address(exchange.host(), service.address(isFirst(exchange.host()), draw));
                if (dane) {
                    zone.tlsa(tlsaName(exchange.host()), 3, 1, 1, digest(draw, 32));
                }
            }
        }
        switch (kind) {
            case BROKEN -> zone.put(domain, Zone.MX, new Zone.Failure(2, Zone.Failure.NO_EXTENDED_ERROR));
            case IMPLICIT -> zone.address(domain, service.address(true, draw));
            case OWN, PROVIDER, NULL_MX -> zone.address(domain, Loopback.unserved(draw, "site"));
            case NONE -> zone.exists(domain);
        }
    }

    /// Whether a host is the one that senders try first.
    boolean isFirst(String host) {
        return exchanges.isEmpty() || exchanges.getFirst().host().equals(host);
    }

    /// Some signed domains with hosts of their own also publish what RFC 7672 wants: usage 3, selector 1, SHA-256.
    static boolean drawsDane(Draw draw) {
        return draw.chance("dane", DANE_AMONG_SIGNED);
    }

    /// The code that says what DANE there is, as an author knows it who knows who signs; empty without MX hosts.
    ///
    /// @param signed the domain itself is
    Optional<String> dane(boolean signed, boolean published) {
        return switch (kind) {
            case PROVIDER -> Optional.of(ofProvider(signed));
            case OWN -> Optional.of(!signed ? "dane_host_insecure" : published ? "dane_all_mx" : "dane_none");
            case BROKEN -> Optional.of("dane_indeterminate");
            case NULL_MX, IMPLICIT, NONE -> Optional.empty();
        };
    }

    /// Companies that have DANE have it for all of their hosts.
    private String ofProvider(boolean signed) {
        if (!MailProvider.hasDane(exchanges.getFirst().host())) {
            return "dane_host_insecure";
        }
        return signed ? "dane_all_mx" : "dane_mx_insecure";
    }

    /// Where a host has its TLSA records (RFC 6698 §3).
    static String tlsaName(String host) {
        return "_25._tcp." + host;
    }

    /// Octets that could be the digest of a key.
    static byte[] digest(Draw draw, int octets) {
        byte[] digest = new byte[octets];
        for (int i = 0; i < octets; i++) {
            digest[i] = (byte) draw.bits("tlsa " + i);
        }
        return digest;
    }

    /// The name of a domain as one label, as many providers write it.
    static String dashed(String domain) {
        return domain.replace('.', '-').replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
