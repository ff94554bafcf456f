package org.stsurvey.lab.world;

import java.util.List;

/// The names that belong to no domain of a world and that many of its domains point at.
final class Elsewhere {
    /// Where the names of parked domains lead.
    static final String PARKING = "parking.lander.example";

    /// The root, by which resolvers are told to be well and to validate.
    static final String ROOT = "";

    private static final int TTL_SECONDS = 300;
    private static final Zone.Answer ROOT_SERVER =
            new Zone.Records(Zone.NS, TTL_SECONDS, List.of(Zone.wire("a.root-servers.example")));
    private static final String TLSA = Mail.tlsaName("");

    private Elsewhere() {}

    static Zone.Answer find(String name, int type) {
        if (name.equals(ROOT)) {
            return type == Zone.NS ? ROOT_SERVER : new Zone.NoData();
        }
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
