package org.stsurvey.scanner.observe.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the operating system threw away because the buffer of a UDP socket was full, as Linux counts it in the
/// last column of `/proc/net/udp` (proc_net_udp(5)). Elsewhere nothing is known of it, and pulses steer alone.
final class ReceiveDrops {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

    private ReceiveDrops() {}

    /// Datagrams dropped so far, by local port; ports that have lost none may be missing.
    static Map<Integer, Long> byPort() {
        return byPort(TABLES);
    }

    static Map<Integer, Long> byPort(List<Path> tables) {
        Map<Integer, Long> drops = new HashMap<>();
        for (Path table : tables) {
            try {
                Files.readAllLines(table, StandardCharsets.US_ASCII).stream()
                        .skip(1)
                        .forEach(line -> add(line.strip().split("\\s+"), drops));
            } catch (IOException _) {
                // Not Linux, or /proc is hidden.
            }
        }
        return drops;
    }

    private static void add(String[] columns, Map<Integer, Long> drops) {
        try {
            long dropped = Long.parseLong(columns[columns.length - 1]);
            if (dropped > 0) {
                String local = columns[1];
                drops.merge(Integer.parseInt(local.substring(local.indexOf(':') + 1), 16), dropped, Long::sum);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            // Another layout than the documented one says nothing.
        }
    }
}
