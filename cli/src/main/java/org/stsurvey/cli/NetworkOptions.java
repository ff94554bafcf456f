package org.stsurvey.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stsurvey.scanner.observe.Companions;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.pace.PaceSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Options of every command that asks the network.
final class NetworkOptions {

    /// What the tab key offers for `--companions`.
    private static final class CompanionWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("publishers", "all", "none").iterator();
        }
    }

    private static final int DNS_PORT = 53;
    private static final int MAX_PORT = 65_535;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--resolver",
            paramLabel = "HOST[:PORT]",
            description =
                    "recursive resolver to ask, repeatable (default: the system's); for a scan, run one of your own")
    private List<String> resolvers = List.of();

    @Option(
            names = "--contact",
            paramLabel = "URI",
            description =
                    "mailto: or https: address in the User-Agent, where owners of scanned hosts reach you; required unless "
                            + "--allow-non-public is given; without it only loopback addresses are connected to")
    private Optional<String> contact = Optional.empty();

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "3",
            description = "how often a DNS question is sent again (default: ${DEFAULT-VALUE})")
    private int retries;

    @Option(
            names = "--dns-rate",
            paramLabel = "N",
            description = "send at most N DNS queries per second, retries included (default: as many as are not lost)")
    private Optional<Integer> dnsRate = Optional.empty();

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            defaultValue = "443",
            description = "port of policy hosts, for a lab (default: ${DEFAULT-VALUE})")
    private int httpsPort;

    @Option(
            names = "--ca-file",
            paramLabel = "PEM",
            converter = LocationText.class,
            description = "trust these roots instead of the JDK's")
    private Optional<Path> caFile = Optional.empty();

    @Option(
            names = "--allow-non-public",
            description = "also connect to loopback addresses, for a lab; never to other addresses that are not public")
    private boolean allowNonPublic;

    @Mixin
    private final ProbeOptions probe = new ProbeOptions();

    @Option(
            names = "--companions",
            paramLabel = "WHICH",
            completionCandidates = CompanionWords.class,
            defaultValue = "publishers",
            description = "look DANE up of the MX hosts of: publishers, all domains with MX, or none (default: "
                    + "${DEFAULT-VALUE})")
    private String companions = "publishers";

    @Option(
            names = "--trust-ad",
            description = "believe the resolvers that an answer is signed (AD), wherever they are; without it, DANE is "
                    + "measured only where all of them validate and are on this machine")
    private boolean trustAd;

    /// The settings that the options make.
    ///
    /// @throws ParameterException if one of them cannot be used
    NetworkSettings settings() {
        return new NetworkSettings(
                dnsSettings(),
                fetchSettings(),
                PaceSettings.DEFAULT,
                caFile,
                allowNonPublic,
                probe.settings(),
                contact,
                companions(),
                trustAd);
    }

    /// The file of roots to trust in place of the JDK's.
    Optional<Path> caFile() {
        return caFile;
    }

    /// Whether a host may be connected to at this address at all.
    boolean mayDial(InetAddress address) {
        return NetworkSettings.mayDial(address, allowNonPublic);
    }

    private FetchSettings fetchSettings() {
        if (contact.isEmpty() && !allowNonPublic) {
            throw usage("--contact is missing: whoever finds us in a log must be able to reach you; give a mailto: or "
                    + "https: address");
        }
        contact.filter(uri -> !uri.matches("(mailto:[^\\s@]+@[^\\s@]+|https://\\S+)"))
                .ifPresent(uri -> {
                    throw usage("--contact " + SafeText.of(uri) + " is neither mailto:NAME@HOST nor an https: address");
                });
        if (httpsPort < 1 || httpsPort > MAX_PORT) {
            throw usage("--https-port " + httpsPort + " is not a port; give 1 to 65535");
        }
        return FetchSettings.of(httpsPort, NetworkSettings.userAgent(contact));
    }

    private Companions companions() {
        return switch (companions) {
            case "none" -> Companions.NONE;
            case "publishers" -> Companions.PUBLISHERS;
            case "all" -> Companions.ALL;
            default -> throw usage("--companions " + SafeText.of(companions) + " is none of publishers, all and none");
        };
    }

    /// How the resolvers are asked.
    DnsSettings dnsSettings() {
        if (retries < 0) {
            throw usage("--retries " + retries + " is below 0");
        }
        if (dnsRate.isPresent() && dnsRate.get() < 1) {
            throw usage("--dns-rate " + dnsRate.get() + " is below 1");
        }
        List<InetSocketAddress> servers = new ArrayList<>();
        resolvers.forEach(text -> servers.add(resolver(text)));
        if (servers.isEmpty()) {
            servers.addAll(SystemResolvers.addresses());
            spec.commandLine()
                    .getErr()
                    .println("stsurvey: no --resolver given, asking the system's " + text(servers)
                            + "; a public resolver is not meant for surveys, run one on localhost");
        }
        if (servers.isEmpty()) {
            throw usage("this system names no resolver; give one with --resolver HOST[:PORT]");
        }
        DnsSettings settings = DnsSettings.of(servers).withTries(1 + retries);
        return dnsRate.map(settings::withPacketsPerSecond).orElse(settings);
    }

    private static String text(List<InetSocketAddress> servers) {
        return servers.stream()
                .map(server -> server.toString().replaceFirst(".*/", ""))
                .collect(Collectors.joining(" "));
    }

    private InetSocketAddress resolver(String text) {
        String host = text;
        String port = Integer.toString(DNS_PORT);
        int colon = text.lastIndexOf(':');
        if (text.startsWith("[")) { // [IPv6] or [IPv6]:port, RFC 3986 §3.2.2
            int end = text.indexOf(']');
            host = end < 0 ? text : text.substring(1, end);
            port = colon > end ? text.substring(colon + 1) : port;
        } else if (colon >= 0 && colon == text.indexOf(':')) {
            host = text.substring(0, colon);
            port = text.substring(colon + 1);
        }
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(port));
        } catch (NumberFormatException e) {
            throw usage("--resolver " + SafeText.of(text) + ": port \"" + SafeText.of(port) + "\" is not a number");
        } catch (IllegalArgumentException e) {
            return named(text, host, port);
        }
    }

    /// A resolver given by name, such as `localhost:5300`.
    private InetSocketAddress named(String text, String host, String port) {
        try {
            return new InetSocketAddress(InetAddress.getAllByName(host)[0], Integer.parseInt(port));
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw usage("--resolver " + SafeText.of(text)
                    + " is not HOST[:PORT]; give an address such as 127.0.0.1:5300 or [::1]:5300");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
