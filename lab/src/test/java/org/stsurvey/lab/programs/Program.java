package org.stsurvey.lab.programs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A program that tests start, and the Debian package it comes from.
public enum Program {
    UNBOUND("unbound", "unbound"),
    KNOT("knotd", "knot"),
    NGINX("nginx", "nginx-light"),
    POSTFIX("postfix", "postfix"),
    CHROMIUM("chromium", "chromium"),
    FAKETIME("faketime", "faketime");

    /// Where Debian puts servers; seldom on the PATH of a user who is not root.
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

    private final String command;
    private final String debianPackage;

    Program(String command, String debianPackage) {
        this.command = command;
        this.debianPackage = debianPackage;
    }

    /// The executable file, if it is installed.
    public Optional<Path> find() {
        return find(command);
    }

    static Optional<Path> find(String command) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), SYSTEM_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The executable file.
    ///
    /// @throws IllegalStateException if it is not installed; a test says [NeedsProgram] so as not to come here
    ///     then
    public Path path() {
        return find().orElseThrow(() -> new IllegalStateException(missing()));
    }

    /// What is missing and how to get it.
    String missing() {
        return command + " is not installed; this test needs it (Debian: apt-get install " + debianPackage + ")";
    }
}
