package org.stsurvey.lab.world;

import java.nio.file.Path;
import java.util.List;

/// Which names a world has.
public sealed interface Population {
    /// Invented names, ranked from 1: first of all the zoo, which is one domain per scenario (as far as there is
    /// room), named after it and strewn over the ranks, and then names that look like anybody's.
    record Generated(int domains) implements Population {
        public Generated {
            if (domains < 1) {
                throw new IllegalArgumentException("domains: " + domains + " is less than 1");
            }
        }
    }

    /// These names, ranked in this order; malformed names and repetitions are skipped.
    record Named(List<String> names) implements Population {}

    /// The names of a list, of lines `rank,domain` or `domain`, gzipped if it is called `*.gz`; malformed lines and
    /// repetitions are skipped.
    record Listed(Path file) implements Population {}
}
