/// The policy file of RFC 8461 §3.2: its lines, its fields and the patterns of its mx lines.
///
/// Every line is read whatever the others say, so that one look reports all faults; a line that the grammar does
/// not derive is reported and not read, so what it would have said is reported as missing too.
@NullMarked
package org.stsurvey.scanner.judge.policy;

import org.jspecify.annotations.NullMarked;
