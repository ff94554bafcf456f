package org.stsurvey.scanner.observe.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.stsurvey.scanner.observation.SmtpAttempt;
import org.stsurvey.scanner.observation.SmtpAttempt.End;
import org.stsurvey.scanner.observation.SmtpAttempt.Step;
import org.stsurvey.scanner.observation.TlsHandshake;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.tls.WireTap;

/// One conversation with one MX host, from the connection to QUIT; for one thread and one use.
///
/// ```
/// TCP -> 220 greeting -> EHLO -> 250 STARTTLS -> STARTTLS -> 220 -> handshake -> QUIT
/// ```
///
/// Wherever it ends early, QUIT is said if the server still listens (RFC 5321 §4.1.1.10), so that its log shows
/// a client that behaves.
final class Conversation {

    /// How long is waited for the answer to QUIT.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final String STARTTLS = "STARTTLS";

    private final SmtpSettings settings;
    private final Executor cpu;
    private final String host;
    private final InetAddress address;
    private final Deadline deadline;
    private final WireTap tap = new WireTap();
    private Step step = Step.TCP;
    private String reply = "";
    private OptionalInt replyCode = OptionalInt.empty();

    Conversation(SmtpSettings settings, Executor cpu, String host, InetAddress address, Deadline deadline) {
        this.settings = settings;
        this.cpu = cpu;
        this.host = host;
        this.address = address;
        this.deadline = deadline;
    }

    /// Holds the conversation and tells how it went.
    SmtpAttempt hold() throws InterruptedException {
        long started = System.nanoTime();
        End end;
        String message = "";
        try (Wire wire = Wire.connect(address, settings.port(), settings.connectTimeout(), deadline)) {
            end = converse(wire);
        } catch (IOException | RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while " + host + " was asked");
            }
            end = endOf(e);
            message = String.valueOf(e.getMessage());
        } finally {
            tap.end();
        }
        return new SmtpAttempt(
                address,
                step,
                end,
                end == End.REPLY ? replyCode : OptionalInt.empty(),
                reply,
                tap.alert(),
                tap.chain().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new TlsHandshake(tap.protocol(), tap.cipherSuite(), tap.chain(), tap.stapled())),
                message,
                Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
    }

    private End converse(Wire wire) throws IOException, InterruptedException {
        ReplyReader replies = new ReplyReader(wire::read);
        step = Step.BANNER;
        SmtpReply greeting = replies.read();
        if (isRefused(greeting)) {
            return quit(wire, End.REPLY);
        }
        step = Step.EHLO;
        wire.write("EHLO " + settings.ehloName());
        SmtpReply extensions = replies.read();
        if (isRefused(extensions)) {
            return quit(wire, End.REPLY);
        }
        reply = greeting.text();
        if (!extensions.offers(STARTTLS)) {
            return quit(wire, End.NOT_OFFERED);
        }
        step = Step.STARTTLS;
        wire.write(STARTTLS);
        if (isRefused(replies.read())) {
            return quit(wire, End.REPLY);
        }
        reply = greeting.text();
        step = Step.TLS;
        StartTls tls = new StartTls(wire, host, settings.port(), tap, cpu);
        tls.handshake(deadline);
        return quitUnderTls(tls);
    }

    private boolean isRefused(SmtpReply heard) {
        reply = heard.text();
        replyCode = OptionalInt.of(heard.code());
        return !heard.isPositive();
    }

    /// Takes leave; what becomes of that does not matter.
    private End quit(Wire wire, End end) {
        try {
            wire.write("QUIT");
            Deadline soon = deadline.orAfter(FAREWELL);
            wire.read(ByteBuffer.allocate(ReplyReader.MAX_LINE), soon);
        } catch (IOException _) {
            // It does not listen.
        }
        return end;
    }

    private End quitUnderTls(StartTls tls) throws InterruptedException {
        try {
            tls.farewell(deadline.orAfter(FAREWELL));
        } catch (IOException _) {
            // It does not listen, or refuses us now.
        }
        return tap.alert().isPresent() ? End.ALERT : End.SECURED;
    }

    private End endOf(Exception failure) {
        if (failure instanceof SocketTimeoutException) {
            return End.TIMEOUT;
        }
        return switch (step) {
            case TCP -> ofTcp(failure);
            case BANNER, EHLO, STARTTLS -> ofReply(failure);
            case TLS -> ofTls(failure);
        };
    }

    private static End ofTcp(Exception failure) {
        if (isReset(failure)) {
            return End.RESET;
        }
        // "No route to host" and "Network is unreachable" are texts of the operating system.
        if (failure instanceof NoRouteToHostException || text(failure).contains("unreachable")) {
            return End.UNREACHABLE;
        }
        if (text(failure).contains("timed out")) {
            return End.TIMEOUT;
        }
        return failure instanceof ConnectException ? End.REFUSED : End.UNREACHABLE;
    }

    private static End ofReply(Exception failure) {
        if (failure instanceof ProtocolException) {
            return End.PROTOCOL_ERROR;
        }
        return isReset(failure) ? End.RESET : failure instanceof EOFException ? End.CLOSED : End.PROTOCOL_ERROR;
    }

    private End ofTls(Exception failure) {
        if (tap.notTls()) {
            return End.NOT_TLS;
        }
        if (tap.oldVersion()) {
            return End.OLD_VERSION;
        }
        if (tap.alert().isPresent()) {
            return End.ALERT;
        }
        return isReset(failure)
                ? End.RESET
                : tap.closed() || failure instanceof EOFException ? End.CLOSED : End.PROTOCOL_ERROR;
    }

    private static boolean isReset(Exception failure) {
        return text(failure).contains("Connection reset") || text(failure).contains("Broken pipe");
    }

    private static String text(Exception failure) {
        return String.valueOf(failure.getMessage());
    }
}
