/// Is this machine fit for a scan: each check looks at one thing and says what was seen, what is wanted, and
/// what to do about it. Nothing is sent but to the resolvers, and to a host that the operator names.
@NullMarked
package org.stsurvey.cli.doctor;

import org.jspecify.annotations.NullMarked;
