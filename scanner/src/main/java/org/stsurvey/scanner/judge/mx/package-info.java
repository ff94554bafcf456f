/// The policy against the domain's MX hosts, RFC 8461 §4.1, §5 and §8.4.
@NullMarked
package org.stsurvey.scanner.judge.mx;

import org.jspecify.annotations.NullMarked;
