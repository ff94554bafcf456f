package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stsurvey.cli.doctor.DiskCheck;
import org.stsurvey.inputs.ListPreparation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.PreparedList;
import org.stsurvey.inputs.Target;
import org.stsurvey.inputs.UnusableListException;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.run.Manifest;
import picocli.CommandLine;

/// What a scan would do: whom it would ask what, how long it would take, how much room. The list is prepared in
/// a folder that goes away; nothing is sent, and nothing is left.
record DryRun(ListSource source, PrepareSettings preparation, NetworkSettings network, Duration retestAfter) {

    private static final int REQUESTS_SHOWN = 10;

    /// What one resolver on the same machine gives from a cold cache; its own work is what limits a scan.
    private static final int USUAL_RATE = 5_000;

    /// Prints it.
    ///
    /// @param run the folder that the scan would write to
    void print(Path data, Path run, CommandLine command) throws IOException, UnusableListException {
        PrintWriter out = command.getOut();
        try (WorkFolder work = WorkFolder.in(Optional.empty())) {
            PreparedList list = new ListPreparation(preparation).prepare(source, work.path());
            ScanText.untilTargets(list.funnel()).forEach(out::println);
            out.println(ScanText.count(
                    list.targets().size(), "targets, counted " + list.unit().code()));
            ScanEstimate estimate = ScanEstimate.of(list.targets().size(), data);
            expected(estimate, data).forEach(out::println);
            out.println(state(run));
            out.println("the first requests:");
            requests(list).forEach(line -> out.println("  " + line));
            out.println(
                    "and only where a record is found: the addresses of its policy host and its MX hosts, two random "
                            + "siblings, and GET https://mta-sts.DOMAIN/.well-known/mta-sts.txt");
            out.println("as " + network.fetch().userAgent());
            out.println("nothing was sent, and nothing is left");
        }
        out.flush();
    }

    private List<String> expected(ScanEstimate estimate, Path data) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "expected, by %s: %,d DNS questions, %,d policy fetches, %,d domains asked again",
                estimate.basis(),
                estimate.questions(),
                estimate.publishers(),
                estimate.open()));
        boolean capped = network.dns().packetsPerSecond().isPresent();
        int rate = network.dns().packetsPerSecond().orElse(USUAL_RATE);
        Duration dns = Duration.ofSeconds(estimate.questions() / rate);
        Duration fetches =
                network.pace().overall().interval().multipliedBy(Math.min(Integer.MAX_VALUE, estimate.publishers()));
        Duration scan = dns.compareTo(fetches) > 0 ? dns : fetches;
        lines.add(
                "time: about " + words(scan) + " (DNS " + words(dns) + " at " + String.format(Locale.ROOT, "%,d", rate)
                        + " questions a second" + (capped ? ", as --dns-rate says" : ", which depends on the resolver")
                        + "; fetches " + words(fetches) + " at the survey's own limit), then the retest, "
                        + words(retestAfter) + " after the last attempt at the earliest");
        Path folder = data.toAbsolutePath();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        lines.add("disk: about " + DiskCheck.size(estimate.bytes()) + " of "
                + DiskCheck.size(Files.getFileStore(folder).getUsableSpace()) + " free at " + data);
        return lines;
    }

    private static String state(Path run) throws IOException {
        Optional<Manifest> earlier = Manifest.read(run);
        if (earlier.isEmpty()) {
            return "the run would be new: " + run;
        }
        return earlier.get().status().equals(Manifest.FINISHED)
                ? "the run is finished, and the scan would do nothing: " + run
                : "the run was begun, and the scan would go on with it: " + run
                        + "; the list that it was begun with counts, and part of this is done";
    }

    /// In the order in which they would be sent.
    private static List<String> requests(PreparedList list) throws IOException {
        List<String> requests = new ArrayList<>();
        int count = (int) Math.min(REQUESTS_SHOWN, list.targets().size());
        for (Target target : count == 0 ? List.<Target>of() : list.targets().read(0, count)) {
            add(requests, "TXT", Observation.recordName(target.domain()));
            add(requests, "MX", target.domain());
            add(requests, "TXT", Observation.tlsRptName(target.domain()));
        }
        return requests.subList(0, Math.min(REQUESTS_SHOWN, requests.size()));
    }

    private static void add(List<String> requests, String type, String name) {
        if (name.length() <= Question.MAX_NAME_OCTETS) {
            requests.add(String.format(Locale.ROOT, "%-3s %s", type, name));
        }
    }

    private static String words(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
