package org.stsurvey.aggregate.spark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/// A storage that only Hadoop's client knows, `elsewhere:///`; its files lie in a local folder.
public final class ElsewhereFileSystem extends RawLocalFileSystem {

    static final URI DISK = URI.create("elsewhere:///");

    private String root = "";

    /// The same for whoever asks by Hadoop's other interface.
    public static final class Context extends DelegateToFileSystem {
        public Context(URI uri, Configuration configuration) throws IOException, URISyntaxException {
            super(uri, new ElsewhereFileSystem(), configuration, "elsewhere", false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }
    }

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
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
    public File pathToFile(Path path) {
        return new File(root, path.toUri().getPath());
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        FileStatus status = super.getFileStatus(path);
        status.setPath(makeQualified(path));
        return status;
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        FileStatus itself = getFileStatus(path);
        if (itself.isFile()) {
            return new FileStatus[] {itself};
        }
        String[] names = Objects.requireNonNull(pathToFile(path).list());
        Arrays.sort(names);
        FileStatus[] found = new FileStatus[names.length];
        for (int i = 0; i < names.length; i++) {
            found[i] = getFileStatus(new Path(path, names[i]));
        }
        return found;
    }
}
