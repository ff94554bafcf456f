/// Runs a scan over a prepared list: workers observe, chunks fill, one writer judges and publishes.
@NullMarked
package org.stsurvey.scanner.run;

import org.jspecify.annotations.NullMarked;
