package org.stsurvey.inputs;

import java.io.Serial;

/// A list, exclusion file or target file that a run must not go on with. The message is for people: it names the thing,
/// the value, the rule and the next step. The command ends with status 3.
public final class UnusableListException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnusableListException(String message) {
        super(message);
    }

    public UnusableListException(String message, Throwable cause) {
        super(message, cause);
    }
}
