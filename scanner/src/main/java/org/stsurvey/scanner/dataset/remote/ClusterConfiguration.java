package org.stsurvey.scanner.dataset.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/// What this process knows of the cluster: the files of `HADOOP_CONF_DIR`, and, in a task on a cluster, the
/// configuration of its job.
public final class ClusterConfiguration {

    /// The system property that names one more file; its values win.
    public static final String FILE_PROPERTY = "stsurvey.hadoop.conf";

    private static final List<String> FILES =
            List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml", "mapred-site.xml");

    private ClusterConfiguration() {}

    /// Reads it.
    ///
    /// @throws IllegalArgumentException if `HADOOP_CONF_DIR` is none of a cluster, which would go unnoticed
    ///     where a location names its host, but for the settings that were meant to be used
    public static Configuration load() {
        Configuration configuration = new Configuration();
        Optional<String> ofTask = Optional.ofNullable(System.getProperty(FILE_PROPERTY));
        List<Path> files = folder().stream()
                .flatMap(folder -> FILES.stream().map(folder::resolve))
                .filter(Files::isReadable)
                .toList();
        if (ofTask.isEmpty() && files.isEmpty()) {
            folder().ifPresent(ClusterConfiguration::refuse);
        }
        files.forEach(file -> configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
        ofTask.ifPresent(file -> configuration.addResource(
                new org.apache.hadoop.fs.Path(Path.of(file).toUri())));
        return configuration;
    }

    private static void refuse(Path folder) {
        throw new IllegalArgumentException("HADOOP_CONF_DIR " + folder
                + (Files.isDirectory(folder) ? " has no file that can be read of " : " is no folder with ")
                + String.join(", ", FILES) + "; set it to the folder of the cluster's configuration, or unset it");
    }

    /// The folder of the cluster's configuration; empty if none is named.
    public static Optional<Path> folder() {
        return Optional.ofNullable(System.getenv("HADOOP_CONF_DIR"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }
}
