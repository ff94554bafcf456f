package org.stsurvey.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import org.stsurvey.aggregate.UnusableDatasetException;
import org.stsurvey.inputs.UnusableListException;
import org.stsurvey.scanner.run.RunLock.RunLockedException;
import org.stsurvey.scanner.run.RunRefusedException;

/// What the process tells its caller.
enum ExitStatus {
    DONE(0),
    INTERNAL_ERROR(1),
    USAGE(2),
    INPUT_UNUSABLE(3),
    /// Finished, but the rows do not add up, or too much is indeterminate or a resolver is suspect.
    CHECK_FAILED(4),
    /// Stopped early; the same command goes on where it stopped.
    STOPPED(5),
    OUTPUT_FAILED(6),
    LOCKED(7),
    /// `check`, `lint`: a fault that makes senders ignore the policy or refuse mail.
    BREAKING_FAULT(10),
    /// `check`: the lookups do not tell.
    INDETERMINATE(11),
    INTERRUPTED(130),
    TERMINATED(143);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ExitStatus of(Exception failure) {
        return switch (failure) {
            case UnusableListException _, UnusableDatasetException _, UnusableFileException _, RunRefusedException _ ->
                INPUT_UNUSABLE;
            case RunLockedException _ -> LOCKED;
            case IOException _, UncheckedIOException _ -> OUTPUT_FAILED;
            case InvalidPathException _ -> USAGE;
            default -> INTERNAL_ERROR;
        };
    }

    /// The failure in words: the JDK's file exceptions carry only the path.
    static String messageOf(Exception failure) {
        return switch (failure) {
            case NoSuchFileException e -> e.getFile() + ": there is no such file or folder; check the path";
            case FileAlreadyExistsException e -> e.getFile() + ": it exists already; choose another place";
            case FileSystemException e
            when e.getReason() == null ->
                e.getFile() + ": " + e.getClass().getSimpleName() + "; check permissions and free space";
            case InvalidPathException e ->
                "\"" + e.getInput() + "\" cannot be a path here (" + e.getReason()
                        + "); where it is not ASCII, set LC_ALL=C.UTF-8";
            case UncheckedIOException e when e.getCause() != null -> messageOf(e.getCause());
            default -> String.valueOf(failure.getMessage());
        };
    }
}
