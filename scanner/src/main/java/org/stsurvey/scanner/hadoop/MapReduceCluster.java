package org.stsurvey.scanner.hadoop;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapred.TIPStatus;
import org.apache.hadoop.mapreduce.CounterGroup;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.TaskReport;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.NullOutputFormat;
import org.stsurvey.maptask.ProcessMapper;
import org.stsurvey.maptask.WorkList;
import org.stsurvey.scanner.dataset.FolderFiles;
import org.stsurvey.scanner.dataset.remote.ClusterConfiguration;
import org.stsurvey.scanner.run.Cluster;
import org.stsurvey.scanner.run.Progress;
import org.stsurvey.scanner.run.StopRequest;

/// Tasks of a Hadoop cluster: one map-only job a pass, each of whose tasks starts this program on its chunks.
///
/// ```
/// job -> map task, on Hadoop's Java and class path -> stsurvey scan-chunks, on the Java and jars of the archive
///          ^ lines: where it is, what it has counted  |
///          +------------------------------------------+ -> parts, published on the cluster's storage
/// ```
///
/// The job has no output of its own. Its id stands in the run folder, so that a resumed scan waits for tasks
/// that still run instead of starting others beside them.
public final class MapReduceCluster implements Cluster {

    /// Hadoop's setting of who runs jobs.
    private static final String FRAMEWORK = "mapreduce.framework.name";

    private static final String JOB_FILE = "_job";
    private static final String RUNTIME = "runtime";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MAP_JVM_MEGABYTES = 160;

    /// Of a task's memory, the share that is the process's heap: the rest is for the map task's JVM, threads,
    /// metaspace, and what TLS and Parquet hold outside of the heap.
    private static final double HEAP_SHARE = 0.55;

    private static final int MOST_FAILURES_TOLD = 3;

    private final Settings settings;

    /// How tasks are run.
    ///
    /// @param tasks at once
    /// @param megabytes of memory a task
    /// @param cores a task
    /// @param queue of the cluster; its default if empty
    /// @param sent what they need on the cluster's storage
    public record Settings(int tasks, int megabytes, int cores, Optional<String> queue, Sent sent) {}

    /// What tasks need on the cluster's storage; put there when the first of them is to be started, as a run
    /// that is finished or refused needs none of it.
    public interface Sent {

        /// The archive.
        Path runtime() throws IOException, InterruptedException;

        /// The arguments of `scan-chunks`, without pass and chunks.
        List<String> arguments() throws IOException;
    }

    public MapReduceCluster(Settings settings) {
        this.settings = settings;
    }

    /// Finds out whether there is a cluster at all: without its configuration Hadoop's client would run all
    /// tasks in this process, one after the other, and call that a job.
    ///
    /// @throws IllegalArgumentException that says what is missing
    public static void requireOne() {
        String framework = ClusterConfiguration.load().get(FRAMEWORK, "local");
        if (!framework.equals("yarn")) {
            throw new IllegalArgumentException(ClusterConfiguration.folder()
                            .map(folder -> "HADOOP_CONF_DIR " + folder + " describes no cluster that runs jobs: "
                                    + FRAMEWORK + " is " + framework + ", not yarn")
                            .orElse("no cluster is known, as HADOOP_CONF_DIR is not set")
                    + "; set it to the folder with the cluster's core-site.xml, mapred-site.xml and yarn-site.xml");
        }
    }

    @Override
    public int tasks() {
        return settings.tasks();
    }

    @Override
    public void scan(Work work, Progress.Counts counts, StopRequest stop) throws IOException, InterruptedException {
        Job job;
        try {
            Optional<Job> earlier = underWay(work);
            job = earlier.isPresent() ? earlier.get() : submit(work);
        } catch (ClassNotFoundException | RuntimeException e) {
            throw new IOException(
                    "the cluster does not take the job: " + firstLine(e)
                            + "; is HADOOP_CONF_DIR the folder of its configuration? What is published stays",
                    e);
        }
        await(job, counts, stop);
        if (!stop.made()) {
            requireNoFailure(job);
        }
    }

    /// The job of this pass that an earlier process has started, if it still runs.
    private static Optional<Job> underWay(Work work) throws IOException, InterruptedException {
        Path file = work.runFolder().resolve(JOB_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] fields = Files.readString(file).strip().split("\t", -1);
        if (fields.length != 2 || !fields[1].equals(Integer.toString(work.pass()))) {
            return Optional.empty();
        }
        // Not closed: the job asks through it.
        try {
            Job found = new org.apache.hadoop.mapreduce.Cluster(ClusterConfiguration.load())
                    .getJob(JobID.forName(fields[0]));
            return Optional.ofNullable(found).filter(MapReduceCluster::runs);
        } catch (IOException _) {
            return Optional.empty(); // the cluster has forgotten it
        }
    }

    private static boolean runs(Job job) {
        try {
            return !job.isComplete();
        } catch (IOException _) {
            return false;
        }
    }

    private Job submit(Work work) throws IOException, InterruptedException, ClassNotFoundException {
        Configuration configuration = ClusterConfiguration.load();
        configure(configuration, work);
        Job job = Job.getInstance(configuration, "stsurvey " + runName(work.runFolder()) + ", pass " + work.pass());
        Path jar = RuntimeArchive.origin(ProcessMapper.class);
        if (Files.isRegularFile(jar)) {
            job.setJar(jar.toString());
        }
        job.setMapperClass(ProcessMapper.class);
        job.setInputFormatClass(WorkList.class);
        job.setOutputFormatClass(NullOutputFormat.class);
        job.setMapOutputKeyClass(NullWritable.class);
        job.setMapOutputValueClass(NullWritable.class);
        job.setNumReduceTasks(0);
        job.addCacheArchive(runtimeUri());
        job.submit();
        FolderFiles.replace(
                work.runFolder().resolve(JOB_FILE),
                (job.getJobID() + "\t" + work.pass() + "\n").getBytes(StandardCharsets.UTF_8));
        return job;
    }

    private URI runtimeUri() throws IOException, InterruptedException {
        return URI.create(settings.sent().runtime().toUri().toASCIIString() + "#" + RUNTIME);
    }

    private static String runName(Path runFolder) {
        return runFolder.getName(runFolder.getNameCount() - 2) + "/" + runFolder.getFileName();
    }

    private void configure(Configuration job, Work work) throws IOException {
        // The same domains must not be scanned twice at once.
        job.setBoolean("mapreduce.map.speculative", false);
        // The shares of rates and gates are those of so many tasks.
        job.setInt("mapreduce.job.running.map.limit", settings.tasks());
        // What fails for good must not end what does well: its chunks are named at the end.
        job.setInt("mapreduce.map.failures.maxpercent", 100);
        job.setBoolean("mapreduce.job.ubertask.enable", false);
        job.setInt("mapreduce.map.memory.mb", settings.megabytes());
        job.setInt("mapreduce.map.cpu.vcores", settings.cores());
        // It starts a process and passes on what that says: no work that a compiler or a parallel collector would pay
        // for.
        job.set("mapreduce.map.java.opts", "-Xmx" + MAP_JVM_MEGABYTES + "m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        settings.queue().ifPresent(queue -> job.set("mapreduce.job.queuename", queue));
        List<String> command = command(work);
        for (int i = 0; i < command.size(); i++) {
            job.set(ProcessMapper.COMMAND + "." + i, command.get(i));
        }
        for (int i = 0; i < work.groups().size(); i++) {
            job.set(
                    WorkList.WORK + "." + i,
                    work.groups().get(i).stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    /// The command of a task, but for its last word, the chunks.
    private List<String> command(Work work) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                RUNTIME + "/jre/bin/java",
                "-Xmx" + Math.round(settings.megabytes() * HEAP_SHARE) + "m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=tmp",
                "-D" + ClusterConfiguration.FILE_PROPERTY + "=job.xml",
                "-cp",
                RUNTIME + "/lib/" + RuntimeArchive.scannerJar() + ":" + RUNTIME + "/lib/*",
                "org.stsurvey.cli.Stsurvey",
                "scan-chunks"));
        words.addAll(settings.sent().arguments());
        words.addAll(List.of("--pass", Integer.toString(work.pass())));
        return words;
    }

    private static void await(Job job, Progress.Counts counts, StopRequest stop)
            throws IOException, InterruptedException {
        boolean killed = false;
        while (!job.isComplete()) {
            tell(job, counts);
            if (stop.made() && !killed) {
                job.killJob();
                killed = true;
            }
            Thread.sleep(POLL);
        }
        tell(job, counts);
    }

    /// Passes on what the tasks have counted; a cluster that does not answer now may do so the next time.
    private static void tell(Job job, Progress.Counts counts) {
        try {
            Counters found = job.getCounters();
            if (found != null) {
                CounterGroup ours = found.getGroup(ProcessMapper.COUNTERS);
                counts.are(
                        count(ours, "done"),
                        count(ours, "published"),
                        count(ours, "incomplete"),
                        count(ours, "found"),
                        count(ours, "lookups"),
                        count(ours, "answered"),
                        count(ours, "resent"),
                        count(ours, "fetches"));
            }
        } catch (IOException _) {
            // Counts are for people to look at; what is done is read from the parts.
        }
    }

    private static long count(CounterGroup group, String name) {
        return group.findCounter(name).getValue();
    }

    /// @throws IOException that says what tasks said which have failed for good
    private static void requireNoFailure(Job job) throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (TaskReport task : job.getTaskReports(TaskType.MAP)) {
            if (task.getCurrentStatus() == TIPStatus.FAILED && failures.size() < MOST_FAILURES_TOLD) {
                failures.add(task.getTaskId() + ": " + reason(task));
            }
        }
        if (failures.isEmpty() && !job.isSuccessful()) {
            failures.add(String.valueOf(job.getStatus().getFailureInfo())
                    .lines()
                    .findFirst()
                    .orElse("it did not say why"));
        }
        if (!failures.isEmpty()) {
            throw new IOException("tasks of " + job.getJobID() + " have failed: " + String.join("; ", failures)
                    + "; yarn logs -applicationId "
                    + job.getJobID().toString().replaceFirst("^job", "application") + " has what they said");
        }
    }

    private static String reason(TaskReport task) {
        String[] said = task.getDiagnostics();
        return said.length == 0
                ? "it did not say why"
                : said[said.length - 1].lines().findFirst().orElse("");
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
    }
}
