package org.stsurvey.scanner.observe.https;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observation.HttpReply;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.TlsHandshake;
import org.stsurvey.scanner.observe.Deadline;

/// Fetches policy files with the JDK's HTTP client: one connection per attempt, to the leased address, nothing
/// followed.
///
/// The client's own timeouts do not cover a body, so each step of the exchange is waited for here: the
/// connection, the
/// handshake, the whole. What ends too late is cancelled, which closes its socket at once. How an attempt ended
/// is read
/// from its [WireTap] where the wire says so, and from the exception's type only where nothing else does.
public final class PolicyFetcher implements PolicyClient, AutoCloseable {

    private static final String PATH = "/.well-known/mta-sts.txt";

    private final FetchSettings settings;
    private final ExecutorService executor;
    private final HttpClient client;

    public PolicyFetcher(FetchSettings settings) {
        this.settings = settings;
        // TLS burns CPU, so it has platform threads of its own: virtual ones would starve the DNS side.
        this.executor = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("https-", 0).factory());
        this.client = HttpClient.newBuilder()
                .executor(executor)
                .sslContext(RecordingTls.context())
                .followRedirects(Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_2)
                .build();
    }

    @Override
    public FetchAttempt fetch(String domain, InetAddress address, Deadline deadline) throws InterruptedException {
        String host = Observation.policyHostName(domain);
        long started = System.nanoTime();
        try (Dial.Lease lease = Dial.lease(host, address)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + host + ":" + settings.port() + PATH))
                    .header("User-Agent", settings.userAgent())
                    .header("Accept", "text/plain")
                    .GET()
                    .build();
            CappedBody body = new CappedBody();
            CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(request, body.handler());
            Ending ending = await(exchange, lease.tap(), body, deadline.orAfter(settings.exchangeTimeout()));
            return new FetchAttempt(
                    address,
                    ending.stage(),
                    ending.end(),
                    lease.tap().alert(),
                    handshake(lease.tap()),
                    body.head().map(info -> reply(info, body)),
                    ending.message(),
                    Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
        }
    }

    private record Ending(Stage stage, End end, String message) {}

    private Ending await(
            CompletableFuture<HttpResponse<Void>> exchange, WireTap tap, CappedBody body, Deadline deadline)
            throws InterruptedException {
        try {
            awaitStep(exchange, tap.connected(), deadline.orAfter(settings.connectTimeout()));
            awaitStep(exchange, tap.secured(), deadline.orAfter(settings.tlsTimeout()));
            exchange.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            return new Ending(Stage.BODY, policyTooLarge(body) ? End.TOO_LARGE : End.COMPLETE, "");
        } catch (TimeoutException _) {
            Stage stage = stageOf(tap, body);
            return new Ending(
                    stage, End.TIMEOUT, "no end of stage " + stage.name().toLowerCase(Locale.ROOT) + " in time");
        } catch (ExecutionException _) {
            Throwable failure = rootOf(exchange.exceptionNow());
            Stage stage = stageOf(tap, body);
            return new Ending(stage, endOf(stage, failure, tap), String.valueOf(failure.getMessage()));
        } finally {
            exchange.cancel(true);
        }
    }

    /// Waits until the step is reached or the exchange has ended, whichever comes first.
    private static void awaitStep(CompletableFuture<?> exchange, CompletableFuture<Void> step, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture.anyOf(exchange, step).get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static boolean policyTooLarge(CappedBody body) {
        return body.overLimit()
                && body.head().filter(info -> info.statusCode() == 200).isPresent();
    }

    private static Stage stageOf(WireTap tap, CappedBody body) {
        if (body.head().isPresent()) {
            return Stage.BODY;
        }
        if (tap.secured().isDone()) {
            return Stage.HEADERS;
        }
        return tap.connected().isDone() ? Stage.TLS : Stage.TCP;
    }

    private static End endOf(Stage stage, Throwable failure, WireTap tap) {
        String message = String.valueOf(failure.getMessage());
        boolean reset = message.contains("Connection reset") || message.contains("Broken pipe");
        return switch (stage) {
            case TCP -> {
                if (failure instanceof NoRouteToHostException || message.contains("unreachable")) {
                    yield End.UNREACHABLE;
                }
                yield failure instanceof ConnectException ? End.REFUSED : reset ? End.RESET : End.UNREACHABLE;
            }
            case TLS -> {
                if (tap.notTls()) {
                    yield End.NOT_TLS;
                }
                if (tap.oldVersion()) {
                    yield End.OLD_VERSION;
                }
                if (tap.alert().isPresent()) {
                    yield End.ALERT;
                }
                yield reset ? End.RESET : closedEarly(failure) ? End.CLOSED : End.PROTOCOL_ERROR;
            }
            case HEADERS -> {
                if (failure instanceof ProtocolException) {
                    yield End.PROTOCOL_ERROR;
                }
                yield reset ? End.RESET : closedEarly(failure) ? End.CLOSED : End.PROTOCOL_ERROR;
            }
            case BODY -> failure instanceof ProtocolException ? End.PROTOCOL_ERROR : reset ? End.RESET : End.TRUNCATED;
        };
    }

    private static boolean closedEarly(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof EOFException
                || message.contains("terminated the handshake")
                || message.contains("closed")
                || message.contains("EOF")
                || message.contains("received no bytes");
    }

    /// The innermost I/O failure: the client wraps what happened in one or more exceptions of its own.
    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || !(root instanceof IOException || root instanceof CompletionException)) {
                root = cause;
            }
        }
        return root;
    }

    private static Optional<TlsHandshake> handshake(WireTap tap) {
        return tap.chain().isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsHandshake(tap.protocol(), tap.cipherSuite(), tap.chain()));
    }

    private static HttpReply reply(ResponseInfo info, CappedBody body) {
        List<HttpReply.Header> headers = new ArrayList<>();
        info.headers().map().forEach((name, values) -> {
            for (String value : values) {
                headers.add(new HttpReply.Header(name.toLowerCase(Locale.ROOT), value));
            }
        });
        String version = info.version() == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
        return new HttpReply(version, info.statusCode(), headers, body.bytes());
    }

    @Override
    public void close() {
        client.shutdownNow();
        executor.shutdownNow();
    }
}
