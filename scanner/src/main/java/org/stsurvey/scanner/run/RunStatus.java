package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.stsurvey.scanner.dataset.FolderFiles;
import org.stsurvey.scanner.dataset.remote.Locations;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A sign of life of a run: `_status.json` in its folder, replaced every few seconds; keys in snake_case, only
/// added.
///
/// @param statusVersion 1
/// @param state `running`, `stopped`, `finished` or `failed`
/// @param phase what the run is busy with: `scan`, `retest`, `merge`, `check`
/// @param pid of the process
/// @param updated when this was written, UTC
/// @param targets of the phase
/// @param done of these, seen to
/// @param published of these, with a published part
/// @param found targets that publish a record, counted since the process began, as all further numbers
/// @param lookups DNS questions settled
/// @param answered of these, with a usable answer
/// @param resent DNS queries beyond the first of each question
/// @param fetches attempts to fetch a policy
/// @param undetermined rows that wait for the retest
/// @param waitingUntil before this moment nothing may be asked again
/// @param resolver what canaries say of the resolvers; empty if nobody asks them
/// @param etaSeconds until the end of the phase, at the pace of the last minute
/// @param residentBytes memory of the process, where the system tells
/// @param message why it stopped or failed; empty otherwise
/// @param handedOut targets of the pass that were begun by this process or published before it
public record RunStatus(
        int statusVersion,
        String state,
        String phase,
        long pid,
        Instant updated,
        long targets,
        long done,
        long published,
        long found,
        long lookups,
        long answered,
        long resent,
        long fetches,
        long undetermined,
        int openChunks,
        Optional<Instant> waitingUntil,
        String resolver,
        OptionalLong etaSeconds,
        OptionalLong residentBytes,
        String message,
        long handedOut) {

    public static final int VERSION = 1;
    public static final String FAILED = "failed";

    static final String NAME = "_status.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static RunStatus of(
            String state, Progress.Snapshot now, Instant updated, String resolver, Pace pace, String message) {
        Optional<Duration> rest = pace.timeFor(now.total() - now.done());
        return new RunStatus(
                VERSION,
                state,
                now.phase().code(),
                ProcessHandle.current().pid(),
                updated,
                now.total(),
                now.done(),
                now.published(),
                now.found(),
                now.lookups(),
                now.answered(),
                now.resent(),
                now.fetches(),
                now.undetermined(),
                now.openChunks(),
                now.waitingUntil(),
                resolver,
                rest.map(left -> OptionalLong.of(left.toSeconds())).orElse(OptionalLong.empty()),
                ResidentMemory.bytes(),
                message,
                now.handedOut());
    }

    /// Reads the status of a run; empty if there is none.
    ///
    /// @throws IOException if it is there and cannot be read
    public static Optional<RunStatus> read(Path runFolder) throws IOException {
        Path file = runFolder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), RunStatus.class));
        } catch (JacksonException e) {
            throw new IOException("status " + file + " cannot be read (" + e.getOriginalMessage() + ")", e);
        }
    }

    /// Replaces the status; not synced, as it is worth nothing after a power failure.
    void write(Path runFolder) throws IOException {
        if (Locations.isRemote(runFolder)) {
            FolderFiles.replace(runFolder.resolve(NAME), JSON.writeValueAsBytes(this));
            return;
        }
        Path draft = runFolder.resolve(FolderFiles.DRAFT_PREFIX + NAME);
        Files.write(draft, JSON.writeValueAsBytes(this));
        Files.move(draft, runFolder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
