/// Grammar that several artefacts share: the core rules of RFC 5234 and the text records' frame.
@NullMarked
package org.stsurvey.scanner.judge.abnf;

import org.jspecify.annotations.NullMarked;
