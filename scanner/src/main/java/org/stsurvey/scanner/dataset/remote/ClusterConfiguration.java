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
    public static Configuration load() {
        Configuration configuration = new Configuration();
        folder().ifPresent(folder -> FILES.stream()
                .map(folder::resolve)
                .filter(Files::isReadable)
                .forEach(file -> configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri()))));
        Optional.ofNullable(System.getProperty(FILE_PROPERTY))
                .ifPresent(file -> configuration.addResource(
                        new org.apache.hadoop.fs.Path(Path.of(file).toUri())));
        return configuration;
    }

    /// The folder of the cluster's configuration; empty if none is named.
    public static Optional<Path> folder() {
        return Optional.ofNullable(System.getenv("HADOOP_CONF_DIR"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }
}
