package org.stsurvey.scanner.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/// A fixed crew of long-lived virtual threads that take one task after the other.
///
/// So many of them are at work as there are places. A worker keeps its place from one task to the next; one whose
/// task says that it goes on, to where it mostly waits, leaves its place to another worker and takes one again before
/// its next task. The queue between whoever hands out work and the crew is short, so that handing out waits when all
/// are busy; this is what bounds the domains in flight. A crew is ended either by [#finish], which lets all work be
/// done, or by [#close], which interrupts what is under way.
final class Workers implements AutoCloseable {

    /// Something a worker does; it deals with its own failures. An interrupt ends the worker.
    interface Task {

        /// Does it.
        ///
        /// @param goesOn to be called where the task goes on to something that mostly waits
        void run(Runnable goesOn) throws InterruptedException;
    }

    private static final Task LAST = _ -> {
        throw new InterruptedException("no more work");
    };

    /// Enough for the crew to be busy while whoever hands out rests.
    private static final int LEAST_QUEUE = 512;

    private final BlockingQueue<Task> queue;
    private final Semaphore places;
    private final List<Thread> threads = new ArrayList<>();

    /// @param atWork how many are at work at once
    /// @param goneOn how many more may have gone on
    Workers(int atWork, int goneOn) {
        queue = new ArrayBlockingQueue<>(Math.max(LEAST_QUEUE, atWork));
        places = new Semaphore(atWork);
        for (int i = 0; i < atWork + goneOn; i++) {
            threads.add(Thread.ofVirtual().name("worker-" + i).start(new Worker()));
        }
    }

    /// Hands a task to the crew unless it has enough to do.
    ///
    /// @return false if the task was not taken
    boolean offer(Task task) {
        return queue.offer(task);
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

    /// One of the crew.
    private final class Worker implements Runnable {

        private boolean hasPlace;

        @Override
        public void run() {
            try {
                while (true) {
                    takePlace();
                    queue.take().run(this::leavePlace);
                }
            } catch (InterruptedException _) {
                // The crew is ended.
            } finally {
                leavePlace();
            }
        }

        private void takePlace() throws InterruptedException {
            if (!hasPlace) {
                places.acquire();
                hasPlace = true;
            }
        }

        private void leavePlace() {
            if (hasPlace) {
                hasPlace = false;
                places.release();
            }
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
