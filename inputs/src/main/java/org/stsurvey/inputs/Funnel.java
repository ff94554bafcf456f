package org.stsurvey.inputs;

/// What became of the lines of a list: each line read is counted in exactly one of the other columns.
///
/// Blank lines, comments and a header are no lines read; see [ListShape#skipped()].
///
/// @param read lines that ought to name a domain
/// @param malformed lines that name none; each is in `_rejects.csv`
/// @param duplicate lines whose name, in normal form, is also on another line; the line with the best rank stands for
/// all
/// @param collapsed distinct names merged into another one by [Unit#REGISTRABLE]
/// @param excluded distinct names left out because an exclusion asks for it
/// @param unsampled distinct names that `--sample` did not draw
/// @param targets names to scan
public record Funnel(
        long read, long malformed, long duplicate, long collapsed, long excluded, long unsampled, long targets) {

    /// Whether every line read is accounted for.
    public boolean balances() {
        return read == malformed + duplicate + collapsed + excluded + unsampled + targets;
    }
}
