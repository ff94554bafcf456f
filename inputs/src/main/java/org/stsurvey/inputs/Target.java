package org.stsurvey.inputs;

import java.util.OptionalLong;

/// One domain to scan.
///
/// @param ordinal place in the run's order, dense from 0
/// @param rank the best rank that the list gives the domain; empty where the list has none
/// @param line the physical line of the list, from 1, that the domain (and its rank) was taken from
/// @param domain in lower case, as A-labels, without the final dot
public record Target(long ordinal, OptionalLong rank, long line, String domain) {}
