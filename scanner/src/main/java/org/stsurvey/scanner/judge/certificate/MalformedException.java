package org.stsurvey.scanner.judge.certificate;

/// Octets that are not what they should be; the message says what was expected where.
final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
