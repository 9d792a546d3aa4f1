package dev.shippy.runtime.nats;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of a service instance that are not answered yet, up to a bound. For all threads. */
final class InFlight {

    private static final long POLL_MILLIS = 10;

    private final int most;
    private final AtomicInteger calls = new AtomicInteger();

    InFlight(int most) {
        this.most = most;
    }

    boolean tryEnter() {
        if (calls.incrementAndGet() <= most) {
            return true;
        }
        calls.decrementAndGet();
        return false;
    }

    void leave() {
        calls.decrementAndGet();
    }

    int count() {
        return calls.get();
    }

    /** Succeeds once nothing is in flight; fails when the limit is over. */
    Future<Void> drained(Vertx vertx, Duration limit) {
        Promise<Void> drained = Promise.promise();
        long timer = vertx.setPeriodic(0, POLL_MILLIS, id -> {
            if (calls.get() == 0) {
                drained.tryComplete();
            }
        });
        return drained.future()
                .timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
                .onComplete(done -> vertx.cancelTimer(timer))
                .recover(late -> Future.failedFuture(calls.get() + " calls were still in flight at the end"));
    }
}
