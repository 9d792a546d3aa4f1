package dev.shippy.runtime.nats;

import dev.shippy.contracts.ServiceException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What discovery tells of an endpoint: complete calls, from arrival to reply, however asynchronous. For all threads. */
final class EndpointStatistics {

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile String lastError = "";

    void record(long durationNanos, @Nullable ServiceException failure) {
        requests.increment();
        nanos.add(durationNanos);
        if (failure != null) {
            errors.increment();
            lastError = failure.code().number() + ":" + Bounds.headerSafe(failure.sentence());
        }
    }

    long requests() {
        return requests.sum();
    }

    long errors() {
        return errors.sum();
    }

    long nanos() {
        return nanos.sum();
    }

    String lastError() {
        return lastError;
    }
}
