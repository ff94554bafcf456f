package org.stsurvey.cli;

import java.time.Duration;
import org.stsurvey.scanner.run.RetestSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// How the second pass of a scan is run.
final class RetestOptions {

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--retest-after",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = DurationText.class,
            description =
                    "how long after its last attempt a domain that left something open is asked again, at the earliest; "
                            + "below 10m, what fails twice is still not taken to be broken (default: ${DEFAULT-VALUE})")
    private Duration after = RetestSettings.DEFAULT_AFTER;

    @Option(
            names = "--noise-sample",
            paramLabel = "P,N",
            defaultValue = RetestSettings.DEFAULT_PUBLISHERS + "," + RetestSettings.DEFAULT_OTHERS,
            description =
                    "how many domains with a record and without one are asked again only to learn how much changes by "
                            + "itself (default: ${DEFAULT-VALUE})")
    private String sample = "";

    RetestSettings settings() {
        if (!sample.matches("\\d{1,9},\\d{1,9}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--noise-sample " + SafeText.of(sample) + " is not two numbers; give for example 1000,10000");
        }
        int comma = sample.indexOf(',');
        return new RetestSettings(
                after, Integer.parseInt(sample.substring(0, comma)), Integer.parseInt(sample.substring(comma + 1)));
    }
}
