package org.stsurvey.lab.https;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// An address that leaves connection attempts unanswered: a listener that never accepts and whose queue is full.
/// Linux then drops every further SYN.
final class BlackHole implements AutoCloseable {
    private static final int FILLERS = 8;

    private final ServerSocketChannel listener;
    private final List<SocketChannel> fillers = new ArrayList<>();

    BlackHole(InetSocketAddress address) throws IOException {
        listener = ServerSocketChannel.open();
        listener.bind(address, 1);
        for (int i = 0; i < FILLERS; i++) {
            SocketChannel filler = SocketChannel.open();
            filler.configureBlocking(false);
            filler.connect(address);
            fillers.add(filler);
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel filler : fillers) {
            filler.close();
        }
        listener.close();
    }
}
