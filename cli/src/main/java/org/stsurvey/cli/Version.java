package org.stsurvey.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version of this build.
final class Version implements IVersionProvider {

    static String text() {
        return property("version");
    }

    /// The commit that this build was made from, with `-dirty` if its files had been changed; `unknown` outside
    /// a repository.
    static String gitSha() {
        String sha = property("git.sha");
        return sha.isEmpty() || sha.startsWith("$") ? "unknown" : sha;
    }

    /// The day of the commit that this build was made from; empty if it is not known.
    static Optional<LocalDate> date() {
        try {
            return Optional.of(LocalDate.parse(property("commit.date").split("T", 2)[0]));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static String property(String name) {
        try (InputStream in = Objects.requireNonNull(
                Version.class.getResourceAsStream("version.properties"), "version.properties is part of the build")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty(name, "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"stsurvey " + text()};
    }
}
