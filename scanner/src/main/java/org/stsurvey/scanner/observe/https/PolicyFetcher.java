package org.stsurvey.scanner.observe.https;

import java.net.InetAddress;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.HttpReply;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.TlsHandshake;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.tls.WireTap;

/// Fetches policy files with the JDK's HTTP client: one connection per attempt, to the leased address, nothing
/// followed.
///
/// The client's own timeouts do not cover a body, so each step of the exchange is waited for here: the
/// connection, the handshake, the whole. What ends too late is cancelled, which closes its socket at once.
public final class PolicyFetcher implements PolicyClient, AutoCloseable {

    private static final String PATH = "/.well-known/mta-sts.txt";

    private final FetchSettings settings;
    private final Predicate<InetAddress> mayDial;
    private final ExecutorService executor;
    private final HttpClients clients;

    /// @param mayDial which addresses may be connected to; asked once more at the very moment of dialling
    public PolicyFetcher(FetchSettings settings, Predicate<InetAddress> mayDial) {
        this.settings = settings;
        this.mayDial = mayDial;
        // The client hands each step of an exchange to a thread; between those of a pool that costs a tenth of a fetch
        // more.
        this.executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("https-", 0).factory());
        this.clients = new HttpClients(this::client);
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
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
        if (!mayDial.test(address)) {
            throw new IllegalArgumentException(
                    host + " must not be dialled at " + address.getHostAddress() + ", which nobody has vetted");
        }
        long started = System.nanoTime();
        try (Dial.Lease lease = Dial.lease(host, address);
                HttpClients.Loan loan = clients.borrow()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + host + ":" + settings.port() + PATH))
                    .header("User-Agent", settings.userAgent())
                    .header("Accept", "text/plain")
                    .GET()
                    .build();
            CappedBody body = new CappedBody();
            CompletableFuture<HttpResponse<Void>> exchange = loan.client().sendAsync(request, body.handler());
            Ending ending = await(exchange, lease.tap(), body, deadline.orAfter(settings.exchangeTimeout()));
            if (ending.end() == FetchAttempt.End.PROTOCOL_ERROR || body.isFull()) {
                loan.leavesItsSocketOpen();
            }
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

    private Ending await(
            CompletableFuture<HttpResponse<Void>> exchange, WireTap tap, CappedBody body, Deadline deadline)
            throws InterruptedException {
        try {
            await(CompletableFuture.anyOf(exchange, tap.connected()), deadline.orAfter(settings.connectTimeout()));
            await(CompletableFuture.anyOf(exchange, tap.secured()), deadline.orAfter(settings.tlsTimeout()));
            await(exchange, deadline);
            return Ending.complete(body);
        } catch (TimeoutException _) {
            return Ending.timeout(tap, body);
        } catch (ExecutionException _) {
            return body.isFull() ? Ending.complete(body) : Ending.failure(exchange.exceptionNow(), tap, body);
        } finally {
            exchange.cancel(true);
            tap.end();
        }
    }

    /// Waits for a step until its deadline has passed; that may be later than it seemed if the process was
    /// stopped in between, as the deadline's clock stands still then.
    private static void await(CompletableFuture<?> step, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            try {
                step.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                if (deadline.passed()) {
                    throw e;
                }
            }
        }
    }

    private static Optional<TlsHandshake> handshake(WireTap tap) {
        return tap.chain().isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsHandshake(tap.protocol(), tap.cipherSuite(), tap.chain(), tap.stapled()));
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
        clients.close();
        executor.shutdownNow();
    }
}
