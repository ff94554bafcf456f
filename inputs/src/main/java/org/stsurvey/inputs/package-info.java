/// Reads domain lists of every usual kind and prepares them for a scan: one sealed target file per run.
@NullMarked
package org.stsurvey.inputs;

import org.jspecify.annotations.NullMarked;
