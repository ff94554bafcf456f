package org.stsurvey.lab.https;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.stsurvey.lab.world.Greeting;
import org.stsurvey.lab.world.Reply;
import org.stsurvey.lab.world.Site;
import org.stsurvey.lab.world.World;

/// One connection of a client to a policy host, from the ClientHello to the end.
///
/// However it goes, the connection is ended so that the client gets all that was written: first this side is closed,
/// then what the client still sends is read and dropped. An early close would turn into a reset that overtakes the
/// data.
final class Visit {
    private static final int IDLE_MILLIS = 120_000;
    private static final int FAREWELL_MILLIS = 2_000;
    private static final int MAX_REQUEST_LINES = 200;
    private static final int UNRECOGNIZED_NAME = 112;
    private static final String POLICY_PATH = "/.well-known/mta-sts.txt";
    private static final String POLICY_HOST = Site.policyHost("");

    private final World world;
    private final SSLSocketFactory sockets;

    Visit(World world, SSLSocketFactory sockets) {
        this.world = world;
        this.sockets = sockets;
    }

    /// Receives one client and closes its connection.
    void receive(Socket client) {
        try (client) {
            client.setSoTimeout(IDLE_MILLIS);
            client.setTcpNoDelay(true);
            ClientHello hello = ClientHello.read(client.getInputStream());
            Optional<Site> site = hello.serverName().flatMap(name -> visited(world, name));
            switch (site.map(Site::greeting).orElse(Greeting.alert(UNRECOGNIZED_NAME))) {
                case Greeting.Handshake _ -> converse(client, hello, site.orElseThrow());
                case Greeting.Octets(String octets) -> {
                    client.getOutputStream().write(bytes(octets));
                    sayFarewell(client);
                }
                case Greeting.Close _ -> sayFarewell(client);
                case Greeting.Reset _ -> client.setSoLinger(true, 0);
                case Greeting.Stall _ -> readToEnd(client.getInputStream());
            }
        } catch (IOException e) {
            // The client refused the certificate, went away, or never spoke TLS.
        }
    }

    /// The site whose policy host has this name.
    static Optional<Site> visited(World world, String serverName) {
        return serverName.startsWith(POLICY_HOST)
                ? world.site(serverName.substring(POLICY_HOST.length()))
                : Optional.empty();
    }

    private void converse(Socket client, ClientHello hello, Site site) throws IOException {
        try (SSLSocket tls = (SSLSocket) sockets.createSocket(client, new ByteArrayInputStream(hello.bytes()), true)) {
            Optional<Reply> reply = reply(tls.getInputStream(), site);
            if (reply.isEmpty()) {
                return;
            }
            switch (reply.get()) {
                case Reply.Response response -> tls.getOutputStream().write(bytes(response.octets()));
                case Reply.Raw(String octets) -> tls.getOutputStream().write(bytes(octets));
                case Reply.Stall(String octets) -> {
                    tls.getOutputStream().write(bytes(octets));
                    readToEnd(tls.getInputStream());
                }
            }
            sayFarewell(tls);
        }
    }

    /// Reads a request and decides what it gets; nothing where the client ends before it has asked.
    private static Optional<Reply> reply(InputStream in, Site site) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1), 2_048);
        String request = lines.readLine();
        if (request == null) {
            return Optional.empty();
        }
        String host = "";
        int count = 0;
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            if (++count > MAX_REQUEST_LINES) {
                return Optional.of(Reply.page("431 Request Header Fields Too Large"));
            }
            if (line.regionMatches(true, 0, "host:", 0, 5)) {
                host = line.substring(5).strip().replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
            }
        }
        if (!request.startsWith("GET ")) {
            return Optional.of(Reply.page("405 Method Not Allowed", "Allow: GET"));
        }
        if (!host.equals(Site.policyHost(site.domain()))) {
            return Optional.of(Reply.page("421 Misdirected Request"));
        }
        return Optional.of(request.startsWith("GET " + POLICY_PATH + " ") ? site.reply() : Reply.page("404 Not Found"));
    }

    private static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
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
