package org.stsurvey.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.scanner.run.SurveyRun;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// What a manifest says of the process that makes a run.
final class RunMaker {

    private RunMaker() {}

    /// @param method of the scan; what it tells of the network is repeated in the vantage
    /// @param described where the scan is made from, in the operator's words
    static SurveyRun.Maker of(CommandLine command, Map<String, String> method, Optional<String> described) {
        ParseResult parsed = command.getParseResult();
        SortedMap<String, String> vantage = new TreeMap<>();
        described.ifPresent(text -> vantage.put("description", text));
        Optional.ofNullable(method.get("ipv6")).ifPresent(ipv6 -> vantage.put("ipv6", ipv6));
        List<String> given = parsed.matchedOptions().stream()
                .map(option -> option.longestName())
                .sorted()
                .toList();
        return new SurveyRun.Maker(
                Version.text(),
                Version.gitSha(),
                host(),
                vantage,
                ConfiguredCommandLine.typedOf(command, parsed),
                given);
    }

    /// A label of this machine.
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "unknown";
        }
    }
}
