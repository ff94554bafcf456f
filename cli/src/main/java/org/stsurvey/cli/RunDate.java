package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// The dates that runs are named by: they are told apart and put in order by them, so nothing else may name
/// one.
final class RunDate {

    private static final String PREFIX = "run=";

    private RunDate() {}

    /// A date as `--run` gives it.
    static String given(String text, CommandLine command) {
        if (!isDate(text)) {
            throw new ParameterException(
                    command,
                    "--run \"" + SafeText.of(text) + "\" is not a date; write it as YYYY-MM-DD, such as 2026-11-01");
        }
        return text;
    }

    /// The newest run of a list that was begun in the month of this day.
    static Optional<String> ofMonth(Path data, String list, LocalDate today) throws IOException {
        Path runs = data.resolve("observations").resolve("list=" + list);
        String month = today.toString().substring(0, "YYYY-MM".length());
        Optional<String> newest = Optional.empty();
        if (Files.isDirectory(runs)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs, PREFIX + month + "-*")) {
                for (Path folder : folders) {
                    String date = String.valueOf(folder.getFileName()).substring(PREFIX.length());
                    if (isDate(date)
                            && newest.filter(other -> other.compareTo(date) > 0).isEmpty()) {
                        newest = Optional.of(date);
                    }
                }
            }
        }
        return newest;
    }

    private static boolean isDate(String text) {
        try {
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    && LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
