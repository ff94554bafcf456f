package org.stsurvey.lab.world;

/// The names that belong to no domain of a world and that many of its domains point at.
final class Elsewhere {
    /// Where the names of parked domains lead.
    static final String PARKING = "parking.lander.example";

    private static final int TTL_SECONDS = 300;
    private static final String TLSA = Mail.tlsaName("");

    private Elsewhere() {}

    static Zone.Answer find(String name, int type) {
        Zone.Builder zone = Zone.of(name, TTL_SECONDS);
        if (name.startsWith(TLSA) && MailProvider.hasDane(name)) {
            zone.tlsa(name, 3, 1, 1, Mail.digest(Draw.of(0, name), 32));
        } else if (name.equals(PARKING)) {
            zone.address(name, Loopback.REFUSING);
        } else if (MailProvider.isMailHost(name)) {
            zone.address(name, MailHabit.SOUND.address(Draw.of(0, name)));
        } else {
            return new Zone.NoName();
        }
        return zone.build().find(name, type);
    }
}
