package org.stsurvey.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Serves metrics at `/metrics` over HTTP until it is closed. Asks for them when it is asked, and does nothing
/// else.
public final class MetricsEndpoint implements AutoCloseable {

    private static final int BACKLOG = 16;
    private static final String PATH = "/metrics";

    private final HttpServer server;
    private final ExecutorService threads;

    private MetricsEndpoint(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /// Starts to serve.
    ///
    /// @param at port 0 for any that is free
    /// @throws IOException if nobody can be served there; the message is for the user
    public static MetricsEndpoint serve(InetSocketAddress at, Supplier<String> metrics) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(at, BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "metrics cannot be served at " + at.getHostString() + ":" + at.getPort() + " (" + e.getMessage()
                            + "); name another address with --metrics, or leave it out",
                    e);
        }
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, metrics));
        server.start();
        return new MetricsEndpoint(server, threads);
    }

    /// Where it serves.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, Supplier<String> metrics) throws IOException {
        try (exchange) {
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            if (!isHead && !exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "only GET is answered\n", false);
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                send(exchange, 404, "metrics are at " + PATH + "\n", isHead);
            } else {
                exchange.getResponseHeaders().set("Content-Type", Exposition.CONTENT_TYPE);
                send(exchange, 200, metrics.get(), isHead);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text, boolean withoutBody) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, withoutBody ? -1 : body.length);
        if (!withoutBody) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
