package org.stsurvey.scanner.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stsurvey.inputs.PreparedList;
import org.stsurvey.inputs.UnusableListException;
import org.stsurvey.scanner.dataset.AnnotatedSchema;

/// Whether a run that an earlier process began can be gone on with: rows of two lists or of two methods cannot be
/// mixed.
///
/// @param plan what is asked for now
record Resumption(RunFolder folder, SurveyRun.Plan plan) {

    /// Opens the prepared list of the run.
    ///
    /// @param earlier its manifest; empty if it ended before it had one
    /// @throws RunRefusedException if list or method are others than those that it was begun with
    PreparedList open(Optional<Manifest> earlier) throws IOException, UnusableListException, RunRefusedException {
        if (earlier.flatMap(Manifest::rejudged).isPresent()) {
            throw new RunRefusedException("run " + folder.path() + " holds stored observations that were judged "
                    + "anew; scan into another dataset, or give another --run");
        }
        PreparedList list = PreparedList.open(folder.path());
        requireSameList(list);
        if (earlier.isPresent()) {
            requireSameMethod(earlier.get());
        } else if (folder.holdsParts()) {
            throw new RunRefusedException("run " + folder.path() + " holds parts, but no " + Manifest.NAME
                    + " that says by which method they were made; restore it, give another --run, or discard the run with "
                    + "--restart");
        }
        return list;
    }

    private void requireSameList(PreparedList list) throws IOException, UnusableListException, RunRefusedException {
        Optional<String> sha256 = plan.list().sha256();
        if (sha256.isPresent() && !sha256.get().equals(list.list().sha256())) {
            throw new RunRefusedException("run " + folder.path() + " was prepared from a list with sha256 "
                    + list.list().sha256() + ", but " + plan.list().name() + " now has " + sha256.get()
                    + "; restore the list to resume, give another --run, or discard the run with --restart");
        }
    }

    private void requireSameMethod(Manifest earlier) throws RunRefusedException {
        List<String> changed = new ArrayList<>(earlier.changesTo(plan.method()));
        String sample = earlier.origin().settings().getOrDefault(RunBeginning.NOISE_SAMPLE, "not set");
        String asked = RunBeginning.settings(plan).getOrDefault(RunBeginning.NOISE_SAMPLE, "not set");
        if (!earlier.isFinished() && !sample.equals(asked)) {
            changed.add(RunBeginning.NOISE_SAMPLE + " was " + sample + " and is " + asked);
        }
        if (!changed.isEmpty()) {
            throw new RunRefusedException("run " + folder.path() + " was begun with another method: "
                    + String.join("; ", changed)
                    + "; rows of two methods cannot be mixed, so resume with the same settings, give another --run, or "
                    + "discard the run with --restart");
        }
        int schema = AnnotatedSchema.OBSERVATION.version();
        if (!earlier.isFinished() && earlier.origin().schemaVersion() != schema) {
            throw new RunRefusedException("run " + folder.path() + " was begun with version "
                    + earlier.origin().schemaVersion() + " of the dataset's schema, this program writes version "
                    + schema
                    + "; resume with the stsurvey that began it ("
                    + earlier.origin().toolVersion()
                    + "), give another --run, or discard the run with --restart");
        }
    }
}
