package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiveDropsTest {

    private static final String HEAD =
            "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @TempDir
    private Path folder;

    private Path table(String... lines) throws Exception {
        return Files.writeString(folder.resolve("udp"), HEAD + String.join("\n", lines) + "\n");
    }

    @Test
    void dropsAreTheLastColumnAndPortsAreHexadecimal() throws Exception {
        Path table = table(
                "  443: 0100007F:D431 0100007F:0035 01 00000000:00000000 00:00000000 00000000     0        0 71 2 0000 17",
                "  444: 0100007F:D432 0100007F:0035 01 00000000:00000000 00:00000000 00000000     0        0 72 2 0000 0");
        assertThat(ReceiveDrops.byPort(List.of(table))).isEqualTo(Map.of(0xD431, 17L));
    }

    @Test
    void aTableThatIsMissingOrOtherwiseSaysNothing() throws Exception {
        Path strange = table("", "no table at all", "  1: x 5");
        assertThat(ReceiveDrops.byPort(List.of(folder.resolve("none"), strange)))
                .isEmpty();
    }

    @Test
    void aBufferThatOverflowsIsCountedByThisSystem() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/net/udp")), "no /proc/net/udp here");
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (DatagramChannel full = DatagramChannel.open();
                DatagramChannel sender = DatagramChannel.open()) {
            full.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
            full.bind(new InetSocketAddress(loopback, 0));
            int port = ((InetSocketAddress) full.getLocalAddress()).getPort();
            for (int i = 0; i < 100; i++) {
                sender.send(ByteBuffer.allocate(1_000), full.getLocalAddress());
            }
            assertThat(ReceiveDrops.byPort())
                    .hasEntrySatisfying(port, drops -> assertThat(drops).isBetween(1L, 100L));
        }
    }

    @Test
    void droppedAnswersShrinkTheWindowOnceEach() throws Exception {
        InetSocketAddress resolver = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5353);
        DnsSettings settings = DnsSettings.of(List.of(resolver));
        try (Selector selector = Selector.open();
                Upstream upstream =
                        Upstream.open(resolver, settings, new RandomBits(new SecureRandom()), selector, 0)) {
            for (int i = 0; i < 5; i++) {
                upstream.window().pulseAnswered(1_000, true, i);
            }
            int before = upstream.window().size();
            Map<Integer, Long> everyPort =
                    IntStream.range(1, 65_536).boxed().collect(Collectors.toMap(port -> port, _ -> 3L));
            upstream.noteDrops(everyPort, SECOND);
            int after = upstream.window().size();
            assertThat(after).isEqualTo(before - before / 4);
            upstream.noteDrops(everyPort, 2 * SECOND);
            assertThat(upstream.window().size()).isEqualTo(after);
            upstream.publishStatus();
            assertThat(upstream.status().dropped()).isEqualTo(3L * settings.socketsPerResolver());
        }
    }
}
