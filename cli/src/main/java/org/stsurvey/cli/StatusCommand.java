package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stsurvey.scanner.run.Manifest;
import org.stsurvey.scanner.run.RunLock;
import org.stsurvey.scanner.run.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Tells how far a run has come, whether it is being worked on, has stopped or is finished.",
        footerHeading =
                "%nExit status: 0 being worked on, or finished and all is well; 4 finished, but not to be believed; 5 stopped, "
                        + "resumable; 3 there is no run.%n%nExample:%n",
        footer = "  stsurvey status data/observations/list=tranco/run=2026-11-01")
final class StatusCommand implements Callable<Integer> {

    /// A status is written every five seconds; this much later something is wrong.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            converter = LocationText.class,
            description = "a run's folder, such as DATA/observations/list=NAME/run=DATE, here or on a cluster")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path run;

    @Option(names = "--json", description = "one JSON object: state, age_seconds, and what _status.json holds")
    private boolean json;

    /// What the files of a run say.
    ///
    /// @param held some process works on it
    private record Seen(boolean held, Optional<Manifest> manifest, Optional<RunStatus> status) {

        /// A run whose process was killed still says that it is running; the lock does not.
        String state() {
            if (held) {
                return Manifest.RUNNING;
            }
            return manifest.filter(found -> found.status().equals(Manifest.FINISHED))
                            .isPresent()
                    ? Manifest.FINISHED
                    : Manifest.STOPPED;
        }

        ExitStatus exit() {
            boolean doubted = manifest.filter(found -> !found.problems().isEmpty()
                            || !found.qualityFaults().isEmpty())
                    .isPresent();
            return switch (state()) {
                case Manifest.RUNNING -> ExitStatus.DONE;
                case Manifest.FINISHED -> doubted ? ExitStatus.CHECK_FAILED : ExitStatus.DONE;
                default -> ExitStatus.STOPPED;
            };
        }
    }

    @Override
    public Integer call() throws Exception {
        Optional<RunStatus> status = readable();
        Seen seen = new Seen(isHeld(status), Manifest.read(run), status);
        if (seen.manifest().isEmpty() && seen.status().isEmpty() && !seen.held()) {
            throw new UnusableFileException(
                    run + " holds no run; give a run's folder, such as DATA/observations/list=NAME/run=DATE");
        }
        PrintWriter out = spec.commandLine().getOut();
        Instant now = Clock.systemUTC().instant();
        if (json) {
            out.println(json(seen, now));
        } else {
            text(seen, now).forEach(out::println);
        }
        out.flush();
        return seen.exit().code();
    }

    /// Who may not touch the lock goes by the last sign of life.
    private boolean isHeld(Optional<RunStatus> status) throws IOException {
        try {
            return RunLock.isHeld(run);
        } catch (FileSystemException _) {
            Instant recently = Clock.systemUTC().instant().minus(SILENCE);
            return status.filter(seen -> seen.state().equals(Manifest.RUNNING))
                    .filter(seen -> seen.updated().isAfter(recently))
                    .isPresent();
        }
    }

    private Optional<RunStatus> readable() {
        try {
            return RunStatus.read(run);
        } catch (IOException _) {
            return Optional.empty(); // it is worth nothing after a power failure, and may then be anything
        }
    }

    private static String json(Seen seen, Instant now) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("state", seen.state());
        seen.manifest().ifPresent(manifest -> {
            object.put("run", manifest.run());
            object.put("run_id", manifest.origin().runId());
            object.put("list", manifest.origin().list().name());
            object.put("targets", manifest.funnel().targets());
            object.put("started", manifest.started().toString());
            manifest.ended().ifPresent(ended -> object.put("ended", ended.toString()));
            object.put("excluded_rows", manifest.result().excludedRows());
            object.put("problems", manifest.problems());
            object.put("quality_faults", manifest.qualityFaults());
        });
        seen.status().ifPresent(status -> {
            object.put("age_seconds", Duration.between(status.updated(), now).toSeconds());
            object.put("pid", status.pid());
            object.put("phase", status.phase());
            object.put("phase_targets", status.targets());
            object.put("phase_done", status.done());
            object.put("phase_published", status.published());
            object.put("found", status.found());
            object.put("lookups", status.lookups());
            object.put("answered", status.answered());
            object.put("fetches", status.fetches());
            object.put("retry_queue", status.undetermined());
            status.etaSeconds().ifPresent(eta -> object.put("eta_seconds", eta));
            status.residentBytes().ifPresent(bytes -> object.put("resident_bytes", bytes));
            object.put("message", status.message());
        });
        return JsonLine.of(object);
    }

    private static List<String> text(Seen seen, Instant now) {
        List<String> lines = new ArrayList<>();
        seen.manifest()
                .ifPresent(manifest -> lines.add(String.format(
                        Locale.ROOT,
                        "list %s, run %s, begun %s, %,d targets",
                        SafeText.of(manifest.origin().list().name()),
                        manifest.run(),
                        manifest.started(),
                        manifest.funnel().targets())));
        switch (seen.state()) {
            case Manifest.RUNNING -> {
                lines.add("being worked on"
                        + seen.status()
                                .map(status -> " by process " + status.pid())
                                .orElse(", no status yet"));
                seen.status().ifPresent(status -> live(status, now, lines));
            }
            case Manifest.FINISHED -> seen.manifest().ifPresent(manifest -> finished(manifest, lines));
            default -> {
                lines.add("stopped"
                        + seen.status()
                                .filter(status -> !status.message().isEmpty())
                                .map(status -> ": " + SafeText.of(status.message()))
                                .orElse("")
                        + "; the command that began it goes on where it stopped");
                seen.status().ifPresent(status -> lines.add(reached(status)));
            }
        }
        return lines;
    }

    private static void live(RunStatus status, Instant now, List<String> lines) {
        lines.add(reached(status)
                + status.etaSeconds().stream()
                        .mapToObj(
                                seconds -> ", " + ProgressLine.eta(Optional.of(Duration.ofSeconds(seconds))) + " left")
                        .findFirst()
                        .orElse(""));
        status.waitingUntil().ifPresent(moment -> lines.add("nothing may be asked again before " + moment));
        Duration age = Duration.between(status.updated(), now);
        if (age.compareTo(SILENCE) > 0) {
            lines.add("no sign of life for " + age.toSeconds() + " seconds; is the process stopped, or the disk full?");
        }
    }

    private static String reached(RunStatus status) {
        String what = switch (status.phase()) {
            case "scan" -> "first pass";
            case "retest" -> "asking again";
            case "merge" -> "merging";
            case "check" -> "checking";
            default -> SafeText.of(status.phase());
        };
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d done, %,d of them published",
                what,
                status.done(),
                status.targets(),
                status.published());
    }

    private static void finished(Manifest manifest, List<String> lines) {
        lines.add("finished " + manifest.ended().map(Instant::toString).orElse(""));
        lines.addAll(ScanText.funnel(manifest));
        manifest.problems().forEach(problem -> lines.add("the rows do not add up: " + SafeText.of(problem)));
        manifest.qualityFaults().forEach(fault -> lines.add("not to be believed: " + SafeText.of(fault)));
    }
}
