package org.stsurvey.lab.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.stsurvey.lab.https.Authority;
import org.stsurvey.lab.https.ServerKeys;
import org.stsurvey.lab.https.SharedPort;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.MailHabit;
import org.stsurvey.lab.world.World;

/// Serves the mail hosts of a world up to STARTTLS, on the same port of all their addresses.
public final class MailServer implements AutoCloseable {
    private static final int IDLE_MILLIS = 120_000;
    private static final int FAREWELL_MILLIS = 2_000;
    private static final int DRIP_MILLIS = 200;
    private static final int LONGEST_LINE = 2_000;
    private static final String ALERT_HANDSHAKE_FAILURE = "\u0015\u0003\u0003\u0000\u0002\u0002(";

    private final SSLSocketFactory sockets;
    private final Map<String, MailHabit> habits = new HashMap<>();
    private final AtomicInteger mailsBegun = new AtomicInteger();
    private final SharedPort shared;

    private MailServer(World world, Authority authority, int port) throws IOException {
        sockets = ServerKeys.context(name -> authority.issue(world.mailCertificate(name)))
                .getSocketFactory();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < Loopback.MAIL_ADDRESSES; i++) {
            addresses.add(Loopback.mail(i));
        }
        for (MailHabit habit : MailHabit.values()) {
            if (habit != MailHabit.SOUND && habit != MailHabit.REFUSING) {
                addresses.add(habit.address());
                habits.put(habit.address(), habit);
            }
        }
        shared = SharedPort.open("lab-smtp", addresses, List.of(), port, this::receive);
    }

    /// Binds all addresses and starts to accept.
    ///
    /// @param authority signs the certificates
    /// @param port 0 for any that is free on all of them
    public static MailServer start(World world, Authority authority, int port) throws IOException {
        return new MailServer(world, authority, port);
    }

    public int port() {
        return shared.port();
    }

    /// How often somebody said MAIL.
    public int mailsBegun() {
        return mailsBegun.get();
    }

    private void receive(Socket client) {
        try (client) {
            client.setSoTimeout(IDLE_MILLIS);
            client.setTcpNoDelay(true);
            serve(client, habits.getOrDefault(client.getLocalAddress().getHostAddress(), MailHabit.SOUND));
            client.shutdownOutput();
            client.setSoTimeout(FAREWELL_MILLIS);
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket client, MailHabit habit) throws IOException, InterruptedException {
        switch (habit) {
            case CLOSES_AT_ONCE, REFUSING -> {}
            case SILENT -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
            case DRIPS -> drip(client);
            case SPEAKS_HTTP -> send(client, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            case REJECTS_US -> send(client, "554 5.7.1 no service for you\r\n");
            case DEFERS_US -> send(client, "421 4.7.0 try again later\r\n");
            case SOUND,
                    NO_STARTTLS,
                    NO_EHLO,
                    REFUSES_STARTTLS,
                    GOES_ON_IN_THE_CLEAR,
                    ALERTS,
                    DEFERS_STARTTLS,
                    CLOSES_AFTER_STARTTLS,
                    DEFERS_EHLO,
                    REJECTS_EHLO,
                    ANSWERS_WITHOUT_END -> {
                send(client, "220 mx.example ESMTP stsurvey lab\r\n");
                converse(client, habit);
            }
        }
    }

    private void converse(Socket client, MailHabit habit) throws IOException {
        while (true) {
            String line = readLine(client.getInputStream());
            switch (line.toUpperCase(Locale.ROOT).replaceFirst("[ :].*", "")) {
                case "EHLO" -> send(client, extensions(client, habit));
                case "STARTTLS" -> {
                    if (!startTls(client, habit)) {
                        return;
                    }
                }
                case "QUIT" -> {
                    send(client, "221 2.0.0 bye\r\n");
                    return;
                }
                case "MAIL" -> {
                    mailsBegun.incrementAndGet();
                    send(client, "550 5.3.2 no mail here\r\n");
                }
                default -> send(client, "502 5.5.2 what?\r\n");
            }
        }
    }

    private static String extensions(Socket client, MailHabit habit) throws IOException {
        return switch (habit) {
            case NO_STARTTLS -> "250-mx.example\r\n250-PIPELINING\r\n250 8BITMIME\r\n";
            case NO_EHLO -> "502 5.5.2 what?\r\n";
            case DEFERS_EHLO -> "451 4.7.1 greylisted\r\n";
            case REJECTS_EHLO -> "550 5.7.1 who are you?\r\n";
            case ANSWERS_WITHOUT_END -> {
                while (true) {
                    send(client, "250-AGAIN\r\n");
                }
            }
            default -> "250-mx.example\r\n250-PIPELINING\r\n250-STARTTLS\r\n250 8BITMIME\r\n";
        };
    }

    /// @return whether the conversation goes on in the clear
    private boolean startTls(Socket client, MailHabit habit) throws IOException {
        switch (habit) {
            case DEFERS_STARTTLS -> {
                send(client, "454 4.7.0 TLS not available due to temporary reason\r\n");
                return true;
            }
            case REFUSES_STARTTLS -> {
                send(client, "554 5.7.3 no\r\n");
                return true;
            }
            default -> send(client, "220 2.0.0 go ahead\r\n");
        }
        switch (habit) {
            case CLOSES_AFTER_STARTTLS -> {}
            case GOES_ON_IN_THE_CLEAR -> send(client, "250 2.0.0 as I was saying\r\n");
            case ALERTS -> {
                client.getInputStream().read();
                send(client, ALERT_HANDSHAKE_FAILURE);
            }
            default -> converseUnderTls(client);
        }
        return false;
    }

    private void converseUnderTls(Socket client) throws IOException {
        try (SSLSocket tls = (SSLSocket) sockets.createSocket(client, null, true)) {
            tls.startHandshake();
            converse(tls, MailHabit.SOUND);
        }
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.length() > LONGEST_LINE) {
                throw new IOException("the client does not speak SMTP any more");
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    private static void drip(Socket client) throws IOException, InterruptedException {
        while (true) {
            for (char octet : "220-mx.example wait\r\n".toCharArray()) {
                send(client, String.valueOf(octet));
                Thread.sleep(DRIP_MILLIS);
            }
        }
    }

    private static void send(Socket client, String octets) throws IOException {
        client.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        shared.close();
    }
}
