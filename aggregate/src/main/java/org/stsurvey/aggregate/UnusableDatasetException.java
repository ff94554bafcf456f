package org.stsurvey.aggregate;

/// The input folder is not what it should be; the message names the thing, the value, the rule and the next
/// step.
public final class UnusableDatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusableDatasetException(String message) {
        super(message);
    }

    public UnusableDatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
