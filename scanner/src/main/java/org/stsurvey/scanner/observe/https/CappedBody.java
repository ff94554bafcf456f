package org.stsurvey.scanner.observe.https;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.stsurvey.scanner.observation.ByteString;

/// Reads a response's body up to a limit and keeps what has come so far, however the exchange ends.
///
/// The JDK hands a body over only when it is whole; a body that stalls, drips or never ends has to be read from
/// here.
/// Written to by the HTTP client's threads, one at a time, read by the fetching thread.
final class CappedBody implements BodySubscriber<Void> {

    /// RFC 8461 §3.3: "a suggested maximum policy size is 64 kilobytes".
    static final int MAX_POLICY_OCTETS = 65_536;

    /// Of a body that cannot be a policy, enough to recognise a challenge page.
    static final int MAX_OTHER_OCTETS = 2_048;

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile Optional<ResponseInfo> head = Optional.empty();
    private volatile boolean overLimit;
    private volatile Optional<Subscription> subscription = Optional.empty();

    /// A handler that notes the response's head and then reads its body into this.
    BodyHandler<Void> handler() {
        return responseInfo -> {
            head = Optional.of(responseInfo);
            return this;
        };
    }

    /// The status line and headers, once they have come.
    Optional<ResponseInfo> head() {
        return head;
    }

    /// What has been received so far, at most the limit.
    synchronized ByteString bytes() {
        return ByteString.copyOf(bytes.toByteArray());
    }

    /// Whether as much was read as ever is, so that what became of the rest does not matter.
    boolean isFull() {
        return overLimit;
    }

    /// Whether more was sent than is read of a policy.
    boolean isPolicyOverLimit() {
        return overLimit && isPolicy();
    }

    private boolean isPolicy() {
        return head.filter(info -> info.statusCode() == 200).isPresent();
    }

    private int limit() {
        return isPolicy() ? MAX_POLICY_OCTETS : MAX_OTHER_OCTETS;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = Optional.of(subscription);
        Optional<String> length = head.flatMap(info -> info.headers().firstValue("content-length"));
        if (length.isPresent() && !length.get().strip().chars().allMatch(c -> c >= '0' && c <= '9')) {
            // RFC 9112 §6.3: an invalid Content-Length is an unrecoverable error; the JDK reads on for a negative one.
            done.completeExceptionally(new ProtocolException("Content-Length is not a number of octets"));
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (!overLimit) {
                take(buffer);
            }
        }
        if (overLimit) {
            done.complete(null);
            subscription.ifPresent(Subscription::cancel);
        }
    }

    private synchronized void take(ByteBuffer buffer) {
        int room = limit() - bytes.size();
        byte[] chunk = new byte[Math.min(room, buffer.remaining())];
        overLimit = buffer.remaining() > room;
        buffer.get(chunk);
        bytes.writeBytes(chunk);
    }

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }
}
