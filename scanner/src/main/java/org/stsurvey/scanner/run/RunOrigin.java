package org.stsurvey.scanner.run;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.inputs.Funnel;
import org.stsurvey.inputs.ListIdentity;

/// The part of a manifest that is known when a run begins and does not change: what is scanned, how, by whom.
///
/// @param manifestVersion 1
/// @param runId a UUID of version 7 (RFC 9562): unique, and in the order of time
/// @param run the run's name, a date
/// @param gitSha the commit that the program was built from
/// @param host a label of the machine
/// @param method every setting that can move a published number, by name
/// @param methodFingerprint a digest of `method`; where it differs between two runs, a trend is broken
/// @param settings the other settings, by name: what each option of the command came to, and for those that the
///     environment or a file set, where (`resolver_from`)
/// @param nonDefault names of the options that were given
/// @param funnel what became of the lines of the list
/// @param chunkSize targets per part
/// @param vantage where from the network was asked, by name, as far as it is known
/// @param started UTC
public record RunOrigin(
        int manifestVersion,
        String runId,
        String run,
        String toolVersion,
        String gitSha,
        String javaVersion,
        String host,
        int schemaVersion,
        String rulebookVersion,
        SortedMap<String, String> method,
        String methodFingerprint,
        SortedMap<String, String> settings,
        List<String> nonDefault,
        ListIdentity list,
        String unit,
        long seed,
        Funnel funnel,
        int chunkSize,
        List<String> resolvers,
        String contact,
        SortedMap<String, String> vantage,
        List<String> commandLine,
        Instant started) {

    private static final String NOT_NOTED = "";

    /// Behind the name of a setting: where it was given, if not on the command line.
    public static final String FROM = "_from";

    /// Settings whose values lead to the machine, or to whoever runs it.
    private static final Set<String> PRIVATE_SETTINGS =
            Set.of("panel", "out", "data", "site", "tables", "exclude", "labels", "resolver", "vantage", "metrics");

    /// Manifests of the first version lack what was added since.
    public RunOrigin {
        runId = Objects.requireNonNullElse(runId, NOT_NOTED);
        gitSha = Objects.requireNonNullElse(gitSha, NOT_NOTED);
        host = Objects.requireNonNullElse(host, NOT_NOTED);
        nonDefault = List.copyOf(Objects.requireNonNullElse(nonDefault, List.of()));
        vantage = new TreeMap<>(Objects.requireNonNullElse(vantage, new TreeMap<>()));
    }

    /// The same run judged by other rules: who observed what and how stays.
    ///
    /// @param rules the settings that name the new rules; they replace those of the same names
    RunOrigin judgedBy(SortedMap<String, String> rules, int schema) {
        SortedMap<String, String> newMethod = new TreeMap<>(method);
        newMethod.putAll(rules);
        return new RunOrigin(
                manifestVersion,
                runId,
                run,
                toolVersion,
                gitSha,
                javaVersion,
                host,
                schema,
                newMethod.getOrDefault("rulebook", "unknown"),
                newMethod,
                Manifest.fingerprint(newMethod),
                settings,
                nonDefault,
                list,
                unit,
                seed,
                funnel,
                chunkSize,
                resolvers,
                contact,
                vantage,
                commandLine,
                started);
    }

    /// A setting that came later and whose value is a file is not published either.
    private static boolean isPath(String value) {
        return !value.contains("://") && (value.contains("/") || value.contains("\\"));
    }

    /// The same without what leads to the machine.
    RunOrigin forPublication(SortedMap<String, String> publicVantage) {
        SortedMap<String, String> publicSettings = new TreeMap<>(settings);
        publicSettings.keySet().removeIf(name -> PRIVATE_SETTINGS.contains(name) || name.endsWith(FROM));
        publicSettings.values().removeIf(RunOrigin::isPath);
        return new RunOrigin(
                manifestVersion,
                runId,
                run,
                toolVersion,
                gitSha,
                javaVersion,
                NOT_NOTED,
                schemaVersion,
                rulebookVersion,
                method,
                methodFingerprint,
                publicSettings,
                nonDefault,
                list,
                unit,
                seed,
                funnel,
                chunkSize,
                List.of(),
                contact,
                publicVantage,
                List.of(),
                started);
    }
}
