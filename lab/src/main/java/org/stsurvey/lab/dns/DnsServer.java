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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.stsurvey.lab.world.World;
import org.stsurvey.lab.world.Zone;

/// Serves a world's DNS on one address, over UDP and TCP on the same port.
///
/// UDP has one thread of its own, which receives, answers and sends one datagram after the other; a TCP connection
/// has a thread each. Loss is applied to UDP only, to each direction for itself.
public final class DnsServer implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int TCP_BACKLOG = 512;
    private static final int TCP_IDLE_MILLIS = 10_000;
    private static final int LIE_TTL_SECONDS = 60;

    /// A policy host of the lab, which has no certificate for whoever is sent there.
    private static final byte[] ADVERTISER = {127, 80, 0, 1};

    private static final int ATTEMPTS_TO_SHARE_A_PORT = 50;

    private final Responder responder;
    private final double loss;
    private final RandomGenerator random;
    private final ServerSocket tcp;
    private volatile DatagramChannel udp;
    private volatile Ailment ailment = Ailment.NONE;
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
        server.serve(server.udp);
        Thread.ofPlatform().daemon().name("lab-dns-accept").start(server::acceptTcp);
        return server;
    }

    private static DnsServer bind(World world, InetSocketAddress address, double loss, RandomGenerator random)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            DatagramChannel udp = open();
            try {
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

    private static DatagramChannel open() throws IOException {
        DatagramChannel udp = DatagramChannel.open();
        udp.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        udp.setOption(StandardSocketOptions.SO_SNDBUF, RECEIVE_BUFFER);
        return udp;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) tcp.getLocalSocketAddress();
    }

    /// Falls ill, or gets well with [Ailment#NONE].
    ///
    /// @throws IOException if the port cannot be had back
    public synchronized void suffer(Ailment next) throws IOException {
        boolean gone = !udp.isOpen();
        ailment = next;
        if (next == Ailment.GONE) {
            udp.close();
        } else if (gone && !tcp.isClosed()) {
            udp = open().bind(address());
            serve(udp);
        }
    }

    private void serve(DatagramChannel channel) {
        Thread.ofPlatform().daemon().name("lab-dns-udp").start(() -> serveUdp(channel));
    }

    private void serveUdp(DatagramChannel udp) {
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
                int answered = ailment == Ailment.SILENT || lost() ? 0 : answer(message, length, encoder, true);
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
                .map(reply -> ailing(query.get(), reply))
                .map(reply -> encoder.encode(query.get(), reply, limit))
                .orElse(0);
    }

    private Reply ailing(Query query, Reply reply) {
        return switch (ailment) {
            case NONE, SILENT, GONE -> reply;
            case FAILING -> new Reply(Reply.SERVER_FAILURE, List.of(), "", -1, false);
            case DENYING -> new Reply(Reply.NAME_ERROR, List.of(), "", -1, false);
            case NOT_VALIDATING ->
                new Reply(reply.rcode(), reply.answer(), reply.soaOwner(), reply.extendedError(), false);
            case LYING ->
                reply.rcode() == Reply.NAME_ERROR && query.type() == Zone.A
                        ? new Reply(
                                Reply.NO_ERROR,
                                List.of(new Reply.Entry(query.name(), Zone.A, LIE_TTL_SECONDS, ADVERTISER)),
                                "",
                                -1,
                                false)
                        : reply;
        };
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
    public synchronized void close() throws IOException {
        tcp.close();
        udp.close();
        connections.shutdownNow();
    }
}
