package org.stsurvey.scanner.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.stsurvey.scanner.dataset.remote.RemoteFileSystem;

/// The lock of a run whose folder is on storage that has no locks: a file that its holder rewrites every few
/// seconds.
///
/// ```
/// host <tab> process <tab> holder <tab> beat
/// ```
///
/// A file that stays the same for [#SILENCE] has lost its holder and may be taken; so may at once one whose
/// holder was a process of this machine that is gone. The storage lets one of several create the file. A holder
/// that stood still for so long that another took the lock stops beating: two that both go on lose nothing,
/// because what is published is never replaced.
final class RemoteLock implements AutoCloseable {

    private static final Duration BEAT = Duration.ofSeconds(5);

    /// Several beats, as a busy storage may delay one.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration GLANCE = Duration.ofMillis(500);

    private final Path file;
    private final RemoteFileSystem storage;
    private final String holder = UUID.randomUUID().toString();
    private final AtomicLong beats = new AtomicLong();
    // Not an interrupt: the storage's client may take it for its own and forget it.
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final Thread beating;

    private RemoteLock(Path file) throws IOException {
        this.file = file;
        this.storage = (RemoteFileSystem) file.getFileSystem();
        if (!storage.createNew(file, line())) {
            throw new IOException("lock " + file + " was taken by another process");
        }
        this.beating = Thread.ofPlatform().daemon().name("lock").start(this::beatUntilLetGo);
    }

    /// Takes the lock; empty if somebody holds it.
    static Optional<RemoteLock> acquire(Path file) throws IOException {
        if (isHeld(file, true)) {
            return Optional.empty();
        }
        Files.deleteIfExists(file);
        try {
            return Optional.of(new RemoteLock(file));
        } catch (IOException e) {
            if (read(file).isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Whether somebody holds it.
    ///
    /// @param patient waits for the next beat; otherwise the age of the file decides, by the clocks of this
    ///     machine and of the storage
    static boolean isHeld(Path file, boolean patient) throws IOException {
        Optional<String> found = read(file);
        if (found.isEmpty() || isOfDeadProcessHere(found.get())) {
            return false;
        }
        if (!patient) {
            long age =
                    System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
            return age < SILENCE.toMillis();
        }
        long until = System.nanoTime() + SILENCE.toNanos();
        while (until - System.nanoTime() > 0) {
            pause();
            Optional<String> now = read(file);
            if (!now.equals(found)) {
                return now.isPresent();
            }
        }
        return false;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a lock", e);
        }
    }

    private static boolean isOfDeadProcessHere(String line) {
        String[] fields = line.split("\t", -1);
        return fields.length == 4
                && fields[0].equals(host())
                && fields[1].matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(fields[1]))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private byte[] line() {
        return String.join(
                        "\t",
                        host(),
                        Long.toString(ProcessHandle.current().pid()),
                        holder,
                        Long.toString(beats.incrementAndGet()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "unknown";
        }
    }

    private void beatUntilLetGo() {
        try {
            boolean ours = true;
            while (ours && !letGo.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                ours = beat();
            }
        } catch (InterruptedException _) {
            // Nobody does.
        }
    }

    private boolean beat() {
        try {
            boolean ours = isOurs();
            if (ours) {
                storage.replace(file, line());
            }
            return ours;
        } catch (IOException _) {
            return true; // a storage that does not answer now may do so at the next beat
        }
    }

    private boolean isOurs() throws IOException {
        return read(file).filter(line -> line.contains(holder)).isPresent();
    }

    @Override
    public void close() throws IOException {
        letGo.countDown();
        try {
            beating.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (isOurs()) {
            Files.deleteIfExists(file);
        }
    }
}
