/// What a JDK Flight Recording can hold of a scan; each class is an event. Written by whoever does the work,
/// read by `jfr print`. An event that is not recorded costs a look at a flag.
@NullMarked
package org.stsurvey.scanner.recording;

import org.jspecify.annotations.NullMarked;
