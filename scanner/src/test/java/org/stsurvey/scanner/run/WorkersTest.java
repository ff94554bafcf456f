package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {

    private static final int TASKS = 2_000;

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void noMoreThanThePlacesAreAtWorkAndEveryTaskIsDone() throws Exception {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Workers workers = new Workers(3, 5)) {
            for (int i = 0; i < TASKS; i++) {
                boolean goes = i % 7 == 0;
                hand(workers, goesOn -> {
                    most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(1_000);
                    atWork.decrementAndGet();
                    if (goes) {
                        goesOn.run();
                        goesOn.run(); // a second time changes nothing
                        LockSupport.parkNanos(1_000);
                    }
                    done.incrementAndGet();
                });
            }
            workers.finish();
        }
        assertThat(done).hasValue(TASKS);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void whoHasGoneOnKeepsNobodyFromWork() throws Exception {
        CountDownLatch fetched = new CountDownLatch(1);
        Semaphore waiting = new Semaphore(0);
        try (Workers workers = new Workers(2, 4)) {
            for (int i = 0; i < 4; i++) {
                hand(workers, goesOn -> {
                    goesOn.run();
                    waiting.release();
                    fetched.await();
                    done.incrementAndGet();
                });
            }
            assertThat(waiting.tryAcquire(4, 20, TimeUnit.SECONDS)).isTrue();
            CountDownLatch others = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                hand(workers, _ -> others.countDown());
            }
            assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(done).hasValue(0);
            fetched.countDown();
            workers.finish();
        }
        assertThat(done).hasValue(4);
    }

    @Test
    void closingInterruptsWhatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Workers workers = new Workers(1, 0)) {
            hand(workers, _ -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
            });
            begun.await();
        }
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void hand(Workers workers, Workers.Task task) {
        while (!workers.offer(task)) {
            Thread.onSpinWait();
        }
    }
}
