package org.stsurvey.scanner.observe.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Exchanges that go out together and are waited for once.
///
/// Filled by one thread, handed to the loop through its [Mailbox], and waited for by the same thread. The loop
/// alone counts what is missing; `landed` is what passes all that it wrote back to the waiting thread, and is
/// set before that thread is woken, so a wake-up cannot be missed.
final class Flight implements Exchange.Landing {

    private final Thread waiter = Thread.currentThread();
    private final List<Exchange> exchanges = new ArrayList<>(4);
    private int missing;
    private volatile boolean over;
    private volatile boolean failed;

    void add(Exchange exchange) {
        exchanges.add(exchange);
        missing++;
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    boolean isEmpty() {
        return exchanges.isEmpty();
    }

    @Override
    public boolean landed(Exchange exchange) {
        missing--;
        return missing == 0;
    }

    /// Lets the waiting thread go on, once the last exchange has landed.
    void end() {
        over = true;
        LockSupport.unpark(waiter);
    }

    /// Lets the waiting thread know that there will be no outcome.
    void fail() {
        failed = true;
        LockSupport.unpark(waiter);
    }

    /// Waits until every exchange has its outcome.
    ///
    /// @throws IllegalStateException if the loop came to an end before
    /// @throws InterruptedException if the thread is interrupted; the loop lets the exchanges come to nothing
    void await() throws InterruptedException {
        while (!over) {
            if (failed) {
                throw new IllegalStateException("the DNS engine is closed");
            }
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for DNS");
            }
        }
    }
}
