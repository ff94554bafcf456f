/// Observes one domain, judges it, writes the dataset.
@NullMarked
package org.stsurvey.scanner;

import org.jspecify.annotations.NullMarked;
