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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// Listeners on many loopback addresses that share one port.
///
/// One thread accepts for all addresses; every connection is served by a platform thread of a cached pool, so
/// that handshakes do not compete with the virtual threads of a scanner in the same process.
public final class SharedPort implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int ATTEMPTS_TO_SHARE_A_PORT = 50;

    /// What is done with a connection; whoever receives it closes it.
    public interface Visitor {
        void receive(Socket client);
    }

    private final Visitor visitor;
    private final Selector selector;
    private final List<AutoCloseable> listeners = new ArrayList<>();
    private final ExecutorService visits;
    private int port;

    private SharedPort(String name, Visitor visitor) throws IOException {
        this.visitor = visitor;
        selector = Selector.open();
        visits = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    /// Binds all addresses and starts to accept.
    ///
    /// @param name of the threads
    /// @param wantedPort 0 for any that is free on all of them
    /// @param blackHoles addresses that never answer
    public static SharedPort open(
            String name, List<String> addresses, List<String> blackHoles, int wantedPort, Visitor visitor)
            throws IOException {
        var shared = new SharedPort(name, visitor);
        shared.bindAll(addresses, blackHoles, wantedPort);
        Thread.ofPlatform().daemon().name(name + "-accept").start(shared::accept);
        return shared;
    }

    public int port() {
        return port;
    }

    private void bindAll(List<String> addresses, List<String> blackHoles, int wantedPort) throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = wantedPort;
            try {
                for (String address : addresses) {
                    listen(address);
                }
                for (String address : blackHoles) {
                    listeners.add(new BlackHole(new InetSocketAddress(InetAddress.ofLiteral(address), port)));
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
            if (client != null) {
                visits.execute(() -> visitor.receive(client.socket()));
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
