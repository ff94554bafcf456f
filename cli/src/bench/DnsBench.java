import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.WireClock;
import org.stsurvey.scanner.observe.dns.DnsEngine;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.observe.dns.RecordType;
import org.stsurvey.scanner.observe.dns.ResolverEvents;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;

/// Looks a list of names up with several clients in turn, as fast as each goes; `dns-cost` runs it.
///
/// ```
/// java -cp 'cli/target/app/lib/*' cli/src/bench/DnsBench.java HOST PORT NAMES ROUNDS WORKERS BATCH [MASSDNS]
/// ```
///
/// All get the same names and type (TXT). Our engine and dnsjava's resolver are asked in blocking style by so many
/// virtual threads: ours with BATCH names a call, dnsjava's with one, as it knows no more, and only a quarter of the
/// names. massdns is a process of its own each time, start and writing of results included, once with its results
/// as JSON and once as short text. A line tells lookups per second, CPU seconds of the client per 100,000 lookups,
/// and losses (lookups without an answer). Two rounds warm the JVM up; medians over the others come last.
final class DnsBench {

    private static final double NANOS = 1e9;
    private static final double HUNDRED_THOUSAND = 1e5;
    private static final int WARM_UP = 2;
    private static final int DNSJAVA_SHARE = 4;
    private static final int DNSJAVA_WORKERS = 1_000;

    /// Both of massdns's buffers, as large as ours.
    private static final String BUFFERS = "--rcvbuf 4194304 --sndbuf 4194304";

    private static final Map<String, List<Figures>> FIGURES = new LinkedHashMap<>();

    private DnsBench() {}

    private record Figures(double perSecond, double cpuPerHundredThousand, long lost) {}

    /// Looks names up; returns how many have got no answer.
    interface Client {
        int lookUp(List<String> names) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress resolver =
                new InetSocketAddress(InetAddress.ofLiteral(arguments[0]), Integer.parseInt(arguments[1]));
        Path file = Path.of(arguments[2]);
        List<String> names = Files.readAllLines(file);
        int rounds = Integer.parseInt(arguments[3]);
        int workers = Integer.parseInt(arguments[4]);
        int batch = Integer.parseInt(arguments[5]);
        try (WireClock clock = WireClock.start();
                DnsEngine engine = DnsEngine.open(DnsSettings.of(List.of(resolver)), ResolverEvents.IGNORED)) {
            engine.examine();
            for (int round = 1 - WARM_UP; round <= rounds; round++) {
                run("stsurvey", ours(engine, clock), names, workers, batch, round);
                if (arguments.length > 6) {
                    massdns("massdns, JSON", arguments[6], "J", resolver, file, names.size(), round);
                    massdns("massdns, short", arguments[6], "S", resolver, file, names.size(), round);
                }
                if (round > 0) {
                    run(
                            "dnsjava",
                            dnsJava(resolver),
                            names.subList(0, names.size() / DNSJAVA_SHARE),
                            DNSJAVA_WORKERS,
                            1,
                            round);
                }
            }
            System.err.println(engine.status());
        }
        FIGURES.forEach((who, all) -> System.out.printf(
                Locale.ROOT,
                "%s\tmedian of %d\t%.0f lookups/s\t%.3f CPU-s per 100k\t%d lost in all%n",
                who,
                all.size(),
                median(all.stream().mapToDouble(Figures::perSecond)),
                median(all.stream().mapToDouble(Figures::cpuPerHundredThousand)),
                all.stream().mapToLong(Figures::lost).sum()));
        System.exit(0);
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static void report(String who, int round, int lookups, double seconds, double cpuSeconds, long lost) {
        Figures figures = new Figures(lookups / seconds, cpuSeconds / lookups * HUNDRED_THOUSAND, lost);
        System.out.printf(
                Locale.ROOT,
                "%s\tround %d\t%.0f lookups/s\t%.3f CPU-s per 100k\t%d lost%n",
                who,
                round,
                figures.perSecond(),
                figures.cpuPerHundredThousand(),
                lost);
        if (round > 0) {
            FIGURES.computeIfAbsent(who, _ -> new ArrayList<>()).add(figures);
        }
    }

    /// The shell's `times` tells the CPU time of its children: `0m1.23s 0m4.56s` in the second line.
    private static void massdns(
            String who,
            String program,
            String format,
            InetSocketAddress resolver,
            Path names,
            int lookups,
            int round)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("massdns", ".out");
        Path resolvers = Files.writeString(
                Files.createTempFile("resolvers", ".txt"),
                resolver.getAddress().getHostAddress() + ":" + resolver.getPort() + "\n");
        try {
            long begin = System.nanoTime();
            Process shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            "\"$0\" -r \"$1\" -t TXT --root -q -o " + format + " " + BUFFERS
                                    + " -w \"$2\" \"$3\" >/dev/null 2>&1; times",
                            program,
                            resolvers.toString(),
                            out.toString(),
                            names.toString())
                    .start();
            List<String> times = shell.inputReader().readAllLines();
            shell.waitFor();
            double seconds = (System.nanoTime() - begin) / NANOS;
            double cpu = 0;
            for (String time : times.get(1).split(" ")) {
                int minute = time.indexOf('m');
                cpu += 60 * Double.parseDouble(time.substring(0, minute))
                        + Double.parseDouble(time.substring(minute + 1, time.length() - 1));
            }
            long lost;
            try (var lines = Files.lines(out, StandardCharsets.ISO_8859_1)) {
                long written = lines.count();
                lost = format.equals("J") ? Math.max(0, lookups - written) : 0; // the short form leaves NXDOMAIN out
            }
            report(who, round, lookups, seconds, cpu, lost);
        } finally {
            Files.delete(out);
            Files.delete(resolvers);
        }
    }

    private static Client ours(DnsEngine engine, WireClock clock) {
        return names -> {
            List<Question> questions = new ArrayList<>(names.size());
            for (String name : names) {
                questions.add(new Question(name, RecordType.TXT));
            }
            int lost = 0;
            for (var lookup : engine.ask(questions, Deadline.after(Duration.ofSeconds(45), clock::nanos))) {
                lost += lookup.answer() instanceof DnsAnswer.Failed ? 1 : 0;
            }
            return lost;
        };
    }

    private static Client dnsJava(InetSocketAddress address) {
        SimpleResolver resolver = new SimpleResolver(address);
        resolver.setEDNS(0, 1232, 0);
        return names -> {
            int lost = 0;
            for (String name : names) {
                try {
                    resolver.send(Message.newQuery(
                            Record.newRecord(Name.fromString(name + "."), RecordType.TXT.code(), DClass.IN)));
                } catch (IOException e) {
                    lost++;
                }
            }
            return lost;
        };
    }

    private static void run(String who, Client client, List<String> names, int workers, int batch, int round)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        LongAdder lost = new LongAdder();
        List<Thread> threads = new ArrayList<>();
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        for (int i = 0; i < workers; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    for (int at = next.getAndAdd(batch); at < names.size(); at = next.getAndAdd(batch)) {
                        lost.add(client.lookUp(names.subList(at, Math.min(names.size(), at + batch))));
                    }
                } catch (Exception e) {
                    e.printStackTrace();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / NANOS;
        report(who, round, names.size(), seconds, (cpuNanos() - cpu) / NANOS, lost.sum());
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
