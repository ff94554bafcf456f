package org.stsurvey.scanner.dataset.remote;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where files are, as people write it: a path of a local disk, or a URI of a storage that Hadoop's client
/// knows, such as `hdfs://namenode/data` or `s3a://bucket/data`.
///
/// A location without a scheme is local and loads nothing of Hadoop.
public final class Locations {

    /// A scheme has at least two letters here, so that `C:/data` is none.
    private static final Pattern WITH_SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):(/.*)");

    private static final Pattern STORAGE =
            Pattern.compile("(hdfs|webhdfs|viewfs|s3a?|s3n|abfss?|wasbs?|gs|o3fs|ofs):(?!/)", Pattern.CASE_INSENSITIVE);

    private Locations() {}

    /// The path that a text names.
    ///
    /// @throws IllegalArgumentException if it names none, or one of a storage whose client is not there; the
    ///     message says what to add
    public static Path of(String text) {
        Matcher location = WITH_SCHEME.matcher(text);
        if (!location.matches()) {
            requireLocal(text);
            return Path.of(text);
        }
        if (location.group(1).equalsIgnoreCase("file")) {
            return Path.of(URI.create("file://" + location.group(2).replaceFirst("^//(?=/)", "")));
        }
        return HadoopProvider.theOne().path(text);
    }

    /// A slip of the pen must not become a folder of that name.
    private static void requireLocal(String text) {
        Matcher storage = STORAGE.matcher(text);
        if (storage.lookingAt()) {
            throw new IllegalArgumentException("\"" + text + "\" is no location: give " + storage.group(1)
                    + "://HOST/PATH, or ./" + text + " for a local file of that name");
        }
    }

    /// Whether a path is on storage that is no local disk.
    public static boolean isRemote(Path path) {
        return path.getFileSystem() instanceof RemoteFileSystem;
    }
}
