package dev.shippy.cli.bench;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.AsyncResult;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what becomes of calls, and how long they took. For all threads. */
final class Outcomes {

    private static final Set<ErrorCode> REFUSALS =
            EnumSet.of(ErrorCode.RESOURCE_EXHAUSTED, ErrorCode.FAILED_PRECONDITION);
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    private final Histogram answered = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final Histogram refused = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final LongAdder errors = new LongAdder();

    /** One more, which took so long. */
    void take(AsyncResult<?> answer, long nanos) {
        if (answer.succeeded()) {
            answered.recordValue(micros(nanos));
        } else if (answer.cause() instanceof ServiceException failure && REFUSALS.contains(failure.code())) {
            refused.recordValue(micros(nanos));
        } else {
            errors.increment();
        }
    }

    /** Some that had no answer, or were not sent. */
    void fail(long calls) {
        errors.add(calls);
    }

    /** With what was asked for. */
    long answered() {
        return answered.getTotalCount();
    }

    /** With a code that says that it is too much, or that there is no room. */
    long refused() {
        return refused.getTotalCount();
    }

    /** Everything else. */
    long errors() {
        return errors.sum();
    }

    Percentiles latencies() {
        return percentiles(answered);
    }

    Percentiles refusals() {
        return percentiles(refused);
    }

    static long micros(long nanos) {
        return Math.min(LONGEST_MICROS, Math.max(0, nanos) / 1000);
    }

    private static Percentiles percentiles(Histogram latencies) {
        return new Percentiles(
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(90),
                latencies.getValueAtPercentile(99),
                latencies.getValueAtPercentile(99.9));
    }
}
