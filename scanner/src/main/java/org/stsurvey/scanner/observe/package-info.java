/// Asks DNS and HTTPS about one domain at a time and returns what came back, without a verdict.
@NullMarked
package org.stsurvey.scanner.observe;

import org.jspecify.annotations.NullMarked;
