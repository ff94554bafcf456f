/// Options that are not on the command line: where they may stand, which of them hold, and where each comes
/// from. Knows no command; it is given their options.
@NullMarked
package org.stsurvey.cli.settings;

import org.jspecify.annotations.NullMarked;
