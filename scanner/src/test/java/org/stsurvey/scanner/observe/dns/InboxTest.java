package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {

    @Test
    void aCrowdOfDatagramsIsReadInTurnsAndNoneIsLostBetweenThem() throws Exception {
        try (DatagramChannel receiver = DatagramChannel.open();
                DatagramChannel sender = DatagramChannel.open()) {
            receiver.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
            receiver.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            receiver.configureBlocking(false);
            sender.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            sender.connect(receiver.getLocalAddress());
            receiver.connect(sender.getLocalAddress());
            int sent = 2 * Inbox.READS_AT_ONCE + 3;
            for (int i = 0; i < sent; i++) {
                sender.write(ByteBuffer.allocate(4).putInt(i).flip());
            }
            Inbox inbox = new Inbox();
            List<Integer> seen = new ArrayList<>();
            List<Integer> inTurns = new ArrayList<>();
            for (int turn = 0; turn < 4; turn++) {
                inbox.drain(
                        receiver,
                        (message, length) ->
                                seen.add(ByteBuffer.wrap(message, 0, length).getInt()));
                inTurns.add(seen.size());
            }
            assertThat(seen).isEqualTo(IntStream.range(0, sent).boxed().toList());
            assertThat(inTurns).containsExactly(Inbox.READS_AT_ONCE, 2 * Inbox.READS_AT_ONCE, sent, sent);
        }
    }
}
