package org.stsurvey.s3a;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;

/// An S3 server on loopback with one bucket, in the memory of this process.
final class Bucket implements AutoCloseable {

    private static final String NAME = "survey";

    private final BlobStoreContext context;
    private final BlobStore blobs;
    private final S3Proxy server;

    private Bucket(BlobStoreContext context, S3Proxy server) {
        this.context = context;
        this.blobs = context.getBlobStore();
        this.server = server;
    }

    static Bucket open() throws Exception {
        BlobStoreContext context = ContextBuilder.newBuilder("transient")
                .credentials("key", "secret")
                .build(BlobStoreContext.class);
        context.getBlobStore().createContainerInLocation(null, NAME);
        S3Proxy server = S3Proxy.builder()
                .blobStore(context.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "key", "secret")
                .build();
        server.start();
        return new Bucket(context, server);
    }

    String uri() {
        return "s3a://" + NAME;
    }

    /// Writes what Hadoop's client needs to know of it: a folder for `HADOOP_CONF_DIR`.
    Path configure(Path folder) throws IOException {
        Map<String, String> settings = Map.of(
                "fs.s3a.endpoint", "http://127.0.0.1:" + server.getPort(),
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.access.key", "key",
                "fs.s3a.secret.key", "secret");
        StringBuilder text = new StringBuilder("<configuration>");
        settings.forEach((name, value) -> text.append("<property><name>")
                .append(name)
                .append("</name><value>")
                .append(value)
                .append("</value></property>"));
        Files.writeString(
                Files.createDirectories(folder).resolve("core-site.xml"),
                text.append("</configuration>"),
                StandardCharsets.UTF_8);
        return folder;
    }

    /// The files of a folder by name, each with what it was when it was put: its digest and the moment.
    Map<String, String> files(String folder) {
        Map<String, String> found = new TreeMap<>();
        for (StorageMetadata blob : blobs.list(
                NAME, ListContainerOptions.Builder.prefix(folder + "/").delimiter("/"))) {
            String name = blob.getName().substring(blob.getName().lastIndexOf('/') + 1);
            if (!name.isEmpty() && blob.getETag() != null) {
                found.put(name, blob.getETag() + " " + blob.getLastModified().toInstant());
            }
        }
        return found;
    }

    /// Copies the parts of a folder to a disk.
    Path copy(String folder, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : files(folder).keySet()) {
            if (name.startsWith("part-")) {
                try (InputStream in =
                        blobs.getBlob(NAME, folder + "/" + name).getPayload().openStream()) {
                    Files.copy(in, to.resolve(name));
                }
            }
        }
        return to;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        context.close();
    }
}
