package org.stsurvey.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.stsurvey.scanner.run.RunFolder;

/// Asks before a run is discarded, where there is somebody to ask: on a terminal. Elsewhere `--restart` is taken
/// at its word.
///
/// @param terminal where to ask; empty if nobody sits there
record Discarding(RunFolder folder, Optional<Terminal> terminal, PrintWriter err) {

    /// Puts a question and returns the line that was typed; empty if the terminal was closed.
    interface Terminal {
        Optional<String> ask(String question);
    }

    static Discarding onThisTerminal(RunFolder folder, PrintWriter err) {
        return new Discarding(
                folder,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .map(console -> question -> Optional.ofNullable(console.readLine("%s", question))),
                err);
    }

    boolean confirmed() throws IOException {
        if (terminal.isEmpty() || !folder.holdsParts()) {
            return true;
        }
        String answer = terminal.get()
                .ask("stsurvey: discard what run " + SafeText.of(folder.path().toString()) + " holds? [y/N] ")
                .orElse("");
        if (answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            return true;
        }
        err.println("stsurvey: nothing is discarded; leave out --restart to go on with the run");
        err.flush();
        return false;
    }
}
