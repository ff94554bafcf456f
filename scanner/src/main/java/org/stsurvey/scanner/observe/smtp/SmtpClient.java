package org.stsurvey.scanner.observe.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.stsurvey.scanner.observation.SmtpAttempt;
import org.stsurvey.scanner.observe.Deadline;

/// Speaks SMTP with MX hosts: greeting, EHLO, STARTTLS, handshake, QUIT, in straight-line blocking code. No
/// mail is ever announced, so none can be sent.
public final class SmtpClient implements MxClient, AutoCloseable {

    private final SmtpSettings settings;
    private final Predicate<InetAddress> mayDial;
    private final ExecutorService cpu;

    /// @param mayDial which addresses may be connected to; asked once more at the very moment of dialling
    public SmtpClient(SmtpSettings settings, Predicate<InetAddress> mayDial) {
        this.settings = settings;
        this.mayDial = mayDial;
        // TLS burns CPU, so it has platform threads of its own: virtual ones would starve the DNS side.
        this.cpu = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("smtp-tls-", 0).factory());
    }

    @Override
    public SmtpAttempt attempt(String host, InetAddress address, Deadline deadline) throws InterruptedException {
        if (!mayDial.test(address)) {
            throw new IllegalArgumentException(
                    host + " must not be dialled at " + address.getHostAddress() + ", which nobody has vetted");
        }
        return new Conversation(settings, cpu, host, address, deadline.orAfter(settings.exchangeTimeout())).hold();
    }

    /// Whether a connection to this address stands; for finding out about the port, not about the host.
    public boolean answers(InetAddress address) {
        if (!mayDial.test(address)) {
            return false;
        }
        Deadline soon = Deadline.after(settings.connectTimeout());
        try (Wire wire = Wire.connect(address, settings.port(), settings.connectTimeout(), soon)) {
            new ReplyReader(wire::read).read();
            wire.write("QUIT");
            return true;
        } catch (SocketException | SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        cpu.shutdownNow();
    }
}
