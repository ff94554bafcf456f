package org.stsurvey.lab.https;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.stsurvey.lab.world.Greeting;
import org.stsurvey.lab.world.Greeting.Habit;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.Reply;
import org.stsurvey.lab.world.Site;
import org.stsurvey.lab.world.World;

/// One connection of a client to a policy host, from the ClientHello to the end.
///
/// However it goes, the connection is ended so that the client gets all that was written: first this side is
/// closed, then what the client still sends is read and dropped. An early close would turn into a reset that
/// overtakes the data.
final class Visit {
    private static final int IDLE_MILLIS = 120_000;
    private static final int FAREWELL_MILLIS = 2_000;
    private static final int SLOWLY_MILLIS = 50;
    private static final int RESET_AFTER_MILLIS = 300;
    private static final int WARNING = 1;
    private static final int UNRECOGNIZED_NAME = 112;
    private static final String POLICY_HOST = Site.policyHost("");
    private static final String HTTP2 = "h2";

    private final World world;
    private final SSLSocketFactory sockets;
    private final IntSupplier port;

    Visit(World world, SSLSocketFactory sockets, IntSupplier port) {
        this.world = world;
        this.sockets = sockets;
        this.port = port;
    }

    /// Receives one client and closes its connection.
    void receive(Socket client) {
        try (client) {
            client.setSoTimeout(IDLE_MILLIS);
            client.setTcpNoDelay(true);
            switch (client.getLocalAddress().getHostAddress()) {
                case Loopback.CLOSING -> sayFarewell(client);
                case Loopback.GREETING -> greet(client);
                default -> receiveAtPolicyHost(client);
            }
        } catch (IOException e) {
            // The client refused the certificate, went away, or never spoke TLS.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void greet(Socket client) throws IOException {
        client.getOutputStream().write(bytes("220 mail.example ESMTP ready\r\n"));
        sayFarewell(client);
    }

    private void receiveAtPolicyHost(Socket client) throws IOException, InterruptedException {
        ClientHello hello = ClientHello.read(client.getInputStream());
        Optional<Site> site = hello.serverName().flatMap(name -> visited(world, name));
        switch (site.map(Site::greeting).orElse(Greeting.alert(UNRECOGNIZED_NAME))) {
            case Greeting.Handshake handshake -> converse(client, hello, site.orElseThrow(), handshake);
            case Greeting.Octets(String octets) -> {
                client.getOutputStream().write(bytes(octets));
                sayFarewell(client);
            }
            case Greeting.Close _ -> sayFarewell(client);
            case Greeting.Reset _ -> client.setSoLinger(true, 0);
            case Greeting.Stall(String octets) -> {
                client.getOutputStream().write(bytes(octets));
                readToEnd(client.getInputStream());
            }
        }
    }

    /// The site whose policy host has this name.
    static Optional<Site> visited(World world, String serverName) {
        return serverName.startsWith(POLICY_HOST)
                ? world.site(serverName.substring(POLICY_HOST.length()))
                : Optional.empty();
    }

    private void converse(Socket client, ClientHello hello, Site site, Greeting.Handshake handshake)
            throws IOException, InterruptedException {
        if (handshake.habits().contains(Habit.WARNS_OF_THE_NAME)) {
            client.getOutputStream().write(bytes(Greeting.alert(WARNING, UNRECOGNIZED_NAME)));
        }
        Socket carrier = carrier(client, handshake);
        try (SSLSocket tls = (SSLSocket) sockets.createSocket(carrier, new ByteArrayInputStream(hello.bytes()), true)) {
            prepare(tls, handshake);
            Optional<Reply> reply = reply(tls, site, handshake);
            if (reply.isPresent()) {
                answer(client, tls, reply.get());
            }
        }
    }

    private static Socket carrier(Socket client, Greeting.Handshake handshake) {
        if (handshake.habits().contains(Habit.OCTET_BY_OCTET_SLOWLY)) {
            return CarrierSocket.octetByOctet(client, SLOWLY_MILLIS);
        }
        if (handshake.habits().contains(Habit.OCTET_BY_OCTET)) {
            return CarrierSocket.octetByOctet(client, 0);
        }
        return handshake.habits().contains(Habit.ASKS_FOR_A_CERTIFICATE) ? CarrierSocket.usual(client) : client;
    }

    private static void prepare(SSLSocket tls, Greeting.Handshake handshake) {
        SSLParameters parameters = tls.getSSLParameters();
        if (!handshake.protocol().isEmpty()) {
            parameters.setProtocols(new String[] {handshake.protocol()});
        }
        if (!handshake.application().isEmpty()) {
            parameters.setApplicationProtocols(new String[] {handshake.application()});
        }
        parameters.setNeedClientAuth(handshake.habits().contains(Habit.ASKS_FOR_A_CERTIFICATE));
        tls.setSSLParameters(parameters);
    }

    private static Optional<Reply> reply(SSLSocket tls, Site site, Greeting.Handshake handshake) throws IOException {
        if (handshake.application().equals(HTTP2)) {
            Http2Connection.open(tls.getInputStream(), tls.getOutputStream());
            return Optional.of(site.reply());
        }
        Optional<Reply> reply = Request.read(tls.getInputStream()).map(request -> request.answer(site));
        if (reply.isPresent() && handshake.habits().contains(Habit.RENEGOTIATES)) {
            tls.startHandshake();
        }
        return reply;
    }

    private void answer(Socket client, SSLSocket tls, Reply reply) throws IOException, InterruptedException {
        OutputStream out = tls.getOutputStream();
        switch (reply) {
            case Reply.Response response -> out.write(bytes(response.octets()));
            case Reply.Raw(String octets) -> out.write(bytes(octets));
            case Reply.Reset(String octets) -> {
                out.write(bytes(octets));
                // A reset overtakes what the client has not read yet.
                Thread.sleep(octets.isEmpty() ? 0 : RESET_AFTER_MILLIS);
                client.setSoLinger(true, 0);
                client.close();
                return;
            }
            case Reply.Stall(String octets) -> {
                out.write(bytes(octets));
                readToEnd(tls.getInputStream());
            }
            case Reply.Endless(String beginning, String again) -> {
                out.write(bytes(beginning));
                byte[] unit = bytes(again);
                while (!Thread.interrupted()) {
                    out.write(unit);
                }
            }
            case Reply.Drip(String atOnce, String octets, int pauseMillis) -> {
                out.write(bytes(atOnce));
                for (byte octet : bytes(octets)) {
                    out.write(octet);
                    Thread.sleep(pauseMillis);
                }
                readToEnd(tls.getInputStream());
            }
        }
        sayFarewell(tls);
    }

    private byte[] bytes(String octets) {
        return octets.replace(Reply.TRAP, Loopback.TRAP + ":" + port.getAsInt()).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void sayFarewell(Socket socket) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(FAREWELL_MILLIS);
        readToEnd(socket.getInputStream());
    }

    private static void readToEnd(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }
}
