package org.stsurvey.cli;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import org.stsurvey.scanner.observe.smtp.SmtpSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Options of the probe of MX hosts, which is off unless it is asked for.
final class ProbeOptions {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_NAME = 253;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--probe-mx",
            description =
                    "also connect to port 25 of every MX host of a publisher, once: EHLO, STARTTLS, QUIT, never a mail; ask "
                            + "your network's owner first (default: off)")
    private boolean probe;

    @Option(
            names = "--smtp-port",
            paramLabel = "PORT",
            defaultValue = "25",
            description = "with --probe-mx: port of MX hosts, for a lab (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--ehlo-name",
            paramLabel = "NAME",
            description =
                    "with --probe-mx: how to introduce ourselves, a host name that leads to this machine or an address "
                            + "literal such as [192.0.2.1] (default: this machine's name if it can be resolved, else its "
                            + "address)")
    private Optional<String> ehloName = Optional.empty();

    @Option(
            names = "--probe-test",
            paramLabel = "HOST",
            description =
                    "with --probe-mx: a mail host that answers, connected to before the scan to see whether the network "
                            + "lets the port through")
    private Optional<String> test = Optional.empty();

    /// Empty unless MX hosts are to be probed.
    Optional<ProbeSettings> settings() {
        if (!probe) {
            if (ehloName.isPresent() || test.isPresent()) {
                throw usage("--ehlo-name and --probe-test say how MX hosts are probed; give --probe-mx, too");
            }
            return Optional.empty();
        }
        if (port < 1 || port > MAX_PORT) {
            throw usage("--smtp-port " + port + " is not a port; give 1 to 65535");
        }
        ehloName.filter(name -> !isName(name)).ifPresent(name -> {
            throw usage("--ehlo-name " + SafeText.of(name)
                    + " is neither a host name with a dot nor an address literal (RFC 5321 §4.1.3); give mail.example.org "
                    + "or [192.0.2.1]");
        });
        return Optional.of(new ProbeSettings(SmtpSettings.of(port, ehloName.orElseGet(ProbeOptions::ownName)), test));
    }

    private static boolean isName(String name) {
        String label = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";
        return name.length() <= MAX_NAME
                && (name.matches(label + "([.]" + label + ")+")
                        || name.matches("\\[[0-9A-Fa-f.:]+]")
                        || name.matches("\\[IPv6:[0-9A-Fa-f.:]+]"));
    }

    /// RFC 5321 §2.3.5: only names that can be resolved, and where there is none, §4.1.3, an address literal.
    static String ownName() {
        try {
            String name = InetAddress.getLocalHost().getCanonicalHostName();
            boolean resolves = isName(name) && !InetAddress.getByName(name).isLoopbackAddress();
            if (resolves && !name.startsWith("localhost")) {
                return name;
            }
        } catch (UnknownHostException _) {
            // This machine's name leads nowhere.
        }
        return literal(ownAddress());
    }

    private static InetAddress ownAddress() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .min(Comparator.comparingInt(address -> address.getAddress().length))
                    .orElse(InetAddress.getLoopbackAddress());
        } catch (SocketException _) {
            return InetAddress.getLoopbackAddress();
        }
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        return address.getAddress().length == 4 ? "[" + text + "]" : "[IPv6:" + text + "]";
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
