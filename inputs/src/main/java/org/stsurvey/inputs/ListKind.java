package org.stsurvey.inputs;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// The kinds of lists that can be asked for by name where detection is not to decide.
///
/// Most are found out from the content; what no content tells is whether a short list with ranks is one of host
/// names.
public enum ListKind {
    /// `rank,domain`, registrable domains: tranco-list.eu.
    TRANCO,
    /// `rank,domain`, as Alexa's top million was until 2023.
    ALEXA,
    /// `rank,hostname`: Cisco Umbrella's popular host names, top-level domains among them.
    UMBRELLA,
    /// Majestic Million: a header, the rank in the first column, the domain in the third.
    MAJESTIC,
    /// Chrome UX Report: `origin,rank`, ranks in buckets of 1,000, 5,000, 10,000 and so on.
    CRUX,
    /// One name on each line.
    PLAIN,
    /// A zone in master file format (RFC 1035 §5), such as those of ICANN's CZDS: the names that it delegates.
    ZONE;

    /// The name used on the command line.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The kind of a code.
    ///
    /// @throws IllegalArgumentException for anything that is no kind's code
    public static ListKind ofCode(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("format \"" + Excerpt.of(code) + "\" is none of "
                        + Arrays.stream(values()).map(ListKind::code).collect(Collectors.joining(", "))));
    }

    ListFormat format() {
        return switch (this) {
            case TRANCO, ALEXA, UMBRELLA -> new Columns(',', OptionalInt.of(0), 1, false);
            case MAJESTIC -> new Columns(',', OptionalInt.of(0), 2, false);
            case CRUX -> new Columns(',', OptionalInt.of(1), 0, true);
            case PLAIN -> new PlainLines();
            case ZONE -> new ZoneFile();
        };
    }

    /// Whether its names are those of hosts, of which many belong to one domain.
    boolean listsHosts() {
        return this == UMBRELLA || this == CRUX;
    }
}
