/// The name server of the simulated world, over UDP and TCP. It is the authority for every name there is and answers
/// like the recursive resolver that a scanner would ask: it follows aliases, says that recursion is available and
/// vouches with the AD bit for what is signed.
///
/// The codec is written here, by hand, so that answers are cheap and so that the scanner's codec (dnsjava) never
/// tests itself.
@NullMarked
package org.stsurvey.lab.dns;

import org.jspecify.annotations.NullMarked;
