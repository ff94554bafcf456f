package org.stsurvey.scanner.observe.https;

import org.stsurvey.scanner.observation.FetchAttempt;

/// Which failures may be gone in a moment, so that it is worth the host's while to be asked once more.
///
/// These are the failures whose outcome is indeterminate, and a connection that ends without an answer: busy
/// servers do that, and a sender would try again.
final class Fleeting {

    private static final int TOO_MANY_REQUESTS = 429;

    private Fleeting() {}

    static boolean isFleeting(FetchAttempt attempt) {
        return switch (attempt.end()) {
            case TIMEOUT, UNREACHABLE, RESET, CLOSED, TRUNCATED ->
                attempt.http().isEmpty() || isSuccess(attempt);
            case COMPLETE ->
                attempt.http().filter(reply -> isFleeting(reply.status())).isPresent();
            case REFUSED, ALERT, NOT_TLS, OLD_VERSION, PROTOCOL_ERROR, TOO_LARGE -> false;
        };
    }

    /// A body that was cut off matters only where it would have been the policy.
    private static boolean isSuccess(FetchAttempt attempt) {
        return attempt.http().filter(reply -> reply.status() == 200).isPresent();
    }

    private static boolean isFleeting(int status) {
        return status == TOO_MANY_REQUESTS || (status >= 500 && status < 600);
    }
}
