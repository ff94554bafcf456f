package org.stsurvey.lab.https;

import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.stsurvey.lab.world.Greeting;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.World;

/// Serves the policy hosts of a world on all its web addresses, on the same port of each.
public final class WebServer implements AutoCloseable {
    private final Authority authority;
    private final AtomicInteger trapVisits = new AtomicInteger();
    private final SharedPort shared;
    private volatile int port;

    private WebServer(World world, Loopback loopback, int wantedPort, boolean slow, long seed, Instant today)
            throws IOException {
        authority = new Authority(seed, today, this::port);
        Visit visit = new Visit(world, context(world).getSocketFactory(), this::port);
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < loopback.webAddresses(); i++) {
            addresses.add(loopback.web(i));
        }
        addresses.addAll(List.of(Loopback.CLOSING, Loopback.GREETING, Loopback.TRAP));
        if (loopback.ipv6()) {
            addresses.add(Loopback.IPV6);
        }
        shared = SharedPort.open(
                "lab-https",
                addresses,
                slow ? List.of(Loopback.BLACK_HOLE) : List.of(),
                wantedPort,
                client -> receive(client, visit));
        port = shared.port();
    }

    /// Binds all addresses and starts to accept.
    ///
    /// @param port 0 for any that is free on all of them
    /// @param slow whether the address that never answers is wanted
    /// @param today the day from which the validity of certificates is counted
    public static WebServer start(World world, Loopback loopback, int port, boolean slow, long seed, Instant today)
            throws IOException {
        return new WebServer(world, loopback, port, slow, seed, today);
    }

    private void receive(Socket client, Visit visit) {
        if (client.getLocalAddress().getHostAddress().equals(Loopback.TRAP)) {
            trapVisits.incrementAndGet();
            try {
                client.close();
            } catch (IOException e) {
                // It is gone already.
            }
        } else {
            visit.receive(client);
        }
    }

    private SSLContext context(World world) throws IOException {
        return ServerKeys.context(name -> Visit.visited(world, name)
                .map(site -> site.greeting() instanceof Greeting.Handshake handshake ? handshake.certificate() : null)
                .map(authority::issue)
                .orElseThrow());
    }

    public int port() {
        return port;
    }

    /// Who signs the certificates of this world.
    public Authority authority() {
        return authority;
    }

    /// How often somebody called at the trap, to which redirects and the like lead.
    public int trapVisits() {
        return trapVisits.get();
    }

    /// The root certificate that a client of this world is to trust, in PEM.
    public String rootPem() {
        return authority.rootPem();
    }

    /// The root certificate that a client is to trust later, too.
    public String newcomerRootPem() {
        return authority.newcomerRootPem();
    }

    @Override
    public void close() throws IOException {
        shared.close();
    }
}
