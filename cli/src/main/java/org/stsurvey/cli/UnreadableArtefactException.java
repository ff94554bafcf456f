package org.stsurvey.cli;

import java.io.IOException;

/// A file to be linted cannot be read; the message is for the user.
final class UnreadableArtefactException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableArtefactException(String file, IOException cause) {
        super(
                SafeText.of(file) + ": cannot be read (" + cause.getClass().getSimpleName()
                        + "); check the path and its permissions",
                cause);
    }
}
