package org.stsurvey.scanner.observe.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Message;

/// A resolver on loopback, UDP and TCP on one port, that answers each query as a script says.
final class ScriptedDnsServer implements AutoCloseable {

    /// What the server does with one query; `number` counts the UDP queries from 1.
    interface Script {
        /// The packets to send back, none to stay silent.
        List<byte[]> answer(Message query, int number);
    }

    /// What the server does with a query that came over TCP; the connection is closed behind it.
    interface OverTcp {
        void answer(Message query, DataOutputStream out) throws IOException, InterruptedException;

        /// Answers as over UDP, each packet behind its length.
        static OverTcp of(Script script) {
            return (query, out) -> {
                for (byte[] answer : script.answer(query, 1)) {
                    out.writeShort(answer.length);
                    out.write(answer);
                }
            };
        }

        /// Says nothing at all.
        static OverTcp hangUp() {
            return (_, _) -> {};
        }
    }

    private final DatagramSocket udp;
    private final DatagramSocket elsewhere;
    private final ServerSocket tcp;
    private final Script script;
    private final OverTcp overTcp;
    private final List<Message> queries = new CopyOnWriteArrayList<>();
    private volatile SocketAddress client = new InetSocketAddress(0);

    ScriptedDnsServer(Script script) throws IOException {
        this(script, OverTcp.hangUp());
    }

    ScriptedDnsServer(Script script, OverTcp overTcp) throws IOException {
        this.script = script;
        this.overTcp = overTcp;
        this.tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
        this.elsewhere = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(this::serveUdp);
        Thread.ofPlatform().daemon().start(this::serveTcp);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort());
    }

    /// The UDP queries received so far.
    List<Message> queries() {
        return queries;
    }

    /// Sends a packet to a client, but from another port than the one it asked.
    void sendFromElsewhere(byte[] packet, SocketAddress client) {
        try {
            elsewhere.send(new DatagramPacket(packet, packet.length, client));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the last UDP query came from.
    SocketAddress client() {
        return client;
    }

    private void serveUdp() {
        try {
            while (!udp.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                udp.receive(packet);
                Message query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
                queries.add(query);
                client = packet.getSocketAddress();
                for (byte[] answer : script.answer(query, queries.size())) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException _) {
            // Closed at the end of the test.
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept();
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
                Message query = new Message(in.readNBytes(in.readUnsignedShort()));
                overTcp.answer(query, out);
            } catch (IOException | InterruptedException _) {
                // The client went away, or the test is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        elsewhere.close();
        tcp.close();
    }
}
