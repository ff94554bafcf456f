/// The `stsurvey` command: picocli commands and the composition root; no rule or measurement lives here.
@NullMarked
package org.stsurvey.cli;

import org.jspecify.annotations.NullMarked;
