/// DNS lookups: a domain's questions go out together, and every answer says whether something is absent or
/// unknown.
@NullMarked
package org.stsurvey.scanner.observe.dns;

import org.jspecify.annotations.NullMarked;
