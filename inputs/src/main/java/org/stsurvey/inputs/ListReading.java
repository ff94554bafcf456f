package org.stsurvey.inputs;

/// How one list of a run was found to be written and what was read of it, so that a reading of the wrong kind is
/// noticed by whoever started it.
///
/// @param list the list's name
/// @param packing `none`, `gzip`, `zip` or `zstd`
/// @param format the format in words, such as `comma-separated, rank in field 1, name in field 2`
/// @param lines physical lines looked at; with a limit, those up to it
/// @param skipped lines that are not meant to name a domain: blank lines, comments (`#`), a header, and in a
/// zone all that delegates nothing new
/// @param read lines that ought to name a domain
/// @param malformed those of them that name none
public record ListReading(
        String list, String packing, String format, long lines, long skipped, long read, long malformed) {}
