/// What only two observations of a domain together can show.
@NullMarked
package org.stsurvey.scanner.judge.trend;

import org.jspecify.annotations.NullMarked;
