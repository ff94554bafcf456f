/// A file system that fails, or has the process killed, where a test says so: the JDK's own seam, so that the code
/// under test knows nothing of it.
@NullMarked
package org.stsurvey.scanner.run.disk;

import org.jspecify.annotations.NullMarked;
