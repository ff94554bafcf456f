package org.stsurvey.scanner.observe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/// Accepts TCP connections on loopback, each served by a thread of its own and closed afterwards, and counts them.
public final class LoopbackListener implements AutoCloseable {

    /// What is done with one connection.
    public interface Service {
        void serve(Socket socket) throws Exception;
    }

    private final ServerSocket listener;
    private final ThreadFactory threads;
    private final Service service;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    private LoopbackListener(ServerSocket listener, ThreadFactory threads, Service service) {
        this.listener = listener;
        this.threads = threads;
        this.service = service;
    }

    public static LoopbackListener start(InetAddress address, ThreadFactory threads, Service service)
            throws IOException {
        LoopbackListener started = new LoopbackListener(new ServerSocket(0, 50, address), threads, service);
        threads.newThread(started::accept).start();
        return started;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                threads.newThread(() -> serve(socket)).start();
            } catch (IOException _) {
                // Closed, which the loop's condition sees.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            service.serve(socket);
        } catch (Exception _) {
            // The client went away; what it saw is asserted on its side.
        } finally {
            open.decrementAndGet();
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public InetAddress address() {
        return listener.getInetAddress();
    }

    /// How many connections were accepted.
    public int connections() {
        return connections.get();
    }

    /// How many of them are still open.
    public int open() {
        return open.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
