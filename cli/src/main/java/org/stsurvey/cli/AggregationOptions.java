package org.stsurvey.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.scanner.judge.registry.Outcomes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// How the runs of a dataset are turned into tables.
final class AggregationOptions {

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--providers",
            paramLabel = "FILE",
            description =
                    "your own rules for telling providers from host names, on top of the built-in ones: lines of kind "
                            + "(policy_host or mx), suffix and provider, separated by tabs; they apply to all runs alike")
    private Optional<Path> providers = Optional.empty();

    @Option(
            names = "--asn-db",
            paramLabel = "FILE",
            description = "which network announces an address: an MMDB file, or a text of lines prefix, length and ASN "
                    + "(pfx2as), packed with gzip or not; makes the table hosting_platforms")
    private Optional<Path> asnDatabase = Optional.empty();

    @Option(
            names = "--entities",
            paramLabel = "FILE",
            description = "who manages policy hosts, counted once and frozen; made if it is not there "
                    + "(default: entities.tsv in TABLES)")
    private Optional<Path> entities = Optional.empty();

    @Option(
            names = "--reference-run",
            paramLabel = "DATE",
            description = "the run to count that on (default: the first of each list)")
    private Optional<String> referenceRun = Optional.empty();

    /// The settings that the options make.
    ///
    /// @throws ParameterException if one of them cannot be used
    AggregationSettings settings() {
        referenceRun.filter(date -> !date.matches("\\d{4}-\\d{2}-\\d{2}")).ifPresent(date -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reference-run " + SafeText.of(date) + " is no date of a run; give it as YYYY-MM-DD");
        });
        return defaults().with(providers, asnDatabase, entities, referenceRun);
    }

    /// What this program knows of its own rules, so that runs judged by older ones are noticed.
    static AggregationSettings defaults() {
        return AggregationSettings.defaults().withRulebook(Outcomes.VERSION);
    }
}
