import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.stsurvey.scanner.JvmSwitches;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.https.PolicyFetcher;

/// CPU time of a policy fetch beside that of a plain `SSLSocket` exchange with the same server, in interleaved
/// rounds.
///
/// Both run on virtual threads, as many at once, over the same TLS profile, with a full handshake each, and
/// accept every certificate. CPU time is the process's, so it includes the threads of the JDK's client, of the
/// JIT and of the collector.
void main(String[] args) throws Exception {
    JvmSwitches.install();
    int port = Integer.parseInt(args[0]);
    int fetches = Integer.parseInt(args[1]);
    FetchSettings settings = FetchSettings.of(port, "stsurvey/bench (+lab; MTA-STS adoption survey)");
    Plain plain = new Plain(port);
    InetAddress http1 = InetAddress.ofLiteral("127.0.0.1");
    InetAddress http2 = InetAddress.ofLiteral("127.0.0.2");
    try (PolicyFetcher fetcher = new PolicyFetcher(settings, InetAddress::isLoopbackAddress)) {
        List<Measured> rounds = new ArrayList<>();
        for (int round = -3; round < 9; round++) { // the first ones warm up
            double bare = cost(fetches, name -> plain.exchange(name, http1));
            double ours = cost(fetches, name -> fetch(fetcher, name, http1));
            double oursOver2 = cost(fetches, name -> fetch(fetcher, name, http2));
            if (round >= 0) {
                rounds.add(new Measured(bare, ours, oursOver2));
            }
        }
        double bare = median(rounds.stream().mapToDouble(Measured::plain).toArray());
        double ours = median(rounds.stream().mapToDouble(Measured::ours).toArray());
        double over2 = median(rounds.stream().mapToDouble(Measured::oursOver2).toArray());
        double ratio = median(rounds.stream().mapToDouble(m -> m.ours() / m.plain()).toArray());
        double ratio2 = median(rounds.stream().mapToDouble(m -> m.oursOver2() / m.plain()).toArray());
        System.out.printf("plain SSLSocket, HTTP/1.1  %.3f ms CPU%n", bare);
        System.out.printf("policy fetch, HTTP/1.1     %.3f ms CPU   %.2f x%n", ours, ratio);
        System.out.printf("policy fetch, HTTP/2       %.3f ms CPU   %.2f x%n", over2, ratio2);
    }
}

record Measured(double plain, double ours, double oursOver2) {}

interface Exchange {
    void with(String domain) throws Exception;
}

static final AtomicInteger NAMES = new AtomicInteger();
static final int AT_ONCE = 64;

/// Milliseconds of CPU per exchange.
double cost(int exchanges, Exchange exchange) throws InterruptedException {
    var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Semaphore places = new Semaphore(AT_ONCE);
    AtomicInteger failures = new AtomicInteger();
    long before = os.getProcessCpuTime();
    for (int i = 0; i < exchanges; i++) {
        places.acquire();
        String domain = "host" + NAMES.incrementAndGet() + ".example";
        Thread.ofVirtual().start(() -> {
            try {
                exchange.with(domain);
            } catch (Exception e) {
                if (failures.incrementAndGet() == 1) {
                    e.printStackTrace();
                }
            } finally {
                places.release();
            }
        });
    }
    places.acquire(AT_ONCE);
    if (failures.get() > 0) {
        throw new IllegalStateException(failures + " of " + exchanges + " exchanges failed");
    }
    return (os.getProcessCpuTime() - before) / 1e6 / exchanges;
}

void fetch(PolicyFetcher fetcher, String domain, InetAddress address) throws Exception {
    FetchAttempt attempt = fetcher.fetch(domain, address, Deadline.after(Duration.ofSeconds(20)));
    if (attempt.end() != FetchAttempt.End.COMPLETE || attempt.http().orElseThrow().status() != 200) {
        throw new IOException("ended in " + attempt.stage() + " " + attempt.end() + " " + attempt.message());
    }
}

double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
}

/// The least that an exchange over TLS can be in Java: a blocking socket, a full handshake, one request, all of
/// the reply.
static final class Plain {
    private final SSLContext context;
    private final int port;

    Plain(int port) throws Exception {
        this.port = port;
        context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        context.getClientSessionContext().setSessionCacheSize(1);
    }

    void exchange(String domain, InetAddress address) throws IOException {
        String host = "mta-sts." + domain;
        try (Socket tcp = new Socket()) {
            tcp.connect(new InetSocketAddress(address, port), 5_000);
            tcp.setSoTimeout(20_000);
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, host, port, true)) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(host)));
                parameters.setApplicationProtocols(new String[] {"http/1.1"});
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                tls.getOutputStream()
                        .write(("GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: " + host
                                        + "\r\nUser-Agent: bench\r\nAccept: text/plain\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                InputStream in = tls.getInputStream();
                String reply = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                if (!reply.startsWith("HTTP/1.1 200")) {
                    throw new IOException(reply);
                }
            }
        }
    }
}

static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
