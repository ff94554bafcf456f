package org.stsurvey.inputs;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;

/// `_rejects.csv`: each malformed line of the list with its number, the code of the reason and an excerpt of the
/// text; where a run has several lists, the last column says which.
///
/// The text is an [Excerpt] in a [CsvCell].
final class RejectsFile implements Closeable {
    static final String NAME = "_rejects.csv";

    private final BufferedWriter out;
    private final boolean severalLists;

    RejectsFile(Scratch scratch, boolean severalLists) throws IOException {
        this.out = Files.newBufferedWriter(scratch.file(NAME));
        this.severalLists = severalLists;
        out.write(severalLists ? "line,reason,text,list\r\n" : "line,reason,text\r\n");
    }

    void add(String list, RawLine line, RejectReason reason) throws IOException {
        out.write(line.number() + "," + reason.code() + "," + CsvCell.of(Excerpt.of(line)));
        out.write(severalLists ? "," + list + "\r\n" : "\r\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
