import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
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

/// Looks a list of names up as fast as it goes, and prints what that took: one line a round.
///
/// ```
/// java -cp 'cli/target/app/lib/*' cli/src/bench/DnsBench.java ours|dnsjava HOST PORT NAMES ROUNDS WORKERS [BATCH]
/// ```
///
/// Both clients get the same names and type (TXT), and are asked in blocking style by so many virtual threads:
/// ours with BATCH names a call, as a scan asks three questions about a domain at once, dnsjava's resolver with
/// one, as it knows no more. A line tells lookups per second, CPU seconds of this process per 100,000 lookups,
/// and losses (lookups that ended without an answer). The first rounds warm the JVM up.
final class DnsBench {

    private static final double NANOS = 1e9;
    private static final double HUNDRED_THOUSAND = 1e5;

    private DnsBench() {}

    /// Looks names up; returns how many have got no answer.
    interface Client {
        int lookUp(List<String> names) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress resolver =
                new InetSocketAddress(InetAddress.ofLiteral(arguments[1]), Integer.parseInt(arguments[2]));
        List<String> names = Files.readAllLines(Path.of(arguments[3]));
        int rounds = Integer.parseInt(arguments[4]);
        int workers = Integer.parseInt(arguments[5]);
        int batch = arguments.length > 6 ? Integer.parseInt(arguments[6]) : 3;
        try (WireClock clock = WireClock.start();
                DnsEngine engine = DnsEngine.open(DnsSettings.of(List.of(resolver)), ResolverEvents.IGNORED)) {
            Client client = arguments[0].equals("ours") ? ours(engine, clock) : dnsJava(resolver);
            if (arguments[0].equals("ours")) {
                engine.examine();
            }
            for (int round = 1; round <= rounds; round++) {
                run(arguments[0], client, names, workers, arguments[0].equals("ours") ? batch : 1, round);
            }
            System.err.println(engine.status());
        }
        System.exit(0);
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
        double cpuSeconds = (cpuNanos() - cpu) / NANOS;
        System.out.printf(
                Locale.ROOT,
                "%s\tround %d\t%.0f lookups/s\t%.3f CPU-s per 100k\t%d lost%n",
                who,
                round,
                names.size() / seconds,
                cpuSeconds / names.size() * HUNDRED_THOUSAND,
                lost.sum());
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
