package org.stsurvey.scanner.observe.tls;

import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.stsurvey.scanner.observation.ByteString;

/// Watches one connection: how far it came, and what the peer's first TLS records say.
///
/// JSSE reports most handshake failures by exceptions whose texts differ from release to release. The records
/// themselves do not: until keys are agreed they travel in the clear, so an alert, an old version and something
/// that is not TLS are read off the wire here (RFC 8446 §5.1, §6, §4.1.3). Only an alert that comes encrypted
/// is read from the exception.
///
/// Written to by the threads that drive the engine, read by whoever follows the exchange once that has ended or
/// timed out.
public final class WireTap {

    /// As many as the dataset keeps of a chain.
    static final int MAX_CERTIFICATES = 10;

    /// Of an OCSP response; one with the responder's certificate has 2 KiB.
    static final int MAX_STAPLED_OCTETS = 16_384;

    private static final int RECORD_HEADER = 5;
    private static final int ALERT_RECORD = 21;
    private static final int HANDSHAKE_RECORD = 22;
    private static final int SERVER_HELLO = 2;
    private static final int TLS_1_2 = 0x0303;
    private static final int WARNING = 1;

    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> secured = new CompletableFuture<>();
    private volatile boolean over;
    private volatile boolean bytesReceived;
    private volatile boolean notTls;
    private volatile boolean oldVersion;
    private volatile boolean closed;
    private volatile OptionalInt alert = OptionalInt.empty();
    private volatile List<ByteString> chain = List.of();
    private volatile Optional<ByteString> stapled = Optional.empty();
    private volatile String protocol = "";
    private volatile String cipherSuite = "";

    /// The TCP connection stands: the client wants to send its ClientHello.
    public void onConnected() {
        connected.complete(null);
    }

    /// The handshake is complete.
    void onSecured(String negotiatedProtocol, String negotiatedSuite) {
        protocol = negotiatedProtocol;
        cipherSuite = negotiatedSuite;
        secured.complete(null);
    }

    /// The peer sent its certificates.
    void onChain(X509Certificate[] certificates) {
        List<ByteString> encoded = new ArrayList<>();
        for (int i = 0; i < Math.min(certificates.length, MAX_CERTIFICATES); i++) {
            try {
                encoded.add(ByteString.copyOf(certificates[i].getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was just decoded cannot be encoded", e);
            }
        }
        chain = List.copyOf(encoded);
    }

    /// The peer stapled an OCSP response for its certificate.
    void onStapled(byte[] response) {
        if (response.length > 0 && response.length <= MAX_STAPLED_OCTETS) {
            stapled = Optional.of(ByteString.copyOf(response));
        }
    }

    /// Records are about to be decoded; `source` starts at a record's first byte and is left as it is.
    void onReceived(ByteBuffer source) {
        int start = source.position();
        if (secured.isDone() || source.remaining() == 0) {
            return;
        }
        int type = source.get(start) & 0xff;
        if (!bytesReceived) {
            bytesReceived = true;
            // RFC 8446 §5.1: content types 20 to 23 with major version 3; anything else as first byte is no TLS record.
            notTls = type < 20 || type > 23 || (source.remaining() > 1 && source.get(start + 1) != 3);
        }
        if (notTls || source.remaining() < RECORD_HEADER) {
            return;
        }
        if (isPlainAlert(source)) {
            int description = source.get(start + RECORD_HEADER + 1) & 0xff;
            if (description == Alert.CLOSE_NOTIFY) {
                closed = true;
            } else if (!isNameWarning(source)) {
                alert = OptionalInt.of(description);
            }
        }
        if (type == HANDSHAKE_RECORD
                && source.remaining() >= RECORD_HEADER + 6
                && source.get(start + RECORD_HEADER) == SERVER_HELLO) {
            oldVersion = (source.getShort(start + RECORD_HEADER + 4) & 0xffff) < TLS_1_2;
        }
    }

    /// Whether the next record is a warning that the server does not know the name and goes on with its default
    /// certificate. RFC 6066 §3 advises against that; TLS libraries of senders pass over it, and JSSE does not.
    boolean isNameWarning(ByteBuffer source) {
        int start = source.position();
        return !secured.isDone()
                && isPlainAlert(source)
                && source.get(start + RECORD_HEADER) == WARNING
                && (source.get(start + RECORD_HEADER + 1) & 0xff) == Alert.UNRECOGNIZED_NAME;
    }

    /// Whether the next record is an alert in the clear: those are two octets long, encrypted ones are longer.
    private static boolean isPlainAlert(ByteBuffer source) {
        int start = source.position();
        return source.remaining() >= RECORD_HEADER + 2
                && (source.get(start) & 0xff) == ALERT_RECORD
                && (source.getShort(start + 3) & 0xffff) == 2;
    }

    /// JSSE could not decode a record, possibly because it was an alert.
    void onFailure(SSLException failure) {
        if (alert.isEmpty()) {
            alert = Alert.in(failure);
        }
    }

    /// The exchange is over: nothing that comes now is read any more.
    public void end() {
        over = true;
    }

    public boolean isOver() {
        return over;
    }

    public CompletableFuture<Void> connected() {
        return connected;
    }

    public CompletableFuture<Void> secured() {
        return secured;
    }

    public boolean notTls() {
        return notTls;
    }

    /// The peer ended the connection in an orderly way (RFC 8446 §6.1) before the handshake was complete.
    public boolean closed() {
        return closed;
    }

    public boolean oldVersion() {
        return oldVersion;
    }

    /// The alert that ended the connection, if the peer sent one.
    public OptionalInt alert() {
        return alert;
    }

    public List<ByteString> chain() {
        return chain;
    }

    /// The OCSP response for the leaf.
    public Optional<ByteString> stapled() {
        return stapled;
    }

    public String protocol() {
        return protocol;
    }

    public String cipherSuite() {
        return cipherSuite;
    }
}
