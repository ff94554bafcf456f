package org.stsurvey.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.stsurvey.scanner.run.RunFolder;

/// Asks before a run is discarded, where there is somebody to ask: on a terminal. Elsewhere `--restart` is taken
/// at its word.
record Discarding(RunFolder folder, PrintWriter err) {

    boolean confirmed() throws IOException {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isEmpty() || !folder.holdsParts()) {
            return true;
        }
        String answer = Optional.ofNullable(
                        terminal.get().readLine("stsurvey: discard what run %s holds? [y/N] ", folder.path()))
                .orElse("");
        if (answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            return true;
        }
        err.println("stsurvey: nothing is discarded; leave out --restart to go on with the run");
        err.flush();
        return false;
    }
}
