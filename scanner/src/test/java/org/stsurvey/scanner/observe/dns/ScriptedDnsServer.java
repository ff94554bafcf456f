package org.stsurvey.scanner.observe.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Message;

/// A resolver on loopback, UDP and TCP on one port, that answers each query as a script says.
final class ScriptedDnsServer implements AutoCloseable {

    /// What the server does with one query; `number` counts the UDP queries from 1.
    interface Script {
        /// The packets to send back, none to stay silent.
        List<byte[]> answer(Message query, int number);
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Script script;
    private final Optional<Script> overTcp;
    private final List<Message> queries = new CopyOnWriteArrayList<>();

    ScriptedDnsServer(Script script) throws IOException {
        this(script, Optional.empty());
    }

    ScriptedDnsServer(Script script, Optional<Script> overTcp) throws IOException {
        this.script = script;
        this.overTcp = overTcp;
        this.tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
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

    private void serveUdp() {
        try {
            while (!udp.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                udp.receive(packet);
                Message query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
                queries.add(query);
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
                for (byte[] answer : overTcp.map(each -> each.answer(query, 1)).orElse(List.of())) {
                    out.writeShort(answer.length);
                    out.write(answer);
                }
            } catch (IOException _) {
                // The client went away, or the test is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
