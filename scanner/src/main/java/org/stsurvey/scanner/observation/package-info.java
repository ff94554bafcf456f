/// What was seen of one domain, as it came off the wire: plain facts, no verdicts, no I/O.
///
/// An [Observation][org.stsurvey.scanner.observation.Observation] is what `observe` produces, `judge` reads and
/// `dataset` stores; whatever is empty was not asked, and "not asked" never means "no".
@NullMarked
package org.stsurvey.scanner.observation;

import org.jspecify.annotations.NullMarked;
