package org.stsurvey.inputs;

import java.util.List;
import java.util.Locale;

/// Tells lists of host names, in which one domain has many lines, from lists of domains.
///
/// CrUX says so by its origins; Cisco Umbrella's list is `rank,name` like that of others, so it is known by its
/// name or by what it holds: of its names most lie below a registrable domain, of Tranco's, Alexa's or
/// Majestic's hardly any.
final class HostLists {
    /// Fewer names tell nothing.
    private static final int MIN_NAMES = 100;

    /// One in so many names must be a host's.
    private static final int ONE_IN = 3;

    private HostLists() {}

    /// Whether a list is one of host names.
    ///
    /// @param listName the list's name
    /// @param format how it is written
    /// @param rows its first rows
    static boolean isOne(String listName, ListFormat format, List<Row.Named> rows, PublicSuffixes suffixes) {
        if (format.listsOrigins() || listName.toLowerCase(Locale.ROOT).contains("umbrella")) {
            return true;
        }
        DomainNames names = new DomainNames();
        long known = 0;
        long hosts = 0;
        for (Row.Named row : rows) {
            if (row.rank() != ListedName.NO_RANK
                    && names.read(row.name()) instanceof NameReading.DomainName(String name)) {
                known++;
                hosts += suffixes.registeredDomain(name).filter(name::equals).isPresent() ? 0 : 1;
            }
        }
        return known >= MIN_NAMES && hosts * ONE_IN >= known;
    }
}
