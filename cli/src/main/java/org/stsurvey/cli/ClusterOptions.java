package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stsurvey.scanner.dataset.FolderFiles;
import org.stsurvey.scanner.dataset.remote.Locations;
import org.stsurvey.scanner.hadoop.MapReduceCluster;
import org.stsurvey.scanner.hadoop.RuntimeArchive;
import org.stsurvey.scanner.run.Cluster;
import org.stsurvey.scanner.run.RunFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Where a scan is done: by this process, or by tasks of a Hadoop cluster.
final class ClusterOptions {

    /// Below this Java and a chunk do not fit.
    private static final int LEAST_MEGABYTES = 768;

    private static final int MOST_TASKS = 1_000;

    /// Where files that tasks need are put, in the run folder.
    private static final String FILES = "_files";

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /// Where.
    enum Where {
        LOCAL,
        MAPREDUCE
    }

    @Option(
            names = "--on",
            paramLabel = "WHERE",
            defaultValue = "local",
            description = "local, or mapreduce: tasks of the Hadoop cluster that HADOOP_CONF_DIR describes "
                    + "(default: ${DEFAULT-VALUE})")
    private Where where = Where.LOCAL;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "on a cluster: tasks at once, each with its share of --dns-rate and of the gates before policy "
                            + "hosts (default: ${DEFAULT-VALUE})")
    private int tasks;

    @Option(
            names = "--task-memory",
            paramLabel = "MB",
            defaultValue = "2048",
            description = "on a cluster: memory of a task's container (default: ${DEFAULT-VALUE})")
    private int megabytes;

    @Option(
            names = "--task-cores",
            paramLabel = "N",
            defaultValue = "2",
            description = "on a cluster: cores of a task's container (default: ${DEFAULT-VALUE})")
    private int cores;

    @Option(names = "--queue", paramLabel = "NAME", description = "on a cluster: the queue (default: the cluster's)")
    private Optional<String> queue = Optional.empty();

    @Option(
            names = "--runtime",
            paramLabel = "ARCHIVE",
            converter = LocationText.class,
            description = "on a cluster: the archive with Java and stsurvey for its machines, here or there "
                    + "(default: made from this installation)")
    private Optional<Path> runtime = Optional.empty();

    boolean isLocal() {
        return where == Where.LOCAL;
    }

    /// @param packetsPerSecond of the survey as a whole
    /// @throws ParameterException if an option cannot be used, the dataset is where no cluster reaches it, or
    ///     there is no cluster
    void requireUsable(Path data, OptionalInt packetsPerSecond) {
        if (isLocal()) {
            return;
        }
        require(tasks >= 1 && tasks <= MOST_TASKS, "--tasks " + tasks + " is not 1 to " + MOST_TASKS);
        require(
                megabytes >= LEAST_MEGABYTES,
                "--task-memory " + megabytes + " is too little for a scan; give at least " + LEAST_MEGABYTES);
        require(cores >= 1, "--task-cores " + cores + " is below 1");
        require(
                Locations.isRemote(data),
                "--out " + data
                        + " is a folder of this machine, which tasks of a cluster do not reach; give one on the "
                        + "cluster's storage, such as hdfs://namenode/data");
        require(
                packetsPerSecond.orElse(tasks) >= tasks,
                "--dns-rate " + packetsPerSecond.orElse(0) + " cannot be divided among " + tasks
                        + " tasks, as each sends at least one query a second; give fewer --tasks");
        runtime.ifPresent(archive -> require(
                Files.isRegularFile(archive),
                "--runtime " + archive + ": there is no such file; give an archive that stsurvey has made "
                        + "(DATA/_runtime), or leave the option out"));
        try {
            MapReduceCluster.requireOne();
        } catch (IllegalArgumentException e) {
            require(false, "--on mapreduce: " + e.getMessage());
        }
    }

    private void require(boolean usable, String otherwise) {
        if (!usable) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    /// The cluster; empty if the scan is done by this process.
    ///
    /// @param concurrency of each task
    /// @param forwarded options that tasks are given as they were given here
    Optional<Cluster> cluster(
            Path data, RunFolder folder, int concurrency, List<OptionSpec> forwarded, PrintWriter err) {
        if (isLocal()) {
            return Optional.empty();
        }
        return Optional.of(new MapReduceCluster(
                new MapReduceCluster.Settings(tasks, megabytes, cores, queue, new MapReduceCluster.Sent() {
                    @Override
                    public Path runtime() throws IOException, InterruptedException {
                        return archive(data, err);
                    }

                    @Override
                    public List<String> arguments() throws IOException {
                        return words(folder, concurrency, forwarded);
                    }
                })));
    }

    private Path archive(Path data, PrintWriter err) throws IOException, InterruptedException {
        if (runtime.isEmpty()) {
            err.println(
                    "stsurvey: making the archive of Java and stsurvey that the cluster's machines run, if it is not there");
            err.flush();
        }
        return RuntimeArchive.on(data, runtime);
    }

    private List<String> words(RunFolder folder, int concurrency, List<OptionSpec> forwarded) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "--run",
                folder.path().toString(),
                "--tasks",
                Integer.toString(tasks),
                "--concurrency",
                Integer.toString(concurrency),
                "--ca-file",
                folder.rootsFile().toString()));
        for (OptionSpec option : forwarded) {
            words.addAll(words(option, folder));
        }
        return words;
    }

    /// An option as it was given, once for each value; a file goes where tasks reach it.
    private static List<String> words(OptionSpec option, RunFolder folder) throws IOException {
        List<String> words = new ArrayList<>();
        if (option.arity().max() == 0) {
            words.add(option.longestName());
            return words;
        }
        boolean isFile = option.type() == Path.class
                || List.of(option.typeInfo().getAuxiliaryTypes()).contains(Path.class);
        int number = 0;
        for (String value : option.originalStringValues()) {
            words.add(option.longestName());
            words.add(isFile ? there(value, option.longestName(), number++, folder) : value);
        }
        return words;
    }

    private static String there(String file, String option, int number, RunFolder folder) throws IOException {
        Path here = Locations.of(file);
        if (Locations.isRemote(here)) {
            return here.toString();
        }
        Path there = folder.path().resolve(FILES).resolve(option.replaceFirst("^-+", "") + "-" + number);
        FolderFiles.replace(there, Files.readAllBytes(here));
        return there.toString();
    }
}
