/// The policy fetch: one HTTPS exchange with one vetted address, recorded whatever its faults.
@NullMarked
package org.stsurvey.scanner.observe.https;

import org.jspecify.annotations.NullMarked;
