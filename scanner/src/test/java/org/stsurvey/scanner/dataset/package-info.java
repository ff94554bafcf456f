@NullMarked
package org.stsurvey.scanner.dataset;

import org.jspecify.annotations.NullMarked;
