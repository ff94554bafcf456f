package org.stsurvey.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.stsurvey.cli.metrics.Exposition;
import org.stsurvey.scanner.observe.dns.ResolverStatus;
import org.stsurvey.scanner.run.Phase;
import org.stsurvey.scanner.run.Progress;
import org.stsurvey.scanner.run.ResidentMemory;

/// A running scan in numbers. Reads what is counted anyway, and only when it is asked; what is not known yet,
/// as while the list is prepared, is left out.
final class ScanMetrics {

    private volatile Optional<Scanner> scanner = Optional.empty();
    private volatile Optional<Run> run = Optional.empty();

    /// @param labels that tell the run from others
    private record Run(Map<String, String> labels, Progress progress) {}

    void observes(Scanner with) {
        scanner = Optional.of(with);
    }

    /// @param id the run's UUID
    void began(String id, String list, String name, Progress progress) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("run_id", id);
        labels.put("list", list);
        labels.put("run", name);
        labels.put("version", Version.text());
        run = Optional.of(new Run(labels, progress));
    }

    String text() {
        Exposition metrics = new Exposition();
        run.ifPresent(known -> run(metrics, known));
        scanner.ifPresent(known -> network(metrics, known));
        process(metrics);
        return metrics.text();
    }

    private static void run(Exposition metrics, Run run) {
        Progress.Snapshot now = run.progress().snapshot();
        metrics.gauge("stsurvey_run_info", "The run under way; always 1").is(run.labels(), 1);
        Exposition.Family phases = metrics.gauge("stsurvey_phase", "1 for the phase that the run is in");
        for (Phase phase : Phase.values()) {
            phases.is("phase", word(phase), phase == now.phase() ? 1 : 0);
        }
        String phase = word(now.phase());
        metrics.gauge("stsurvey_phase_targets", "Targets of the phase").is("phase", phase, now.total());
        metrics.counter("stsurvey_domains_done_total", "Targets of the phase that are done, earlier processes included")
                .is("phase", phase, now.done());
        metrics.counter("stsurvey_domains_published_total", "Targets of the phase whose part is published")
                .is("phase", phase, now.published());
        Exposition.Family outcomes = metrics.counter(
                "stsurvey_rows_total", "Rows judged and published by this process in both passes, by primary outcome");
        run.progress().outcomes().forEach((outcome, rows) -> outcomes.is("outcome", outcome, rows));
        metrics.counter("stsurvey_records_found_total", "Domains seen with a policy record")
                .is(now.found());
        metrics.counter("stsurvey_dns_lookups_total", "DNS questions settled")
                .is("result", "answered", now.answered())
                .is("result", "failed", now.lookups() - now.answered());
        metrics.counter("stsurvey_dns_resent_total", "DNS queries beyond the first of each question")
                .is(now.resent());
        metrics.counter("stsurvey_policy_fetches_total", "Attempts to fetch a policy file")
                .is(now.fetches());
        metrics.counter("stsurvey_parts_published_total", "Parts made from observations by this process")
                .is(run.progress().parts());
        metrics.gauge("stsurvey_open_chunks", "Chunks that are begun and not published")
                .is(now.openChunks());
        metrics.gauge("stsurvey_rows_undetermined", "Rows of the first pass that wait for the retest")
                .is(now.undetermined());
    }

    private static String word(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static void network(Exposition metrics, Scanner scanner) {
        List<ResolverStatus> all = scanner.resolverStatus();
        each(
                metrics.gauge("stsurvey_resolver_up", "1 while the resolver is well, 0 while it is paused"),
                all,
                one -> one.isWell() ? 1 : 0);
        each(
                metrics.gauge("stsurvey_resolver_window", "Questions that may be in flight to it"),
                all,
                ResolverStatus::window);
        each(metrics.gauge("stsurvey_resolver_in_flight", "Questions that are"), all, ResolverStatus::inFlight);
        each(
                metrics.counter("stsurvey_resolver_queries_total", "Queries sent to it, canaries included"),
                all,
                ResolverStatus::sent);
        each(
                metrics.counter("stsurvey_resolver_answers_total", "Responses accepted from it"),
                all,
                ResolverStatus::answered);
        each(
                metrics.counter("stsurvey_resolver_timeouts_total", "Queries that found no response in their time"),
                all,
                ResolverStatus::timeouts);
        each(
                metrics.counter("stsurvey_resolver_strays_total", "Messages that answered nothing that was asked"),
                all,
                ResolverStatus::strays);
        each(
                metrics.counter(
                        "stsurvey_resolver_dropped_total",
                        "Answers lost here, as the buffers of our sockets were full"),
                all,
                ResolverStatus::dropped);
        each(
                metrics.counter("stsurvey_resolver_canaries_total", "Questions asked only to see how it does"),
                all,
                ResolverStatus::canariesSent);
        each(
                metrics.counter(
                        "stsurvey_resolver_canaries_lost_total", "Of these, those without an answer in their time"),
                all,
                ResolverStatus::canariesLost);
        metrics.gauge("stsurvey_gate_waiting", "Exchanges that wait for their turn at a policy host")
                .is(scanner.waitingAtGates());
    }

    private static void each(
            Exposition.Family family, List<ResolverStatus> all, ToDoubleFunction<ResolverStatus> value) {
        all.forEach(one -> family.is("resolver", one.address(), value.applyAsDouble(one)));
    }

    private static void process(Exposition metrics) {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        metrics.gauge("process_start_time_seconds", "When the process began, in seconds since 1970")
                .is(Instant.ofEpochMilli(started).toEpochMilli() / 1e3);
        ResidentMemory.bytes()
                .ifPresent(bytes -> metrics.gauge("process_resident_memory_bytes", "Memory that the process holds")
                        .is(bytes));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            metrics.gauge("process_open_fds", "File descriptors in use").is(unix.getOpenFileDescriptorCount());
            metrics.gauge("process_max_fds", "File descriptors that may be in use")
                    .is(unix.getMaxFileDescriptorCount());
            metrics.counter("process_cpu_seconds_total", "CPU time of the process")
                    .is(unix.getProcessCpuTime() / 1e9);
        }
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        metrics.gauge("jvm_memory_used_bytes", "Memory in use").is("area", "heap", heap.getUsed());
        metrics.gauge("jvm_memory_max_bytes", "Memory that may be in use").is("area", "heap", heap.getMax());
        metrics.gauge("jvm_threads_current", "Platform threads")
                .is(ManagementFactory.getThreadMXBean().getThreadCount());
    }
}
