package org.stsurvey.inputs;

/// How a list was found to be written, so that a reading of the wrong kind is noticed by whoever started it.
///
/// @param packing `none`, `gzip` or `zip`
/// @param format the format in words, such as `comma-separated, rank in field 1, name in field 2`
/// @param lines physical lines looked at; with a limit, those up to it
/// @param skipped lines that are not meant to name a domain: blank lines, comments (`#`) and a header
public record ListShape(String packing, String format, long lines, long skipped) {}
