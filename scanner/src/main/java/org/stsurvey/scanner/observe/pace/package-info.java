/// How fast policy hosts are asked, so that a survey is a burden to nobody: gates before single addresses,
/// networks, providers and before the survey as a whole.
@NullMarked
package org.stsurvey.scanner.observe.pace;

import org.jspecify.annotations.NullMarked;
