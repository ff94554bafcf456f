package org.stsurvey.aggregate.spark;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/// A storage that only Hadoop's client knows, `elsewhere://disk/`; its files lie in a local folder.
public final class ElsewhereFileSystem extends RawLocalFileSystem {

    static final URI DISK = URI.create("elsewhere://disk/");

    private String root = "";

    @Override
    public void initialize(URI uri, Configuration configuration) throws java.io.IOException {
        super.initialize(uri, configuration);
        root = configuration.get("elsewhere.root");
    }

    @Override
    public URI getUri() {
        return DISK;
    }

    @Override
    public String getScheme() {
        return "elsewhere";
    }

    @Override
    public java.io.File pathToFile(Path path) {
        return new java.io.File(root, path.toUri().getPath());
    }

    @Override
    public FileStatus getFileStatus(Path path) throws java.io.IOException {
        FileStatus status = super.getFileStatus(path);
        status.setPath(makeQualified(path));
        return status;
    }

    @Override
    public FileStatus[] listStatus(Path path) throws java.io.IOException {
        FileStatus itself = getFileStatus(path);
        if (itself.isFile()) {
            return new FileStatus[] {itself};
        }
        String[] names = java.util.Objects.requireNonNull(pathToFile(path).list());
        java.util.Arrays.sort(names);
        FileStatus[] found = new FileStatus[names.length];
        for (int i = 0; i < names.length; i++) {
            found[i] = getFileStatus(new Path(path, names[i]));
        }
        return found;
    }
}
