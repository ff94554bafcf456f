package org.stsurvey.lab.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.stsurvey.lab.world.World;

/// Serves a world's DNS on one address, over UDP and TCP on the same port.
///
/// UDP has one thread of its own, which receives, answers and sends one datagram after the other; a TCP connection
/// has a thread each. Loss is applied to UDP only, to each direction for itself.
public final class DnsServer implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int TCP_BACKLOG = 512;
    private static final int TCP_IDLE_MILLIS = 10_000;
    private static final int ATTEMPTS_TO_SHARE_A_PORT = 50;

    private final Responder responder;
    private final double loss;
    private final RandomGenerator random;
    private final DatagramChannel udp;
    private final ServerSocket tcp;
    private final ExecutorService connections = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("lab-dns-tcp-", 0).factory());

    private DnsServer(World world, double loss, RandomGenerator random, DatagramChannel udp, ServerSocket tcp) {
        responder = new Responder(world);
        this.loss = loss;
        this.random = random;
        this.udp = udp;
        this.tcp = tcp;
    }

    /// Binds both transports and starts to answer.
    ///
    /// @param address where; port 0 for any that is free for both
    /// @param loss    share of datagrams that are lost, in each direction
    public static DnsServer start(World world, InetSocketAddress address, double loss, RandomGenerator random)
            throws IOException {
        DnsServer server = bind(world, address, loss, random);
        Thread.ofPlatform().daemon().name("lab-dns-udp").start(server::serveUdp);
        Thread.ofPlatform().daemon().name("lab-dns-accept").start(server::acceptTcp);
        return server;
    }

    private static DnsServer bind(World world, InetSocketAddress address, double loss, RandomGenerator random)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            DatagramChannel udp = DatagramChannel.open();
            try {
                udp.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
                udp.setOption(StandardSocketOptions.SO_SNDBUF, RECEIVE_BUFFER);
                udp.bind(address);
                int port = ((InetSocketAddress) udp.getLocalAddress()).getPort();
                ServerSocket tcp = new ServerSocket(port, TCP_BACKLOG, address.getAddress());
                return new DnsServer(world, loss, random, udp, tcp);
            } catch (IOException e) {
                udp.close();
                if (address.getPort() != 0 || attempt == ATTEMPTS_TO_SHARE_A_PORT) {
                    throw new IOException(
                            "lab: the name server cannot listen on " + address + ": " + e.getMessage(), e);
                }
            }
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    private void serveUdp() {
        ByteBuffer in = ByteBuffer.allocateDirect(4_096);
        ByteBuffer out = ByteBuffer.allocateDirect(ReplyEncoder.MAX_TCP);
        byte[] message = new byte[in.capacity()];
        var encoder = new ReplyEncoder();
        while (udp.isOpen()) {
            try {
                in.clear();
                SocketAddress client = udp.receive(in);
                in.flip();
                int length = in.remaining();
                in.get(message, 0, length);
                int answered = lost() ? 0 : answer(message, length, encoder, true);
                if (answered > 0 && !lost()) {
                    out.clear().put(encoder.bytes(), 0, answered).flip();
                    udp.send(out, client);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // A client that went away must not stop the server: its ICMP error surfaces here.
            }
        }
    }

    private boolean lost() {
        return loss > 0 && random.nextDouble() < loss;
    }

    private int answer(byte[] message, int length, ReplyEncoder encoder, boolean overUdp) {
        Optional<Query> query = Query.parse(message, length);
        if (query.isEmpty()) {
            return 0;
        }
        int limit = overUdp ? Math.min(query.get().udpPayloadSize(), ReplyEncoder.MAX_UDP) : ReplyEncoder.MAX_TCP;
        return responder
                .answer(query.get().name(), query.get().type())
                .map(reply -> encoder.encode(query.get(), reply, limit))
                .orElse(0);
    }

    private void acceptTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                connections.execute(() -> serveTcp(client));
            } catch (IOException e) {
                // Closed, or one connection failed before it was accepted.
            }
        }
    }

    private void serveTcp(Socket client) {
        var encoder = new ReplyEncoder();
        try (client;
                var in = new DataInputStream(client.getInputStream());
                var out = new DataOutputStream(client.getOutputStream())) {
            client.setSoTimeout(TCP_IDLE_MILLIS);
            client.setTcpNoDelay(true);
            while (true) {
                byte[] message = new byte[in.readUnsignedShort()];
                in.readFully(message);
                int length = answer(message, message.length, encoder, false);
                if (length > 0) {
                    byte[] framed = new byte[2 + length];
                    framed[0] = (byte) (length >>> 8);
                    framed[1] = (byte) length;
                    System.arraycopy(encoder.bytes(), 0, framed, 2, length);
                    out.write(framed);
                }
            }
        } catch (EOFException e) {
            // The client has no more questions.
        } catch (IOException e) {
            // The client went away or stayed idle.
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
        connections.shutdownNow();
    }
}
