package org.stsurvey.inputs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A list that is ready to be scanned.
///
/// @param targets whom to scan, in which order
/// @param funnel what became of the list's lines
/// @param list which list it was
/// @param unit what a target stands for, as asked or as is usual for the list
/// @param seed of the order
/// @param readings how each list was found to be written
public record PreparedList(
        TargetFile targets, Funnel funnel, ListIdentity list, Unit unit, long seed, List<ListReading> readings) {

    /// Opens what an earlier preparation left in a run folder.
    ///
    /// @throws UnusableListException if it is not sealed or not as it was sealed
    public static PreparedList open(Path runFolder) throws IOException, UnusableListException {
        return of(TargetFile.open(runFolder));
    }

    static PreparedList of(TargetFile targets) {
        TargetSeal seal = targets.seal();
        return new PreparedList(targets, seal.funnel(), seal.list(), seal.unit(), seal.seed(), seal.readings());
    }
}
