package org.stsurvey.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A stream that this process was given, and what is at its other end.
enum StandardStream {
    OUT(1),
    ERR(2);

    private final int descriptor;

    StandardStream(int descriptor) {
        this.descriptor = descriptor;
    }

    /// Whether somebody may sit before it. The JDK's console asks of standard input and output alone, so it is believed
    /// only where the system does not say more.
    boolean isTerminal() {
        return target().map(path -> path.matches("/dev/(pts/.*|tty.*|console)"))
                .orElseGet(() -> Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    /// Whether another process reads it, and may stop to.
    boolean isPipe() {
        return target().filter(path -> path.startsWith("pipe:") || path.startsWith("socket:"))
                .isPresent();
    }

    private Optional<String> target() {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString());
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }
}
