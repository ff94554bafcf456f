package org.stsurvey.scanner.dataset;

/// A part that was written, verified and published.
///
/// @param name of the file, within its folder
/// @param sha256 of its bytes, in lower-case hexadecimal
public record PublishedPart(String name, long rows, long bytes, String sha256) {}
