package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.Health;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthWatchTest {

    private static final Health ILL = Health.problem("MongoDB does not answer");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger looks = new AtomicInteger();
    private final Queue<Health> told = new ConcurrentLinkedQueue<>();
    private volatile Future<Health> next = Future.succeededFuture(Health.GOOD);
    private final HealthWatch watch = new HealthWatch(onContext(), this::look);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** Strangers may ask, so the check must be cheap. */
    @Test
    void checksOnceForManyCallers() {
        Promise<Health> slow = Promise.promise();
        next = slow.future();
        for (int asker = 0; asker < 100; asker++) {
            watch.tell(told::add);
        }
        await(() -> looks.get() == 1);
        slow.complete(ILL);
        await(() -> told.size() == 100);

        for (int asker = 0; asker < 100; asker++) {
            watch.tell(told::add);
        }

        assertEquals(200, told.size());
        assertTrue(told.stream().allMatch(ILL::equals));
        assertEquals(1, looks.get());
    }

    @Test
    void checksAgainWhenTheHealthIsStale() {
        next = Future.succeededFuture(ILL);
        watch.tell(told::add);
        await(() -> told.size() == 1);
        next = Future.succeededFuture(Health.GOOD);

        await(() -> {
            told.clear();
            watch.tell(told::add);
            return told.contains(Health.GOOD);
        });

        assertTrue(looks.get() >= 2);
    }

    @Test
    void reportsAFailedCheckAsAProblem() {
        next = Future.failedFuture("mongodb://secret@host");

        watch.tell(told::add);

        await(() -> told.size() == 1);
        assertEquals(Health.problem("The health check failed"), told.peek());
    }

    @Test
    void limitsTheWaitingCallers() {
        next = Promise.<Health>promise().future();
        for (int asker = 0; asker < 10_000; asker++) {
            watch.tell(told::add);
        }
        Promise<Void> after = Promise.promise();
        vertx.runOnContext(done -> after.complete());
        after.future().await();

        assertEquals(1, looks.get());
        assertEquals(0, told.size());
    }

    /** A flood must not fill the service's context. */
    @Test
    void answersOnTheCallersThreadWhileACheckHangs() {
        watch.tell(told::add);
        await(() -> told.size() == 1);
        next = Promise.<Health>promise().future();
        await(() -> {
            watch.tell(told::add);
            return looks.get() == 2;
        });
        told.clear();

        for (int asker = 0; asker < 10_000; asker++) {
            watch.tell(told::add);
        }

        assertEquals(10_000, told.size());
        assertEquals(2, looks.get());
    }

    /** While the context is busy, nothing is queued on it but one check. */
    @Test
    void queuesOneTaskForManyCallers() {
        List<Runnable> tasks = new ArrayList<>();
        HealthWatch queueing = new HealthWatch(tasks::add, this::look);

        for (int asker = 0; asker < 10_000; asker++) {
            queueing.tell(told::add);
        }

        assertEquals(1, tasks.size());
    }

    private Executor onContext() {
        Context context = vertx.getOrCreateContext();
        return task -> context.runOnContext(now -> task.run());
    }

    private Future<Health> look() {
        looks.incrementAndGet();
        return next;
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }
}
