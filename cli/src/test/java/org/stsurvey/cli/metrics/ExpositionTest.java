package org.stsurvey.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The text format, and the endpoint that serves it.
class ExpositionTest {

    @Test
    void labelsAndHelpAreEscaped() {
        Exposition metrics = new Exposition();
        metrics.gauge("a_b", "two\nlines \\ back")
                .is("resolver", "\"x\" \\ \n y", 1.5)
                .is("resolver", "z", 2);
        assertThat(metrics.text()).isEqualTo("""
                        # HELP a_b two\\nlines \\\\ back
                        # TYPE a_b gauge
                        a_b{resolver="\\"x\\" \\\\ \\n y"} 1.5
                        a_b{resolver="z"} 2
                        """);
        assertThat(PrometheusText.parse(metrics.text()).sum("a_b")).isEqualTo(3.5);
    }

    @Test
    void wrongNamesAndRepetitionsAreFaultsOfTheProgram() {
        Exposition metrics = new Exposition();
        metrics.gauge("once", "x");
        assertThatThrownBy(() -> metrics.gauge("once", "x")).hasMessageContaining("twice");
        assertThatThrownBy(() -> metrics.counter("count", "x")).hasMessageContaining("_total");
        assertThatThrownBy(() -> metrics.gauge("a-b", "x")).hasMessageContaining("no name");
    }

    private static HttpResponse<String> send(MetricsEndpoint endpoint, String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static MetricsEndpoint serve() throws Exception {
        return MetricsEndpoint.serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), () -> "x 1\n");
    }

    @Test
    void metricsAreServedAtTheirPathAndNothingElseIs() throws Exception {
        try (MetricsEndpoint endpoint = serve()) {
            HttpResponse<String> metrics = send(endpoint, "GET", "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.headers().firstValue("Content-Type")).contains(Exposition.CONTENT_TYPE);
            assertThat(metrics.body()).isEqualTo("x 1\n");
            assertThat(send(endpoint, "GET", "/").statusCode()).isEqualTo(404);
            assertThat(send(endpoint, "GET", "/metrics/../etc/passwd").statusCode())
                    .isEqualTo(404);
            assertThat(send(endpoint, "POST", "/metrics").statusCode()).isEqualTo(405);
            HttpResponse<String> head = send(endpoint, "HEAD", "/metrics");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void clientsThatSayNothingDoNotKeepOthersWaiting() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (MetricsEndpoint endpoint = serve()) {
            for (int i = 0; i < 10; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), endpoint.address().getPort());
                socket.getOutputStream().write("GET /met".getBytes(StandardCharsets.US_ASCII));
                silent.add(socket);
            }
            assertThat(send(endpoint, "GET", "/metrics").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (MetricsEndpoint endpoint = serve()) {
            assertThatThrownBy(() -> MetricsEndpoint.serve(endpoint.address(), () -> ""))
                    .hasMessageContaining("metrics cannot be served at")
                    .hasMessageContaining("--metrics");
        }
    }
}
