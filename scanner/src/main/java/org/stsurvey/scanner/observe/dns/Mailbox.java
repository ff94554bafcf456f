package org.stsurvey.scanner.observe.dns;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Hands flights from many threads to the loop, and wakes it if it sleeps.
///
/// The wake-up costs a system call, so it is made only when the loop has said that it goes to sleep. No flight
/// is left lying: a sender puts its flight in first and then looks whether the loop sleeps, the loop says first
/// that it sleeps and then looks for flights; whichever comes later sees the other's.
final class Mailbox {

    private final Queue<Flight> flights = new ConcurrentLinkedQueue<>();
    private final Runnable wake;
    private volatile boolean sleeping;

    /// @param wake makes the loop's sleep end, also if it is about to begin
    Mailbox(Runnable wake) {
        this.wake = wake;
    }

    void put(Flight flight) {
        flights.add(flight);
        if (sleeping) {
            sleeping = false;
            wake.run();
        }
    }

    /// Takes everything that has come, on the loop's thread.
    void drainTo(Consumer<Flight> taker) {
        for (Flight flight = flights.poll(); flight != null; flight = flights.poll()) {
            taker.accept(flight);
        }
    }

    /// The loop is about to sleep; false if it must not, because something has come.
    boolean goToSleep() {
        sleeping = true;
        if (flights.isEmpty()) {
            return true;
        }
        sleeping = false;
        return false;
    }

    /// The loop has slept.
    void awake() {
        sleeping = false;
    }
}
