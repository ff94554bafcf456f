package org.stsurvey.lab.https;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.OptionalInt;

/// A connected socket that carries a TLS connection in an unusual way: octet by octet, or with an end that leaves
/// the client time to read the last alert, which JSSE does not.
final class CarrierSocket extends Socket {
    private static final int FAREWELL_MILLIS = 2_000;

    private final Socket inner;
    private final OptionalInt pauseMillis;

    private CarrierSocket(Socket inner, OptionalInt pauseMillis) {
        this.inner = inner;
        this.pauseMillis = pauseMillis;
    }

    /// Sends one octet at a time.
    ///
    /// @param inner must not delay small segments
    /// @param pauseMillis after each octet
    static CarrierSocket octetByOctet(Socket inner, int pauseMillis) {
        return new CarrierSocket(inner, OptionalInt.of(pauseMillis));
    }

    /// Sends as usual.
    static CarrierSocket usual(Socket inner) {
        return new CarrierSocket(inner, OptionalInt.empty());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream out = inner.getOutputStream();
        return pauseMillis.isEmpty()
                ? out
                : new FilterOutputStream(out) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        for (int i = offset; i < offset + length; i++) {
                            out.write(bytes[i]);
                            pause();
                        }
                    }
                };
    }

    /// Ends the connection so that what was written arrives: a close with octets unread would be a reset.
    @Override
    public void close() throws IOException {
        if (!inner.isClosed()) {
            try (inner) {
                inner.shutdownOutput();
                inner.setSoTimeout(FAREWELL_MILLIS);
                inner.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private void pause() throws InterruptedIOException {
        try {
            Thread.sleep(pauseMillis.orElseThrow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is closing");
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return inner.getInputStream();
    }

    @Override
    public void shutdownInput() throws IOException {
        inner.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        inner.shutdownOutput();
    }

    @Override
    public boolean isConnected() {
        return inner.isConnected();
    }

    @Override
    public boolean isBound() {
        return inner.isBound();
    }

    @Override
    public boolean isClosed() {
        return inner.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return inner.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return inner.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return inner.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return inner.getLocalAddress();
    }

    @Override
    public int getPort() {
        return inner.getPort();
    }

    @Override
    public int getLocalPort() {
        return inner.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return inner.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return inner.getLocalSocketAddress();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        inner.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return inner.getSoTimeout();
    }
}
