package org.stsurvey.hadoop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// CPU seconds of this process and of those below it, by what they do. They are sampled five times a second, as
/// a process that has ended says nothing any more.
final class CpuWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final String SERVERS = "servers of the cluster";

    /// Words of a command line, and what the process is; the first that fit.
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("scan-chunks", "processes that scan chunks");
        KINDS.put("YarnChild", "map tasks");
        KINDS.put("MRAppMaster", "application masters");
        KINDS.put("org.stsurvey.cli.Stsurvey lab", "the lab");
        KINDS.put("org.stsurvey.cli.Stsurvey scan", "the process that was started");
        KINDS.put("", "shells, jlink, tar");
    }

    private record Seen(String kind, double seconds) {}

    private final Map<Long, Seen> seen = new LinkedHashMap<>();
    private final Map<String, Double> before = new TreeMap<>();
    private final Thread thread;

    private CpuWatch() {
        sample();
        before.putAll(sums());
        thread = Thread.ofPlatform().daemon().name("cpu").start(this::sampleUntilInterrupted);
    }

    static CpuWatch start() {
        return new CpuWatch();
    }

    private void sampleUntilInterrupted() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                sample();
            }
        } catch (InterruptedException _) {
            sample();
        }
    }

    private void sample() {
        note(ProcessHandle.current(), SERVERS);
        ProcessHandle.current().descendants().forEach(process -> {
            Seen known = seen.get(process.pid());
            // A shell becomes what it starts.
            boolean settled = known != null && !known.kind().equals(KINDS.get(""));
            note(process, settled ? known.kind() : kind(Processes.commandLine(process)));
        });
    }

    private void note(ProcessHandle process, String kind) {
        process.info()
                .totalCpuDuration()
                .ifPresent(used -> seen.put(process.pid(), new Seen(kind, used.toMillis() / 1_000.0)));
    }

    private static String kind(String commandLine) {
        if (commandLine.contains("bash")) {
            return KINDS.get("");
        }
        return KINDS.entrySet().stream()
                .filter(kind -> commandLine.contains(kind.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private Map<String, Double> sums() {
        Map<String, Double> sums = new TreeMap<>();
        seen.values().forEach(one -> sums.merge(one.kind(), one.seconds(), Double::sum));
        return sums;
    }

    /// What was used since the start.
    Map<String, Double> used() throws InterruptedException {
        thread.interrupt();
        thread.join();
        Map<String, Double> used = sums();
        used.replaceAll((kind, seconds) -> seconds - before.getOrDefault(kind, 0.0));
        return used;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
