package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the fetch relies on in the JDK's HTTP client. If one of these fails, the JDK has changed: read
/// [PolicyFetcher] and [org.stsurvey.scanner.JvmSwitches] again before a month's figures are made with it.
@Timeout(30)
class HttpClientFactsTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static HttpClient client() {
        return HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    }

    private static HttpRequest request(int port) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(SHORT)
                .build();
    }

    /// What the exchange with this script ends in.
    private static Throwable failure(ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(script);
                HttpClient client = client()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                    .build();
            return client.sendAsync(request, BodyHandlers.discarding())
                    .handle((_, thrown) -> thrown.getCause() == null ? thrown : thrown.getCause())
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    private static void outlivesItsTimeout(ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(script);
                HttpClient client = client()) {
            CompletableFuture<?> exchange = client.sendAsync(request(server.port()), BodyHandlers.discarding());
            assertThatThrownBy(() -> exchange.get(2 * SHORT.toMillis(), TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(server.open()).isEqualTo(1);
            exchange.cancel(true);
            await(() -> server.open() == 0);
        }
    }

    @Test
    void theTimeoutDoesNotCoverABodyThatStallsButACancelClosesItsSocketAtOnce() throws Exception {
        outlivesItsTimeout(connection -> {
            connection.readRequest();
            connection.send(OK + "Content-Length: 10\r\n\r\nabc");
            connection.readToEnd();
        });
    }

    @Test
    void theTimeoutDoesNotCoverABodyThatDrips() throws Exception {
        outlivesItsTimeout(connection -> {
            connection.readRequest();
            connection.send(OK + "Content-Length: 1000000\r\n\r\n");
            dripUnchecked(connection, "a");
        });
    }

    @Test
    void theTimeoutDoesNotCoverABodyWithoutEnd() throws Exception {
        outlivesItsTimeout(connection -> {
            connection.readRequest();
            connection.send(OK + "Transfer-Encoding: chunked\r\n\r\n");
            connection.sendForEver("1000\r\n" + "a".repeat(4096) + "\r\n");
        });
    }

    private static void dripUnchecked(ScriptedServer.Connection connection, String octets) throws IOException {
        try {
            connection.drip(octets);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void theTimeoutCoversTheStatusLine() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(connection -> {
                    connection.readRequest();
                    connection.readToEnd();
                });
                HttpClient client = client()) {
            assertThatThrownBy(() -> client.send(request(server.port()), BodyHandlers.discarding()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void anInterruptEndsASendAndClosesItsSocket() throws Exception {
        CountDownLatch serving = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(connection -> {
                    connection.readRequest();
                    serving.countDown();
                    connection.readToEnd();
                });
                HttpClient client = client()) {
            HttpRequest patient = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                    .build();
            AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    client.send(patient, BodyHandlers.discarding());
                } catch (IOException | InterruptedException e) {
                    seen.set(e);
                }
            });
            serving.await();
            caller.interrupt();
            caller.join();
            assertThat(seen.get()).isInstanceOf(InterruptedException.class);
            await(() -> server.open() == 0);
        }
    }

    @Test
    void aCancelledConnectLeavesNoSocketBehind() throws Exception {
        // Nobody accepts and the queue is full, so that the connection stays half open.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort());
                HttpClient client = client()) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            long before = OpenFiles.sockets();
            CompletableFuture<?> exchange = client.sendAsync(request(full.getLocalPort()), BodyHandlers.discarding());
            await(() -> OpenFiles.sockets() > before);
            exchange.cancel(true);
            assertThatThrownBy(exchange::join).isInstanceOfAny(CancellationException.class, CompletionException.class);
            await(() -> OpenFiles.sockets() == before);
        }
    }

    @Test
    void aConnectionIsNotKeptAfterItsExchange() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(connection -> {
                    connection.readRequest();
                    connection.send(OK + "Content-Length: 2\r\n\r\nok");
                    connection.readToEnd();
                });
                HttpClient client = client()) {
            client.send(request(server.port()), BodyHandlers.discarding());
            await(() -> server.open() == 0);
            client.send(request(server.port()), BodyHandlers.discarding());
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aGetThatIsClosedWithoutAReplyIsSentOnce() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.Connection::readRequest);
                HttpClient client = client()) {
            assertThatThrownBy(() -> client.send(request(server.port()), BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Too many retries");
            assertThat(server.requests()).hasSize(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aRefusedConnectionSaysSo() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        try (HttpClient client = client()) {
            assertThatThrownBy(() -> client.send(request(port), BodyHandlers.discarding()))
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Connection refused");
        }
    }

    @Test
    void sendAsyncResolvesNamesOnAThreadOfTheExecutorAndNotTheCallers() throws Exception {
        AtomicReference<@Nullable Thread> executing = new AtomicReference<>();
        try (ScriptedServer server = ScriptedServer.start(connection -> {
                    connection.readRequest();
                    connection.send(OK + "Content-Length: 0\r\n\r\n");
                });
                HttpClient client = HttpClient.newBuilder()
                        .executor(task -> Thread.ofPlatform().start(() -> {
                            executing.compareAndSet(null, Thread.currentThread());
                            task.run();
                        }))
                        .build();
                Dial.Lease _ = Dial.lease("mta-sts.facts.example", server.address())) {
            HttpResponse<Void> response = client.sendAsync(
                            HttpRequest.newBuilder(URI.create("http://mta-sts.facts.example:" + server.port() + "/"))
                                    .build(),
                            BodyHandlers.discarding())
                    .get();
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(executing.get()).isNotNull().isNotEqualTo(Thread.currentThread());
            assertThat(server.requests().getFirst()).contains("Host: mta-sts.facts.example:" + server.port());
        }
    }

    @Test
    void aNameThatNobodyResolvesFailsWithoutALookupElsewhere() throws Exception {
        try (HttpClient client = client()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://mta-sts.nobody.example/"))
                    .build();
            assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void headersAreReadUpTo32KiB() throws Exception {
        Throwable failure = failure(connection -> {
            connection.readRequest();
            connection.send(OK);
            connection.sendForEver("X-Padding: " + "a".repeat(80) + "\r\n");
        });
        assertThat(failure).isInstanceOf(ProtocolException.class).hasMessageContaining("> 32768");
    }

    @Test
    void nineInterimResponsesAreTooMany() throws Exception {
        Throwable failure = failure(connection -> {
            connection.readRequest();
            connection.sendForEver("HTTP/1.1 100 Continue\r\n\r\n");
        });
        assertThat(failure).isInstanceOf(ProtocolException.class).hasMessageContaining("Too many interim responses");
    }

    @Test
    void aChunkExtensionIsReadUpToAFewKiB() throws Exception {
        Throwable failure = failure(connection -> {
            connection.readRequest();
            connection.send(OK + "Transfer-Encoding: chunked\r\n\r\n5;x=");
            connection.sendForEver("a".repeat(1000));
        });
        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("Chunk header size too long");
    }

    @Test
    void hostsThatAreNoLdhNamesCannotBeAddressed() {
        assertThatThrownBy(() -> HttpRequest.newBuilder(URI.create("https://mta-sts.my_shop.example/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpRequest.newBuilder(URI.create("https://mta-sts.-shop.example/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpRequest.newBuilder(URI.create("https://mta-sts.shop-.example/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(URI.create("https://mta-sts.example.123/").getHost()).isNull();
    }

    @Test
    void aFailedExchangeIsAnExecutionExceptionWithTheCauseInside() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.start(connection -> connection.socket().setSoLinger(true, 0));
                HttpClient client = client()) {
            CompletableFuture<?> exchange = client.sendAsync(request(server.port()), BodyHandlers.discarding());
            assertThatThrownBy(exchange::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(IOException.class);
        }
    }
}
