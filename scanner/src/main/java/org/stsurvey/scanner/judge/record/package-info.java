/// The two text records: the policy record of RFC 8461 §3.1 and the reporting record of RFC 8460 §3.
///
/// Rules read on after a fault, so that one look reports all of them; only what the grammar derives is called
/// valid.
@NullMarked
package org.stsurvey.scanner.judge.record;

import org.jspecify.annotations.NullMarked;
