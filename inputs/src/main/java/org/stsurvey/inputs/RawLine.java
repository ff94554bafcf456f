package org.stsurvey.inputs;

/// One physical line of a list, without its line end.
///
/// @param number from 1
/// @param text what was kept of it; if it is not UTF-8, one character for each byte
/// @param utf8 whether it is UTF-8
/// @param cut whether it is longer than what is kept
/// @param length of the whole line in bytes
record RawLine(long number, String text, boolean utf8, boolean cut, long length) {}
