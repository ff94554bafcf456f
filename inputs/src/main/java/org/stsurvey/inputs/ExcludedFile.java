package org.stsurvey.inputs;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;

/// `_excluded.csv`: each name that was left out because an exclusion asks for it, with kind, value, date and reason
/// of the exclusion, so that the funnel's line can be checked; and `_excluded_networks.csv`: each network that is not
/// connected to.
///
/// Reasons may name people. Both files stay in the run folder: neither the manifest nor a public copy has the reasons.
final class ExcludedFile implements Closeable {
    static final String NAME = "_excluded.csv";
    static final String NETWORKS_NAME = "_excluded_networks.csv";

    private final BufferedWriter out;

    ExcludedFile(Scratch scratch) throws IOException {
        this.out = Files.newBufferedWriter(scratch.file(NAME));
        out.write("domain,kind,value,date,reason\r\n");
    }

    void add(String domain, Exclusion by) throws IOException {
        out.write(domain + "," + by.kind().code() + "," + by.value() + "," + because(by) + "\r\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    static void writeNetworks(Scratch scratch, List<Exclusion> networks) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(scratch.file(NETWORKS_NAME))) {
            out.write("network,date,reason\r\n");
            for (Exclusion network : networks) {
                out.write(network.value() + "," + because(network) + "\r\n");
            }
        }
    }

    private static String because(Exclusion exclusion) {
        return exclusion.date().map(LocalDate::toString).orElse("") + ","
                + (exclusion.reason().isEmpty() ? "" : CsvCell.of(Excerpt.of(exclusion.reason())));
    }
}
