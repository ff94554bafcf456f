package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.cli.metrics.MetricsEndpoint;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Whether a scan tells its numbers to a Prometheus server, and where.
final class MetricsOptions {

    private static final int MAX_PORT = 65_535;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "serve Prometheus metrics at http://HOST:PORT/metrics while the scan runs (default: not)")
    private Optional<String> where = Optional.empty();

    @Option(
            names = "--metrics-anywhere",
            description = "let --metrics name an address that other machines reach; whoever can connect can read them")
    private boolean anywhere;

    /// Serves them, if that was asked for.
    ///
    /// @throws ParameterException if the address is none that metrics may be served at
    Optional<MetricsEndpoint> serve(ScanMetrics metrics) throws IOException {
        if (where.isEmpty()) {
            return Optional.empty();
        }
        MetricsEndpoint endpoint = MetricsEndpoint.serve(address(where.get()), metrics::text);
        PrintWriter err = spec.commandLine().getErr();
        InetSocketAddress at = endpoint.address();
        String host = at.getAddress().getHostAddress();
        String url = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort() + "/metrics";
        EventLog.tell(err, "metrics", "metrics are at " + url, Map.of("url", url));
        return Optional.of(endpoint);
    }

    private InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        String port = text.substring(colon + 1);
        if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw usage("is not HOST:PORT; give for example 127.0.0.1:9464");
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!address.isLoopbackAddress() && !anywhere) {
                throw usage("is reached from other machines, and the metrics name your resolvers; give 127.0.0.1:"
                        + port + ", or add --metrics-anywhere if that is meant");
            }
            return new InetSocketAddress(address, Integer.parseInt(port));
        } catch (UnknownHostException e) {
            throw usage("has a host that is not known; give for example 127.0.0.1:9464");
        }
    }

    private ParameterException usage(String rule) {
        return new ParameterException(spec.commandLine(), "--metrics " + SafeText.of(where.orElse("")) + " " + rule);
    }
}
