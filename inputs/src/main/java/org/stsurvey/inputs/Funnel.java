package org.stsurvey.inputs;

/// What became of the lines of a list: each line read, and each name that the panel adds, is counted in exactly
/// one of the other columns.
///
/// Blank lines, comments and a header are no lines read; see [ListReading#skipped()].
///
/// @param read lines that ought to name a domain, of all lists
/// @param malformed lines that name none; each is in `_rejects.csv`
/// @param duplicate lines whose name, in normal form, is also on another line, of the same list or another one
/// @param collapsed distinct names merged into another one by [Unit#REGISTRABLE]
/// @param excluded distinct names left out because an exclusion asks for it. They are in `_excluded.csv`,
/// together with names of the panel that are left out, which are not counted here: they are none of the list's
/// @param unsampled distinct names that `--sample` did not draw
/// @param panel targets that only the panel gives: in no list, or not drawn by the sample
/// @param targets names to scan, those of the panel included
public record Funnel(
        long read,
        long malformed,
        long duplicate,
        long collapsed,
        long excluded,
        long unsampled,
        long panel,
        long targets) {

    /// A funnel without a panel.
    public Funnel(
            long read, long malformed, long duplicate, long collapsed, long excluded, long unsampled, long targets) {
        this(read, malformed, duplicate, collapsed, excluded, unsampled, 0, targets);
    }

    /// Whether every line read and every name added is accounted for.
    public boolean balances() {
        return read + panel == malformed + duplicate + collapsed + excluded + unsampled + targets;
    }
}
