package org.stsurvey.scanner.observe.https;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observe.tls.WireTap;

/// How one exchange ended.
///
/// It is read from the [WireTap] where the wire says so, and from the exception only where nothing else does.
/// The texts of exceptions that are read here are pinned by tests, each with the fault that leads to it.
///
/// @param stage how far the exchange came
/// @param end how it ended there
/// @param message the exception's text; empty if there was none
record Ending(Stage stage, End end, String message) {

    /// A response was read to its end, or as far as it is read.
    static Ending complete(CappedBody body) {
        return new Ending(Stage.BODY, body.isPolicyOverLimit() ? End.TOO_LARGE : End.COMPLETE, "");
    }

    /// The time was over.
    static Ending timeout(WireTap tap, CappedBody body) {
        Stage stage = stageOf(tap, body);
        return new Ending(stage, End.TIMEOUT, "no end of stage " + stage.name().toLowerCase(Locale.ROOT) + " in time");
    }

    /// The exchange failed.
    static Ending failure(Throwable thrown, WireTap tap, CappedBody body) {
        Throwable failure = rootOf(thrown);
        Stage stage = stageOf(tap, body);
        return new Ending(stage, endOf(stage, failure, tap), String.valueOf(failure.getMessage()));
    }

    private static Stage stageOf(WireTap tap, CappedBody body) {
        if (body.head().isPresent()) {
            return Stage.BODY;
        }
        if (tap.secured().isDone()) {
            return Stage.HEADERS;
        }
        return tap.connected().isDone() ? Stage.TLS : Stage.TCP;
    }

    private static End endOf(Stage stage, Throwable failure, WireTap tap) {
        return switch (stage) {
            case TCP -> ofTcp(failure);
            case TLS -> ofTls(failure, tap);
            case HEADERS -> tap.alert().isPresent() ? End.ALERT : ofHttp(failure, End.CLOSED);
            case BODY -> ofHttp(failure, End.TRUNCATED);
        };
    }

    private static End ofTcp(Throwable failure) {
        if (isReset(failure)) {
            return End.RESET;
        }
        // "No route to host" and "Network is unreachable" are texts of the operating system.
        if (failure instanceof NoRouteToHostException || text(failure).contains("unreachable")) {
            return End.UNREACHABLE;
        }
        return failure instanceof ConnectException ? End.REFUSED : End.UNREACHABLE;
    }

    private static End ofTls(Throwable failure, WireTap tap) {
        if (tap.notTls()) {
            return End.NOT_TLS;
        }
        if (tap.oldVersion()) {
            return End.OLD_VERSION;
        }
        if (tap.alert().isPresent()) {
            return End.ALERT;
        }
        return isReset(failure) ? End.RESET : tap.closed() || isEnd(failure) ? End.CLOSED : End.PROTOCOL_ERROR;
    }

    /// @param cut what it means that the connection, or the stream in it, came to its end
    private static End ofHttp(Throwable failure, End cut) {
        if (isReset(failure)) {
            return End.RESET;
        }
        return !(failure instanceof ProtocolException) && isEnd(failure) ? cut : End.PROTOCOL_ERROR;
    }

    private static boolean isReset(Throwable failure) {
        return text(failure).contains("Connection reset") || text(failure).contains("Broken pipe");
    }

    private static boolean isEnd(Throwable failure) {
        String text = text(failure);
        return failure instanceof EOFException
                || text.contains("terminated the handshake")
                || text.contains("closed")
                || text.contains("EOF")
                || text.contains("received no bytes")
                || text.contains("GOAWAY")
                || text.contains("not processed by peer") // a GOAWAY, too
                || text.contains("RST_STREAM");
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    /// The innermost I/O failure: the client wraps what happened in one or more exceptions of its own.
    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || !(root instanceof IOException || root instanceof CompletionException)) {
                root = cause;
            }
        }
        return root;
    }
}
