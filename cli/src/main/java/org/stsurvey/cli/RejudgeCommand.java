package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.run.FinishedRun;
import org.stsurvey.scanner.run.Manifest;
import org.stsurvey.scanner.run.RejudgeRun;
import org.stsurvey.scanner.run.RunFolder;
import org.stsurvey.scanner.run.RunRefusedException;
import org.stsurvey.scanner.run.StopRequest;
import org.stsurvey.scanner.run.SurveyRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rejudge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Judges the stored observations of a finished run by the rules of this version, without the network, "
                        + "into another dataset, and prints which outcomes changed. What was stopped is resumed by the same "
                        + "command.",
        footerHeading = "%nExample:%n",
        footer = {
            "  stsurvey rejudge data/observations/list=tranco/run=2026-11-01 --out data2",
        })
final class RejudgeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            converter = LocationText.class,
            description = "a run's folder, such as DATA/observations/list=NAME/run=DATE, here or on a cluster")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path run;

    @Option(
            names = "--out",
            paramLabel = "DATA2",
            required = true,
            converter = LocationText.class,
            description = "the folder of another dataset; the run goes into it under the same names")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--ca-file",
            paramLabel = "PEM",
            converter = LocationText.class,
            description = "trust these roots instead of those that the run was judged by")
    private Optional<Path> caFile = Optional.empty();

    @Option(
            names = "--progress",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "auto, bar, log (a line a minute) or none (default: ${DEFAULT-VALUE})")
    private ProgressDisplay.Mode progress = ProgressDisplay.Mode.AUTO;

    @Override
    public Integer call() throws Exception {
        FinishedRun source = FinishedRun.open(run);
        TodaysRules rules = TodaysRules.of(roots(source));
        RejudgeRun rejudging = new RejudgeRun(
                source,
                RunFolder.open(out, source.list(), source.run()),
                new RejudgeRun.Rules(rules.forRun(), rules.method()),
                new RejudgeRun.Made(
                        Version.text(), spec.commandLine().getParseResult().originalArgs()),
                Clock.systemUTC());
        return execute(rejudging).code();
    }

    private TrustAnchors roots(FinishedRun source) throws IOException, RunRefusedException {
        if (caFile.isPresent()) {
            return roots(Files.readString(caFile.get()), caFile.get());
        }
        TrustAnchors stored = roots(source.rootsPem(), source.roots());
        String before = source.manifest().method().getOrDefault(TodaysRules.ROOTS_SHA256, "not known");
        if (!stored.certificates().sha256().equals(before)) {
            throw new RunRefusedException(
                    source.roots() + ": its roots are not those that the run was judged by (sha256 " + before
                            + "); restore the file, or name other roots with --ca-file");
        }
        return stored;
    }

    private static TrustAnchors roots(String pem, Path file) throws RunRefusedException {
        try {
            return TrustAnchors.fromPem(pem, file.toString());
        } catch (IllegalArgumentException e) {
            throw new RunRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private ExitStatus execute(RejudgeRun rejudging) throws Exception {
        StopRequest stop = new StopRequest();
        PrintWriter err = spec.commandLine().getErr();
        try (SignalStop signals = SignalStop.install(stop, err, "after the part under way")) {
            return signals.status(ended(executeShown(rejudging, stop, err)));
        }
    }

    private ExitStatus ended(SurveyRun.End end) {
        return switch (end) {
            case SurveyRun.End.Finished(Manifest manifest, var _) -> finished(manifest);
            case SurveyRun.End.AlreadyFinished(Manifest manifest) -> {
                say("all of " + run + " was judged anew before; nothing to do");
                yield finished(manifest);
            }
            case SurveyRun.End.Stopped stopped -> {
                ScanText.ended(stopped).forEach(this::say);
                yield ExitStatus.STOPPED;
            }
        };
    }

    private ExitStatus finished(Manifest manifest) {
        PrintWriter table = spec.commandLine().getOut();
        manifest.rejudged().map(RejudgeText::differences).orElse(List.of()).forEach(table::println);
        table.flush();
        if (manifest.problems().isEmpty()) {
            say("next: stsurvey aggregate " + out + " --out tables");
            return ExitStatus.DONE;
        }
        manifest.problems().forEach(problem -> say("the rows do not add up: " + SafeText.of(problem)));
        return ExitStatus.CHECK_FAILED;
    }

    private SurveyRun.End executeShown(RejudgeRun rejudging, StopRequest stop, PrintWriter err) throws Exception {
        try (ProgressDisplay display = new ProgressDisplay(progress, err, ProgressLine::ofRejudging)) {
            return rejudging.execute(stop, started -> {
                RejudgeText.started(run, started).forEach(this::say);
                display.show(started.progress());
            });
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("stsurvey: " + line);
        err.flush();
    }
}
