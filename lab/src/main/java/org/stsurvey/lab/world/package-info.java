/// The simulated world as data: its names, what each one publishes, and the truth about it. No sockets and no clock:
/// everything follows from the seed and the name.
///
/// A *scenario* is one way in which a domain can deploy MTA-STS, or fail to. Whoever writes a scenario states its
/// truth beside it; nothing here computes an outcome. To add one, add an entry to one of the `...Scenarios` classes,
/// which are collected in [org.stsurvey.lab.world.Catalogue].
@NullMarked
package org.stsurvey.lab.world;

import org.jspecify.annotations.NullMarked;
