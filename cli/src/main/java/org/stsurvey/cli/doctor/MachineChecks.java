package org.stsurvey.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What the process may use: file descriptors, socket buffers, memory, its JDK, its networks. Each check is a
/// function of what was measured, so that a test can show it every machine.
public final class MachineChecks {

    /// What the DNS engine asks of the kernel for each of its sockets.
    static final int WANTED_BUFFER = 4 << 20;

    /// A scan of a million domains stays below it.
    static final long WANTED_MEMORY = 512L << 20;

    /// Below this not even a small scan comes to its end.
    static final long LEAST_MEMORY = 192L << 20;

    /// Security updates of the JDK come four times a year.
    static final long OLD_JDK_DAYS = 300;

    private static final double MIB = 1 << 20;
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path MOST_BUFFER = Path.of("/proc/sys/net/core/rmem_max");

    private MachineChecks() {}

    /// Whether there are as many as the concurrency needs.
    ///
    /// @param may how many files and sockets the process may open
    /// @param needed for the concurrency that is asked for
    /// @param least without which no scan begins
    public static Check descriptors(long may, int concurrency, long needed, long least) {
        String seen = "this process may open " + (may == Long.MAX_VALUE ? "any number of" : may) + " files and sockets";
        String rule = "--concurrency " + concurrency + " needs " + needed + ", any scan " + least;
        String remedy = "raise the limit: ulimit -n 65536 in the shell, LimitNOFILE=65536 in a systemd unit, or a line "
                + "\"* - nofile 65536\" in /etc/security/limits.conf";
        if (may < least) {
            return Check.bad("descriptors", "", seen, rule, remedy);
        }
        return may < needed
                ? Check.attention("descriptors", "", seen, rule, remedy + "; else fewer domains are asked at once")
                : Check.ok("descriptors", "", seen, rule);
    }

    /// Asks the kernel for a buffer as the DNS engine does and looks at what it gives.
    public static Check receiveBuffer() throws IOException {
        try (DatagramChannel socket = DatagramChannel.open()) {
            socket.setOption(StandardSocketOptions.SO_RCVBUF, WANTED_BUFFER);
            return receiveBuffer(socket.getOption(StandardSocketOptions.SO_RCVBUF), number(MOST_BUFFER));
        }
    }

    /// @param granted octets of receive buffer
    /// @param most what the kernel grants to anybody, where it tells
    static Check receiveBuffer(long granted, OptionalLong most) {
        String seen = "the kernel grants " + mib(granted) + " of the " + mib(WANTED_BUFFER) + " asked for"
                + (most.isPresent() ? " (net.core.rmem_max is " + most.getAsLong() + ")" : "");
        String rule = "answers that find the receive buffer full are lost, and their questions asked again";
        return granted >= WANTED_BUFFER
                ? Check.ok("udp_buffer", "", seen, rule)
                : Check.attention(
                        "udp_buffer",
                        "",
                        seen,
                        rule,
                        "sysctl -w net.core.rmem_max=" + WANTED_BUFFER + ", and for good a line net.core.rmem_max="
                                + WANTED_BUFFER
                                + " in /etc/sysctl.d/stsurvey.conf; until then the scan asks more slowly");
    }

    /// Whether there is enough for a scan.
    ///
    /// @param heap the most that the heap of this JVM may grow to
    public static Check memory(long heap) {
        return memory(heap, available());
    }

    /// @param available what the machine has left; empty where it does not tell
    static Check memory(long heap, OptionalLong available) {
        String seen = "the heap may grow to " + mib(heap)
                + (available.isPresent() ? ", and the machine has " + mib(available.getAsLong()) + " left" : "");
        String rule = "a scan of a million domains wants " + mib(WANTED_MEMORY) + ", and no more for a longer list";
        long usable = Math.min(heap, available.orElse(Long.MAX_VALUE));
        String remedy = heap <= available.orElse(Long.MAX_VALUE)
                ? "give the JVM more: STSURVEY_JAVA_OPTS=-Xmx512m"
                : "end what else uses the memory, or take a larger machine";
        if (usable < LEAST_MEMORY) {
            return Check.bad("memory", "", seen, rule, remedy);
        }
        return usable < WANTED_MEMORY
                ? Check.attention("memory", "", seen, rule, remedy)
                : Check.ok("memory", "", seen, rule);
    }

    /// Whether it is one that scans are made with.
    ///
    /// @param version of the running JDK
    /// @param released the day of its release, as `java.version.date` has it
    /// @param switches those that are not set as a scan needs them
    public static Check jdk(
            Runtime.Version version, String vendor, String released, List<String> switches, LocalDate today) {
        String seen = "JDK " + version + " of " + vendor + ", released "
                + (released.isEmpty() ? "nobody knows when" : released);
        String rule = "JDK 25 or later, up to date, with the switches set that every scan is made with";
        if (version.feature() < 25 || !switches.isEmpty()) {
            return Check.bad(
                    "jdk",
                    "",
                    seen + (switches.isEmpty() ? "" : "; not as it must be: " + String.join(", ", switches)),
                    rule,
                    "start stsurvey by its launcher, with a JDK 25 or later");
        }
        Optional<LocalDate> day = day(released);
        boolean old = day.filter(date -> ChronoUnit.DAYS.between(date, today) > OLD_JDK_DAYS)
                .isPresent();
        return old
                ? Check.attention(
                        "jdk",
                        "",
                        seen,
                        rule,
                        "install the newest update of the JDK; the roots that it trusts and its "
                                + "list of public keys come with it")
                : Check.ok("jdk", "", seen, rule);
    }

    /// Whether hosts that have only IPv6 can be reached.
    ///
    /// @param global this machine has a global IPv6 address
    public static Check ipv6(boolean global) {
        String rule = "policy hosts that have only IPv6 addresses are asked from machines that have one too";
        return global
                ? Check.ok("ipv6", "", "this machine has a global IPv6 address", rule)
                : Check.attention(
                        "ipv6",
                        "",
                        "this machine has no global IPv6 address",
                        rule,
                        "scan from a network with IPv6; without it such domains are scan_no_vantage, which is indeterminate");
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static OptionalLong available() {
        try (Stream<String> lines = Files.lines(MEMORY)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException | RuntimeException _) {
            return OptionalLong.empty();
        }
    }

    /// In one read: the second one of a file below /proc/sys says that it is at its end.
    private static OptionalLong number(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] digits = new byte[32];
            int length = Math.max(0, in.read(digits));
            return OptionalLong.of(Long.parseLong(new String(digits, 0, length, StandardCharsets.US_ASCII).strip()));
        } catch (IOException | NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    static String mib(long octets) {
        return String.format(Locale.ROOT, octets % (1 << 20) == 0 ? "%.0f MiB" : "%.1f MiB", octets / MIB);
    }
}
