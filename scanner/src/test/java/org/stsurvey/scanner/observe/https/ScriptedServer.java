package org.stsurvey.scanner.observe.https;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.stsurvey.scanner.observe.LoopbackListener;

/// A TCP server on loopback that treats every connection by a script and remembers what it was sent.
final class ScriptedServer implements AutoCloseable {

    /// What the server does with one connection, which is closed afterwards.
    interface Script {
        void serve(Connection connection) throws IOException;
    }

    private final LoopbackListener listener;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private ScriptedServer(InetAddress address, Script script) throws IOException {
        listener = LoopbackListener.start(
                address, Thread.ofVirtual().factory(), socket -> script.serve(new Connection(socket)));
    }

    static ScriptedServer start(Script script) throws IOException {
        return start(InetAddress.getLoopbackAddress(), script);
    }

    static ScriptedServer start(InetAddress address, Script script) throws IOException {
        return new ScriptedServer(address, script);
    }

    int port() {
        return listener.port();
    }

    InetAddress address() {
        return listener.address();
    }

    /// How many connections were accepted.
    int connections() {
        return listener.connections();
    }

    /// How many connections the server still has open.
    int open() {
        return listener.open();
    }

    /// The heads of the requests that were read, in order.
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /// One connection, as its script sees it.
    final class Connection {
        private final Socket socket;
        private final CountDownLatch forEver = new CountDownLatch(1);

        private Connection(Socket socket) {
            this.socket = socket;
        }

        Socket socket() {
            return socket;
        }

        /// Reads the head of one HTTP/1.1 request.
        String readRequest() throws IOException {
            StringBuilder head = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("the client closed the connection");
                }
                head.append((char) octet);
            }
            requests.add(head.toString());
            return head.toString();
        }

        /// Reads one TLS record, which is the ClientHello where it comes first.
        void readRecord() throws IOException {
            byte[] header = socket.getInputStream().readNBytes(5);
            int length = ((header[3] & 0xff) << 8) | (header[4] & 0xff);
            socket.getInputStream().readNBytes(length);
        }

        void send(String octets) throws IOException {
            send(octets.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] octets) throws IOException {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
        }

        /// Sends this again and again until the client goes away.
        void sendForEver(String octets) throws IOException {
            byte[] chunk = octets.getBytes(StandardCharsets.ISO_8859_1);
            while (!socket.isClosed()) {
                send(chunk);
            }
        }

        /// Sends this again and again, slowly, until the client goes away.
        void drip(String octets) throws IOException, InterruptedException {
            while (!forEver.await(20, TimeUnit.MILLISECONDS)) {
                send(octets);
            }
        }

        /// Reads until the client closes the connection.
        void readToEnd() throws IOException {
            socket.getInputStream().readAllBytes();
        }
    }
}
