package org.stsurvey.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A resolver that can die and come back: passes datagrams on to another one while it is alive, and what comes
/// over TCP always.
final class DnsRelay implements AutoCloseable {

    private static final int MAX_DATAGRAM = 65_535;

    private final InetSocketAddress behind;
    private final int port;
    private final ServerSocket tcp;
    private final Map<SocketAddress, DatagramSocket> clients = new ConcurrentHashMap<>();
    private final AtomicLong passedOn = new AtomicLong();
    private volatile DatagramSocket front;
    private volatile boolean silent;
    private volatile boolean closed;

    DnsRelay(InetSocketAddress behind) throws IOException {
        this.behind = behind;
        this.tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = tcp.getLocalPort();
        this.front = new DatagramSocket(address());
        listen(front);
        Thread.ofVirtual().start(this::acceptTcp);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /// How many queries have been passed on.
    long passedOn() {
        return passedOn.get();
    }

    /// Swallows everything from now on, as a host does that has lost its network.
    void fallSilent() {
        silent = true;
    }

    /// Is gone from now on, as a process that was killed: the kernel says "port unreachable".
    void die() {
        front.close();
    }

    void comeBack() throws IOException {
        silent = false;
        if (front.isClosed()) {
            front = new DatagramSocket(address());
            listen(front);
        }
    }

    private void listen(DatagramSocket socket) throws IOException {
        socket.setReceiveBufferSize(4 << 20);
        Thread.ofPlatform().daemon().name("relay").start(() -> {
            try {
                while (!closed) {
                    DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
                    socket.receive(packet);
                    if (!silent) {
                        passedOn.incrementAndGet();
                        clients.computeIfAbsent(packet.getSocketAddress(), this::open)
                                .send(new DatagramPacket(packet.getData(), packet.getLength(), behind));
                    }
                }
            } catch (IOException _) {
                // Dead, or the test is over.
            }
        });
    }

    private void acceptTcp() {
        while (!closed) {
            try {
                Socket client = tcp.accept();
                Socket server = new Socket(behind.getAddress(), behind.getPort());
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of them hung up.
        }
    }

    private DatagramSocket open(SocketAddress client) {
        try {
            DatagramSocket back = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofVirtual().start(() -> answer(back, client));
            return back;
        } catch (IOException e) {
            throw new IllegalStateException("the relay has no socket left", e);
        }
    }

    private void answer(DatagramSocket back, SocketAddress client) {
        while (!closed) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
                back.receive(packet);
                if (!silent) {
                    front.send(new DatagramPacket(packet.getData(), packet.getLength(), client));
                }
            } catch (IOException _) {
                // The front is dead for a while, or the test is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        tcp.close();
        front.close();
        clients.values().forEach(DatagramSocket::close);
    }
}
