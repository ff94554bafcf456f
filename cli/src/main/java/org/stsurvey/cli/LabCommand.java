package org.stsurvey.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.stsurvey.lab.Lab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description =
                "Serves the simulated Internet on loopback until stopped: a resolver over UDP and TCP, and policy hosts "
                        + "over HTTPS. Prints one line \"lab ready ...\" when it answers.",
        footerHeading = "%nExample:%n",
        footer = {
            "  stsurvey lab --domains 20000 --dns-port 5300 --https-port 8443 --list lab.csv --ca-file lab.pem",
            "  stsurvey scan lab.csv --out data --resolver 127.0.0.1:5300 --https-port 8443 --ca-file lab.pem --allow-non-public"
        })
final class LabCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final LabOptions options = new LabOptions();

    @Option(names = "--dns-port", paramLabel = "PORT", defaultValue = "0", description = "default: a free one")
    private int dnsPort;

    @Option(names = "--https-port", paramLabel = "PORT", defaultValue = "0", description = "default: a free one")
    private int httpsPort;

    @Option(names = "--smtp-port", paramLabel = "PORT", defaultValue = "0", description = "default: a free one")
    private int smtpPort;

    @Option(names = "--truth", paramLabel = "FILE", description = "write what a scan should find, per domain (TSV)")
    private Optional<Path> truth = Optional.empty();

    @Option(
            names = "--months-later",
            paramLabel = "M",
            defaultValue = "0",
            description = "how many months after its beginning the world is to be seen (default: ${DEFAULT-VALUE})")
    private int monthsLater;

    @Option(
            names = "--transitions",
            paramLabel = "FILE",
            description = "write what became of each domain since the month before (TSV; from the first month on)")
    private Optional<Path> transitions = Optional.empty();

    @Option(names = "--list", paramLabel = "FILE", description = "write the list of the domains (rank,domain)")
    private Optional<Path> list = Optional.empty();

    @Option(
            names = "--ca-file",
            paramLabel = "PEM",
            description = "write the root certificate that the lab's hosts chain to")
    private Optional<Path> caFile = Optional.empty();

    @Override
    public Integer call() throws Exception {
        if (monthsLater < 0) {
            throw usage("--months-later " + monthsLater + " is below 0");
        }
        if (monthsLater == 0 && transitions.isPresent()) {
            throw usage("--transitions needs a month before; give --months-later 1 or more");
        }
        try (Lab lab = Lab.start(
                options.settings(dnsPort, httpsPort).withSmtpPort(smtpPort).withMonthsLater(monthsLater))) {
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            if (truth.isPresent()) {
                lab.writeTruth(truth.get());
            }
            if (transitions.isPresent()) {
                lab.writeTransitions(transitions.get());
            }
            if (list.isPresent()) {
                lab.writeList(list.get());
            }
            if (caFile.isPresent()) {
                lab.writeCa(caFile.get());
            }
            spec.commandLine()
                    .getOut()
                    .printf(
                            "lab ready dns=%s:%d https-port=%d smtp-port=%d domains=%d%n",
                            lab.dns().getAddress().getHostAddress(),
                            lab.dns().getPort(),
                            lab.httpsPort(),
                            lab.smtpPort(),
                            lab.world().size());
            spec.commandLine().getOut().flush();
            stopped.await();
        }
        return ExitStatus.DONE.code();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
