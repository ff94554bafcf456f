package org.stsurvey.scanner.hadoop;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stsurvey.scanner.dataset.remote.Locations;
import org.stsurvey.scanner.dataset.remote.RemoteFileSystem;

/// What tasks run: a Java runtime and this very program in one archive, so that a cluster needs neither.
///
/// ```
/// jre/    as jlink makes it from the JDK that this process runs on
/// lib/    the jars of this process, without the database that only aggregating needs
/// ```
///
/// Made once for a JDK and a set of jars, and kept beside other caches; named by the digest of both, so that
/// what lies on the cluster's storage under that name is this.
public final class RuntimeArchive {

    /// What the program, Hadoop's client and Parquet use of the JDK. Without `jdk.security.auth` Hadoop finds
    /// no user.
    private static final String MODULES = String.join(
            ",",
            "java.se",
            "jdk.crypto.cryptoki",
            "jdk.crypto.ec",
            "jdk.httpserver",
            "jdk.jfr",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.security.auth",
            "jdk.security.jgss",
            "jdk.unsupported",
            "jdk.zipfs");

    /// Eighty megabytes of native code for five systems.
    private static final String NOT_NEEDED = "duckdb_jdbc";

    private static final String FOLDER = "_runtime";

    private RuntimeArchive() {}

    /// The jar or folder that a class was loaded from.
    static Path origin(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// The name that the scanner's jar has in the archive; it must come first on the class path.
    static String scannerJar() throws IOException {
        return String.valueOf(origin(RuntimeArchive.class).getFileName());
    }

    /// Has the archive on a cluster's storage.
    ///
    /// @param data the dataset, where tasks can read
    /// @param given an archive that was made before, here or there; made from this process if empty
    public static Path on(Path data, Optional<Path> given) throws IOException, InterruptedException {
        if (given.filter(Locations::isRemote).isPresent()) {
            return given.get();
        }
        Path archive = given.isPresent() ? given.get() : made();
        String digest = MoreFiles.asByteSource(archive).hash(Hashing.sha256()).toString();
        Path there = data.resolve(FOLDER).resolve("stsurvey-" + digest.substring(0, 16) + ".tar.gz");
        if (!Files.exists(there)) {
            Files.createDirectories(there.getParent());
            ((RemoteFileSystem) there.getFileSystem()).publish(archive, there);
        }
        return there;
    }

    private static Path made() throws IOException, InterruptedException {
        Path lib = origin(RuntimeArchive.class).getParent();
        List<Path> jars;
        try (Stream<Path> files = Files.list(lib)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.getFileName().toString().startsWith(NOT_NEEDED))
                    .sorted()
                    .toList();
        }
        if (!Files.isRegularFile(origin(RuntimeArchive.class))) {
            throw new IOException(
                    "the program does not run from jars (" + origin(RuntimeArchive.class)
                            + "), so none can be sent to the cluster; start it with ./stsurvey, or name an archive with --runtime");
        }
        Path archive = cache().resolve("runtime-" + key(jars) + ".tar.gz");
        if (!Files.exists(archive)) {
            make(jars, archive);
        }
        return archive;
    }

    private static Path cache() throws IOException {
        String base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isBlank())
                .orElse(System.getProperty("user.home") + "/.cache");
        return Files.createDirectories(Path.of(base, "stsurvey"));
    }

    private static String key(List<Path> jars) throws IOException {
        Hasher digest = Hashing.sha256()
                .newHasher()
                .putString(System.getProperty("java.vm.version") + MODULES, StandardCharsets.UTF_8);
        for (Path jar : jars) {
            digest.putString(jar.getFileName().toString(), StandardCharsets.UTF_8)
                    .putBytes(MoreFiles.asByteSource(jar).hash(Hashing.sha256()).asBytes());
        }
        return digest.hash().toString().substring(0, 16);
    }

    private static void make(List<Path> jars, Path archive) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(archive.getParent(), "making");
        try {
            run(
                    Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                    "--add-modules",
                    MODULES,
                    "--strip-debug",
                    "--no-man-pages",
                    "--no-header-files",
                    "--output",
                    work.resolve("jre").toString());
            Path lib = Files.createDirectory(work.resolve("lib"));
            for (Path jar : jars) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
            Path draft = work.resolve("archive.tar");
            run("tar", "-C", work.toString(), "-cf", draft.toString(), "jre", "lib");
            // Jars are compressed already; what is saved by trying harder is less than the time it takes.
            run("gzip", "-1", draft.toString());
            Files.move(work.resolve("archive.tar.gz"), archive, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            try (Stream<Path> files = Files.walk(work)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " could not make the archive for the cluster: " + said.strip()
                    + "; make one elsewhere and name it with --runtime");
        }
    }
}
