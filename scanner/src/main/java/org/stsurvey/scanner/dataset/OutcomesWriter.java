package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.stsurvey.scanner.dataset.remote.Locations;
import org.stsurvey.scanner.judge.Outcome;

/// Writes the registry of outcomes that a run was judged by, so that whoever reads the run needs no code of
/// ours.
public final class OutcomesWriter {

    /// The name under which the file is published beside the parts.
    public static final String FILE_NAME = "_outcomes.parquet";

    private final SchemaFileWriter<Outcome> writer;

    /// @param programVersion the version of stsurvey, for the file metadata
    public OutcomesWriter(String programVersion) {
        writer = new SchemaFileWriter<>(AnnotatedSchema.OUTCOMES, OutcomesWriter::outcome, programVersion);
    }

    /// Writes a file, over any that is there; whole or not at all.
    public void write(Path file, Collection<? extends Outcome> registry) throws IOException {
        if (Locations.isRemote(file)) {
            Path local = Files.createTempFile("stsurvey-outcomes", ".parquet");
            try {
                writer.write(local, registry.iterator());
                FolderFiles.replace(file, Files.readAllBytes(local));
            } finally {
                Files.deleteIfExists(local);
            }
            return;
        }
        Path draft = file.resolveSibling(FolderFiles.DRAFT_PREFIX + file.getFileName());
        writer.write(draft, registry.iterator());
        FolderFiles.sync(draft);
        FolderFiles.rename(draft, file);
    }

    private static void outcome(Fields<Outcome> outcome) {
        outcome.required("code", Shape.TEXT, Outcome::code);
        outcome.required("stage", Shape.TEXT, o -> o.stage().code());
        outcome.required("severity", Shape.TEXT, o -> o.severity().code());
        outcome.required("section", Shape.TEXT, Outcome::section);
        outcome.required("explanation", Shape.TEXT, Outcome::explanation);
        outcome.required("remedy", Shape.TEXT, Outcome::remedy);
        outcome.optional("tlsrpt_result_type", Shape.TEXT, Outcome::tlsRptResultType);
    }
}
