package dev.shippy.runtime.nats;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the calls of a service instance that are not answered yet, and their bytes, up to a bound. For all threads. */
final class InFlight {

    private static final long POLL_MILLIS = 10;
    private static final int RESERVED = 8;

    private final int most;
    private final long mostBytes;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    InFlight(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** What one method may have of it: the rest is left to others, so that a flood of one does not refuse them all. */
    InFlight share() {
        return new InFlight(most - most / RESERVED, mostBytes);
    }

    /** With a body of so many bytes. */
    boolean tryEnter(int size) {
        boolean fewEnough = calls.incrementAndGet() <= most;
        boolean smallEnough = bytes.addAndGet(size) <= mostBytes;
        if (fewEnough && smallEnough) {
            return true;
        }
        leave(size);
        return false;
    }

    void leave(int size) {
        calls.decrementAndGet();
        bytes.addAndGet(-size);
    }

    int most() {
        return most;
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
