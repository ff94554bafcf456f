package org.stsurvey.cli;

/// A file given on the command line cannot be used; the message says which, why and what to do.
final class UnusableFileException extends Exception {

    private static final long serialVersionUID = 1;

    UnusableFileException(String message) {
        super(message);
    }

    UnusableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
