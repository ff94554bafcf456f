package org.stsurvey.maptask;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * A map task that starts a process on its work, like Hadoop Streaming does: the value of its one record is the last
 * argument of the command that the job's configuration holds.
 *
 * The process is told of the cluster by the file `job.xml`, which lies in the task's folder, and of the job's user by the
 * environment: under YARN's default executor it runs as the node manager's. Every line that it prints keeps the task
 * alive.
 */
public final class ProcessMapper extends Mapper<NullWritable, Text, NullWritable, NullWritable> {

    /** The words of the command: this key with `.0`, `.1` and so on. */
    public static final String COMMAND = "stsurvey.task.command";

    /** The group of the counters. */
    public static final String COUNTERS = "stsurvey";

    /** Hadoop's setting of the user that a job is of. */
    private static final String USER = "mapreduce.job.user.name";

    @Override
    protected void map(NullWritable key, Text work, Context context) throws IOException, InterruptedException {
        List<String> command = command(context.getConfiguration());
        command.add(work.toString());
        new File("tmp").mkdirs(); // the process keeps its temporary files in the task's folder, which YARN removes
        int status = new WorkerProcess(command, environment(context.getConfiguration())).run(listener(context));
        if (status != 0) {
            throw new IOException("the process that scans chunks " + work + " ended with status " + status
                    + "; what it said is in this task's stderr");
        }
    }

    /** As it was given: a word with `${user.name}` in it is no reference to a setting. */
    static List<String> command(Configuration configuration) {
        List<String> words = new ArrayList<>();
        for (String word = configuration.getRaw(COMMAND + ".0");
                word != null;
                word = configuration.getRaw(COMMAND + "." + words.size())) {
            words.add(word);
        }
        return words;
    }

    private static Map<String, String> environment(Configuration configuration) {
        String user = configuration.get(USER, "");
        return user.isEmpty() ? Map.of() : Map.of("HADOOP_USER_NAME", user);
    }

    private static WorkerProcess.Listener listener(Context context) {
        return new WorkerProcess.Listener() {
            @Override
            public void status(String text) {
                context.setStatus(text);
            }

            @Override
            public void count(String name, long more) {
                context.getCounter(COUNTERS, name).increment(more);
            }

            @Override
            public void alive() {
                context.progress();
            }
        };
    }
}
