/// The rulebook: pure rules of RFC 8461, 8460 and their neighbours, from an Observation to a Judgement.
///
/// Nothing here does I/O, reads a clock or knows the network; the only time is the observation's own.
@NullMarked
package org.stsurvey.scanner.judge;

import org.jspecify.annotations.NullMarked;
