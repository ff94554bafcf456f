package org.stsurvey.inputs;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;

/// `_excluded.csv`: each name that was left out because an exclusion asks for it, with kind, value and date of the
/// exclusion, so that the funnel's line can be checked. The reason stays in the operator's own file: it may name
/// people.
final class ExcludedFile implements Closeable {
    static final String NAME = "_excluded.csv";

    private final BufferedWriter out;

    ExcludedFile(Scratch scratch) throws IOException {
        this.out = Files.newBufferedWriter(scratch.file(NAME));
        out.write("domain,kind,value,date\r\n");
    }

    void add(String domain, Exclusion by) throws IOException {
        String date = by.date().map(LocalDate::toString).orElse("");
        out.write(domain + "," + by.kind().code() + "," + by.value() + "," + date + "\r\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
