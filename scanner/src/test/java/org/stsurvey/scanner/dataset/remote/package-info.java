@NullMarked
package org.stsurvey.scanner.dataset.remote;

import org.jspecify.annotations.NullMarked;
