/// The policy hosts of the simulated world: listeners on many loopback addresses, with a certificate authority of
/// their own and with every fault that its scenarios ask for. The server name in the ClientHello decides who is being
/// visited.
@NullMarked
package org.stsurvey.lab.https;

import org.jspecify.annotations.NullMarked;
