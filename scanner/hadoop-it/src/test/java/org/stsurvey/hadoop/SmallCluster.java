package org.stsurvey.hadoop;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;

/// HDFS on three data nodes, and YARN on two node managers, in this process; its containers are processes of
/// their own.
final class SmallCluster implements AutoCloseable {

    private static final int DATA_NODES = 3;
    private static final int NODE_MANAGERS = 2;

    private final MiniDFSCluster dfs;
    private final MiniMRYarnCluster yarn;
    private final Path configuration;

    private SmallCluster(MiniDFSCluster dfs, MiniMRYarnCluster yarn, Path configuration) {
        this.dfs = dfs;
        this.yarn = yarn;
        this.configuration = configuration;
    }

    /// Starts it.
    ///
    /// @param folder where its disks are, and the configuration that a client of it needs
    static SmallCluster start(Path folder) throws IOException {
        System.setProperty("test.build.data", folder.resolve("test").toString());
        Configuration settings = new HdfsConfiguration();
        settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
        settings.setInt("dfs.replication", 2);
        // A node that is lost is noticed within seconds, not ten minutes.
        settings.setInt("dfs.namenode.heartbeat.recheck-interval", 2_000);
        settings.setInt("dfs.heartbeat.interval", 1);
        MiniDFSCluster dfs =
                new MiniDFSCluster.Builder(settings).numDataNodes(DATA_NODES).build();
        settings.set("fs.defaultFS", dfs.getURI().toString());
        setQuick(settings);
        settings.setInt("yarn.nodemanager.resource.memory-mb", 6_144);
        settings.setInt("yarn.nodemanager.resource.cpu-vcores", 8);
        settings.setInt("yarn.scheduler.minimum-allocation-mb", 128);
        settings.setInt("yarn.app.mapreduce.am.resource.mb", 640);
        settings.set("yarn.app.mapreduce.am.command-opts", "-Xmx300m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        // Otherwise one job at a time.
        settings.setFloat("yarn.scheduler.capacity.maximum-am-resource-percent", 0.5f);
        settings.setInt("yarn.resourcemanager.am.max-attempts", 3);
        settings.setInt("mapreduce.am.max-attempts", 3);
        settings.set(
                "yarn.node-attribute.fs-store.root-dir",
                folder.resolve("attributes").toUri().toString());
        settings.setFloat("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 99.9f);
        settings.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
        settings.setInt("yarn.app.mapreduce.client-am.ipc.max-retries", 1);
        MiniMRYarnCluster yarn = new MiniMRYarnCluster("small", NODE_MANAGERS);
        yarn.init(settings);
        yarn.start();
        return new SmallCluster(dfs, yarn, written(yarn.getConfig(), Files.createDirectories(folder.resolve("conf"))));
    }

    /// Intervals that are seconds by default, for clusters of thousands of machines, and that a test would wait
    /// for.
    private static void setQuick(Configuration settings) {
        settings.setInt("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", 100);
        settings.setInt("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms", 100);
        settings.setInt("yarn.nodemanager.sleep-delay-before-sigkill.ms", 200);
        // A thousand times a second, otherwise, should it not get its folder.
        settings.setInt("yarn.resourcemanager.nodestore-rootdir.num-retries", 5);
    }

    /// What HADOOP_CONF_DIR is to be for a client.
    private static Path written(Configuration settings, Path folder) throws IOException {
        Configuration client = new Configuration(settings);
        // Otherwise containers get the class path of whoever asks for them, as if it were in this process.
        client.setBoolean("yarn.is.minicluster", false);
        client.set(
                "mapreduce.application.classpath",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .replace(':', ','));
        client.setInt("mapreduce.client.completion.pollinterval", 200);
        try (OutputStream out = Files.newOutputStream(folder.resolve("core-site.xml"))) {
            client.writeXml(out);
        }
        return folder;
    }

    /// The folder of a client's configuration.
    Path configuration() {
        return configuration;
    }

    URI uri() {
        return dfs.getURI();
    }

    FileSystem files() throws IOException {
        return dfs.getFileSystem();
    }

    /// Has a data node vanish.
    void loseDataNode() {
        dfs.stopDataNode(0);
    }

    @Override
    public void close() {
        yarn.stop();
        dfs.shutdown(true);
    }
}
