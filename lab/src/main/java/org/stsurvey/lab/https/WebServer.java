package org.stsurvey.lab.https;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.stsurvey.lab.world.Greeting;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.World;

/// Serves the policy hosts of a world on all its web addresses, on the same port of each.
///
/// One thread accepts for all addresses; every connection is served by a platform thread of a cached pool, so
/// that handshakes do not compete with the virtual threads of a scanner in the same process.
public final class WebServer implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int ATTEMPTS_TO_SHARE_A_PORT = 50;

    private final Authority authority;
    private final Visit visit;
    private final Selector selector;
    private final List<AutoCloseable> listeners = new ArrayList<>();
    private final ExecutorService visits = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("lab-https-", 0).factory());
    private final AtomicInteger trapVisits = new AtomicInteger();
    private volatile int port;

    private WebServer(World world, long seed, Instant today) throws IOException {
        authority = new Authority(seed, today, this::port);
        visit = new Visit(world, context(world).getSocketFactory(), this::port);
        selector = Selector.open();
    }

    /// Binds all addresses and starts to accept.
    ///
    /// @param port 0 for any that is free on all of them
    /// @param slow whether the address that never answers is wanted
    /// @param today the day from which the validity of certificates is counted
    public static WebServer start(World world, Loopback loopback, int port, boolean slow, long seed, Instant today)
            throws IOException {
        var server = new WebServer(world, seed, today);
        server.bindAll(loopback, port, slow);
        Thread.ofPlatform().daemon().name("lab-https-accept").start(server::accept);
        return server;
    }

    private SSLContext context(World world) throws IOException {
        var keys = new ServerKeys(name -> Visit.visited(world, name)
                .map(site -> site.greeting() instanceof Greeting.Handshake handshake ? handshake.certificate() : null)
                .map(authority::issue)
                .orElseThrow());
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            context.getServerSessionContext().setSessionCacheSize(1);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("lab: no TLS in this JVM: " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
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

    private void bindAll(Loopback loopback, int wantedPort, boolean slow) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < loopback.webAddresses(); i++) {
            addresses.add(loopback.web(i));
        }
        addresses.addAll(List.of(Loopback.CLOSING, Loopback.GREETING, Loopback.TRAP));
        if (loopback.ipv6()) {
            addresses.add(Loopback.IPV6);
        }
        for (int attempt = 1; ; attempt++) {
            port = wantedPort;
            try {
                for (String address : addresses) {
                    listen(address);
                }
                if (slow) {
                    listeners.add(
                            new BlackHole(new InetSocketAddress(InetAddress.ofLiteral(Loopback.BLACK_HOLE), port)));
                }
                return;
            } catch (IOException e) {
                closeListeners();
                if (wantedPort != 0 || attempt == ATTEMPTS_TO_SHARE_A_PORT) {
                    throw new IOException(
                            "lab: port " + port + " cannot be had on " + addresses.size() + " loopback addresses: "
                                    + e.getMessage(),
                            e);
                }
            }
        }
    }

    private void listen(String address) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listeners.add(listener);
        listener.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private void accept() {
        try {
            while (selector.isOpen()) {
                selector.select(this::acceptFrom);
            }
        } catch (ClosedSelectorException | IOException e) {
            // Closed.
        }
    }

    private void acceptFrom(SelectionKey key) {
        try {
            SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
            if (client == null) {
                return;
            }
            Socket socket = client.socket();
            if (socket.getLocalAddress().getHostAddress().equals(Loopback.TRAP)) {
                trapVisits.incrementAndGet();
                client.close();
            } else {
                visits.execute(() -> visit.receive(socket));
            }
        } catch (IOException | RejectedExecutionException e) {
            // That client is gone, or the server is closing.
        }
    }

    private void closeListeners() {
        for (AutoCloseable listener : listeners) {
            try {
                listener.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        listeners.clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        closeListeners();
        visits.shutdownNow();
    }
}
