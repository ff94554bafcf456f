package org.stsurvey.lab.world;

/// The loopback addresses of the simulated world. Every address it hands out lies in 127.0.0.0/8 (or is `::1`),
/// so that no tool pointed at this world can ever reach another machine.
///
/// @param webAddresses over how many addresses the policy hosts are spread
/// @param ipv6 whether this machine has `::1`
public record Loopback(int webAddresses, boolean ipv6) {
    /// Where the name server listens.
    public static final String DNS = "127.0.0.1";

    /// Where nothing ever listens.
    public static final String REFUSING = "127.81.0.1";

    /// Where a full accept queue leaves every connection attempt unanswered.
    public static final String BLACK_HOLE = "127.82.0.1";

    /// Where every connection is ended before it has begun.
    public static final String CLOSING = "127.83.0.1";

    /// Where a mail server greets whoever connects.
    public static final String GREETING = "127.83.0.2";

    /// Where redirects, Alt-Svc and the pointers of certificates lead; whoever calls there has followed one.
    public static final String TRAP = "127.84.0.1";

    /// Over how many addresses the mail hosts are spread.
    public static final int MAIL_ADDRESSES = 32;

    public static final String IPV6 = "::1";

    public Loopback {
        if (webAddresses < 1 || webAddresses > 10_000) {
            throw new IllegalArgumentException("web addresses: " + webAddresses + " is not within 1 to 10000");
        }
    }

    /// The n-th address on which policy hosts are served.
    public String web(int n) {
        return "127.80." + n / 250 + "." + (1 + n % 250);
    }

    /// The address that serves the policy host of the domain that `draw` is about.
    public String webOf(Draw draw) {
        return web(draw.below("web address", webAddresses));
    }

    /// The n-th address on which mail hosts are served.
    public static String mail(int n) {
        return "127.85.0." + (1 + n);
    }

    /// An address for something that this world names but does not serve (web sites).
    public static String unserved(Draw draw, String purpose) {
        return "127.25." + draw.below(purpose + " high", 256) + "." + draw.between(purpose + " low", 1, 254);
    }
}
