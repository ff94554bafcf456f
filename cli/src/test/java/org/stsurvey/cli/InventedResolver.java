package org.stsurvey.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A resolver on loopback whose faults a test decides: what it says to each question, and how late.
final class InventedResolver implements AutoCloseable {

    private static final int MAX_DATAGRAM = 4_096;

    private final DatagramSocket socket =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final AtomicLong asked = new AtomicLong();
    private final Function<Message, Optional<Message>> answers;
    private final Duration delay;

    /// @param answers empty for no answer
    InventedResolver(Function<Message, Optional<Message>> answers, Duration delay) throws IOException {
        this.answers = answers;
        this.delay = delay;
        socket.setReceiveBufferSize(4 << 20);
        Thread.ofPlatform().daemon().name("invented-resolver").start(this::serve);
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    long asked() {
        return asked.get();
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
                socket.receive(packet);
                asked.incrementAndGet();
                byte[] octets = new byte[packet.getLength()];
                System.arraycopy(packet.getData(), 0, octets, 0, octets.length);
                answers.apply(new Message(octets)).ifPresent(reply -> send(reply, packet));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void send(Message reply, DatagramPacket to) {
        byte[] wire = reply.toWire();
        if (delay.isZero()) {
            sendNow(wire, to);
        } else {
            Thread.ofVirtual().start(() -> {
                LockSupport.parkNanos(delay.toNanos());
                sendNow(wire, to);
            });
        }
    }

    private void sendNow(byte[] wire, DatagramPacket to) {
        try {
            socket.send(new DatagramPacket(wire, wire.length, to.getSocketAddress()));
        } catch (IOException _) {
            // The test is over.
        }
    }

    /// What a good resolver says: the root, `org` and its like are secure, `dnssec-failed.org` fails with a
    /// reason, all else does not exist.
    static Optional<Message> good(Message query) {
        return Optional.of(
                switch (query.getQuestion().getName().toString()) {
                    case ".", "org." -> secure(nameServers(query));
                    case "dnssec-failed.org." -> failing(query, 6);
                    default -> denied(query);
                });
    }

    /// Its name servers, and nothing of any other type.
    static Message nameServers(Message query) {
        Name name = query.getQuestion().getName();
        return query.getQuestion().getType() == Type.NS
                ? reply(query, Rcode.NOERROR, new NSRecord(name, DClass.IN, 60, Name.fromConstantString("ns.example.")))
                : reply(query, Rcode.NOERROR);
    }

    static Message address(Message query) {
        return reply(
                query,
                Rcode.NOERROR,
                new ARecord(query.getQuestion().getName(), DClass.IN, 60, InetAddress.getLoopbackAddress()));
    }

    static Message denied(Message query) {
        return reply(query, Rcode.NXDOMAIN);
    }

    static Message failing(Message query) {
        return reply(query, Rcode.SERVFAIL);
    }

    static Message failing(Message query, int extendedError) {
        Message reply = reply(query, Rcode.SERVFAIL);
        reply.removeAllRecords(Section.ADDITIONAL);
        reply.addRecord(
                new OPTRecord(1_232, 0, 0, 0, List.of(new ExtendedErrorCodeOption(extendedError, ""))),
                Section.ADDITIONAL);
        return reply;
    }

    static Message secure(Message reply) {
        reply.getHeader().setFlag(Flags.AD);
        return reply;
    }

    static boolean asksForAddress(Message query) {
        return query.getQuestion().getType() == Type.A;
    }

    private static Message reply(Message query, int rcode, Record... records) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        for (Record record : records) {
            reply.addRecord(record, Section.ANSWER);
        }
        reply.addRecord(new OPTRecord(1_232, 0, 0), Section.ADDITIONAL);
        return reply;
    }

    @Override
    public void close() {
        socket.close();
    }
}
