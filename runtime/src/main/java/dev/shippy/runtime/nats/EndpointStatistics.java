package dev.shippy.runtime.nats;

import dev.shippy.contracts.ServiceException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What discovery tells of an endpoint: complete calls, from arrival to reply, however asynchronous. For all threads. */
final class EndpointStatistics {

    private static final int FIRST_FAULT = 500;

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile String lastError = "";

    void record(long durationNanos, @Nullable ServiceException failure) {
        requests.increment();
        nanos.add(durationNanos);
        if (failure != null) {
            errors.increment();
            if (failure.code().number() < FIRST_FAULT) {
                refused.increment();
            }
            lastError = failure.code().number() + ":" + Bounds.headerSafe(failure.sentence());
        }
    }

    long requests() {
        return requests.sum();
    }

    long errors() {
        return errors.sum();
    }

    /** The errors caused by the request or by overload. */
    long refused() {
        return refused.sum();
    }

    long nanos() {
        return nanos.sum();
    }

    String lastError() {
        return lastError;
    }
}
