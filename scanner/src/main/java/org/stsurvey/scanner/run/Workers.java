package org.stsurvey.scanner.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A fixed crew of long-lived virtual threads that take one task after the other.
///
/// The queue between whoever hands out work and the crew is short, so that handing out waits when all are busy;
/// this is
/// what bounds the domains in flight. A crew is ended either by [#finish], which lets all work be done, or by
/// [#close],
/// which interrupts what is under way.
final class Workers implements AutoCloseable {

    /// Something a worker does; it deals with its own failures. An interrupt ends the worker.
    interface Task {
        void run() throws InterruptedException;
    }

    private static final Task LAST = () -> {
        throw new InterruptedException("no more work");
    };

    private final BlockingQueue<Task> queue;
    private final List<Thread> threads = new ArrayList<>();

    Workers(int count) {
        queue = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().name("worker-" + i).start(this::work));
        }
    }

    /// Hands a task to the crew unless the wait for a free worker takes too long.
    ///
    /// @return false if the task was not taken
    boolean offer(Task task, Duration patience) throws InterruptedException {
        return queue.offer(task, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Waits until all work handed out is done, then ends the crew.
    void finish() throws InterruptedException {
        for (int i = 0; i < threads.size(); i++) {
            queue.put(LAST);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work() {
        try {
            while (true) {
                queue.take().run();
            }
        } catch (InterruptedException _) {
            // The crew is ended.
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
