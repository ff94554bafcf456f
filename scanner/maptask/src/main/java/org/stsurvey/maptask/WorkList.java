package org.stsurvey.maptask;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/** Input that stands in the job's configuration: a split of one record for each piece of work, wherever there is room. */
public final class WorkList extends InputFormat<NullWritable, Text> {

    /** The pieces of work: this key with `.0`, `.1` and so on. */
    public static final String WORK = "stsurvey.task.work";

    @Override
    public List<InputSplit> getSplits(JobContext context) {
        Configuration configuration = context.getConfiguration();
        List<InputSplit> splits = new ArrayList<>();
        for (String work = configuration.get(WORK + ".0");
                work != null;
                work = configuration.get(WORK + "." + splits.size())) {
            splits.add(new Piece(work));
        }
        return splits;
    }

    @Override
    public RecordReader<NullWritable, Text> createRecordReader(InputSplit split, TaskAttemptContext context) {
        return new OneRecord(((Piece) split).work);
    }

    /** One piece of work. */
    public static final class Piece extends InputSplit implements Writable {

        private String work;

        /** For Hadoop, which then reads the fields. */
        public Piece() {
            this("");
        }

        Piece(String work) {
            this.work = work;
        }

        @Override
        public long getLength() {
            return work.length();
        }

        @Override
        public String[] getLocations() {
            return new String[0];
        }

        @Override
        public void write(DataOutput out) throws IOException {
            Text.writeString(out, work);
        }

        @Override
        public void readFields(DataInput in) throws IOException {
            work = Text.readString(in);
        }
    }

    private static final class OneRecord extends RecordReader<NullWritable, Text> {

        private final Text work;
        private boolean read;

        OneRecord(String work) {
            this.work = new Text(work);
        }

        @Override
        public void initialize(InputSplit split, TaskAttemptContext context) {
            // The split was given.
        }

        @Override
        public boolean nextKeyValue() {
            boolean first = !read;
            read = true;
            return first;
        }

        @Override
        public NullWritable getCurrentKey() {
            return NullWritable.get();
        }

        @Override
        public Text getCurrentValue() {
            return work;
        }

        @Override
        public float getProgress() {
            return read ? 1 : 0;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
