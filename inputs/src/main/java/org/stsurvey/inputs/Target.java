package org.stsurvey.inputs;

import java.util.OptionalLong;

/// One prepared name that a scan asks about.
///
/// @param ordinal position in the permuted list, from 0, without gaps
/// @param rank the best rank the list gave the name, 1 is the top; empty if the list has no ranks
/// @param line the line of the list that the name was taken from, from 1
/// @param domain lower-case A-label form without final dot
public record Target(long ordinal, OptionalLong rank, long line, String domain) {}
