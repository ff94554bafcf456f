/// What the DNS said: the record's lookup, the policy host's addresses.
@NullMarked
package org.stsurvey.scanner.judge.host;

import org.jspecify.annotations.NullMarked;
