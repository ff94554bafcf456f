package org.stsurvey.scanner.run;

/// A run cannot go on with what was asked; nothing was changed, and the message says what to do.
public final class RunRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    public RunRefusedException(String message) {
        super(message);
    }
}
