/// An Internet in a box: deterministic authoritative DNS and HTTPS servers on loopback whose truth is known per
/// domain.
@NullMarked
package org.stsurvey.lab;

import org.jspecify.annotations.NullMarked;
