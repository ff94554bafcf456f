/// Programs of the operating system that tests run against, so that the lab is never the only witness.
///
/// Tests of this kind are named `*IT` and run in `./mvnw verify`. Where their program is not installed they are skipped
/// with a message that says what to install; with `CI=true` in the environment they fail instead, so that a build
/// server cannot pass by leaving them out.
@NullMarked
package org.stsurvey.lab.programs;

import org.jspecify.annotations.NullMarked;
