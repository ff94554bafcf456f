package org.stsurvey.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.world.Adoption;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// What the simulated Internet is made of.
final class LabOptions {

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--domains",
            paramLabel = "N",
            defaultValue = "20000",
            description = "how many domains the world has (default: ${DEFAULT-VALUE})")
    private int domains;

    @Option(
            names = "--names",
            paramLabel = "LIST",
            description = "the names of this list instead of made-up ones (rank,domain lines or plain names)")
    private Optional<Path> names = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "" + LabSettings.DEFAULT_SEED,
            description = "decides everything about the world (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--adoption",
            paramLabel = "SHARE",
            description =
                    "share of domains that publish a record, 0 to 1 (default: as found in 2026, 0.022 of the top 10,000, "
                            + "0.007 of the rest)")
    private Optional<Double> adoption = Optional.empty();

    @Option(
            names = "--slow",
            description = "with the complete zoo: also hosts that cost a scanner its full timeout, and rarities")
    private boolean slow;

    /// @param dnsPort 0 for any free port
    /// @param httpsPort 0 for any free port
    LabSettings settings(int dnsPort, int httpsPort) {
        try {
            LabSettings settings = names.map(LabSettings::listed).orElseGet(() -> LabSettings.generated(domains));
            return settings.withSeed(seed)
                    .withAdoption(adoption.map(Adoption::everywhere).orElse(Adoption.PUBLISHED))
                    .withSlow(slow)
                    .withPorts(dnsPort, httpsPort);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
