package org.stsurvey.scanner.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// How the network looked from the machines of a cluster: what its tasks have reported. Each looks at its
/// resolvers before its first question and after its last.
///
/// @param runFolder where the reports are
public record ClusterHealth(Path runFolder) implements NetworkHealth {

    @Override
    public void lookAgain() {
        // Every task did.
    }

    @Override
    public List<Sample> samples() {
        return reports().stream().flatMap(report -> report.samples().stream()).toList();
    }

    @Override
    public List<Interval> pauses() {
        return reports().stream().flatMap(report -> report.pauses().stream()).toList();
    }

    @Override
    public String now() {
        return "";
    }

    private List<TaskReport> reports() {
        try {
            return TaskReport.all(runFolder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
