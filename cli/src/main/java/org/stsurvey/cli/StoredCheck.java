package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stsurvey.scanner.dataset.DomainSearch;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.run.RunRefusedException;
import org.stsurvey.scanner.run.StoredRun;

/// Single domains as a run observed them, judged by the rules of this version and the roots of the run.
final class StoredCheck {

    private final StoredRun run;
    private final TodaysRules rules;
    private final PrintWriter err;

    private StoredCheck(StoredRun run, TodaysRules rules, PrintWriter err) {
        this.run = run;
        this.rules = rules;
        this.err = err;
    }

    /// @param err where differences between the stored verdict and today's are told
    static StoredCheck open(Path folder, PrintWriter err) throws IOException, RunRefusedException {
        StoredRun run = StoredRun.open(folder);
        try {
            TrustAnchors roots = TrustAnchors.fromPem(
                    Files.readString(run.roots()), run.roots().toString());
            return new StoredCheck(run, TodaysRules.of(roots), err);
        } catch (IllegalArgumentException e) {
            throw new RunRefusedException(String.valueOf(e.getMessage()));
        }
    }

    /// The row of a domain.
    ///
    /// @throws UnusableFileException if the run has none
    Observation find(String domain) throws IOException, UnusableFileException {
        Optional<DomainSearch.Hit> hit = run.find(domain);
        if (hit.isEmpty()) {
            throw new UnusableFileException("run " + run.path() + " has no row of " + SafeText.of(domain)
                    + "; was it in the list, and is the run finished (stsurvey status " + run.path() + ")?");
        }
        String today = judge(hit.get().observation()).primary().code();
        if (!today.equals(hit.get().storedOutcome())) {
            err.println("stsurvey: " + SafeText.of(domain) + " is stored as "
                    + SafeText.of(hit.get().storedOutcome()) + ", by rulebook "
                    + SafeText.of(run.manifest().rulebookVersion()) + "; by the rules of this version it is " + today);
            err.flush();
        }
        return hit.get().observation();
    }

    Judgement judge(Observation observation) {
        return rules.judge().judge(observation);
    }
}
