package org.stsurvey.inputs;

import java.io.IOException;
import java.io.Serial;

/// A list's bytes break a rule of ours while they are read. The message is the second half of a sentence that begins
/// with the list's name; `ListReader` completes it.
final class BrokenListException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    BrokenListException(String message) {
        super(message);
    }
}
