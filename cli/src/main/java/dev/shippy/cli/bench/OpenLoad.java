package dev.shippy.cli.bench;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a constant rate, as many independent people do: a request is sent at its time, whatever has become of
 * those before. Latency counts from the time in which a request was meant to be sent, so that a system that stops for a
 * while is seen to have kept all those waiting who came meanwhile.
 */
final class OpenLoad {

    /** More are not sent: the system, or this program, is far behind. */
    static final int MOST_UNDER_WAY = 2_000;

    private static final Set<ErrorCode> REFUSALS =
            EnumSet.of(ErrorCode.RESOURCE_EXHAUSTED, ErrorCode.FAILED_PRECONDITION);
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;
    private static final long LAST_ANSWERS_SECONDS = 10;

    private final Asker asker;
    private final Timetable time;

    OpenLoad(Asker asker, Timetable time) {
        this.asker = asker;
        this.time = time;
    }

    /** Sends requests for so long and waits for the last answers, at most 10 s. At least one is sent. */
    LoadPoint run(double rate, Duration length) throws InterruptedException {
        long calls = Math.max(1, Math.round(rate * length.toNanos() / 1e9));
        Answers answers = new Answers();
        long start = time.nanos();
        for (long number = 0; number < calls; number++) {
            long meant = start + (long) (number * 1e9 / rate);
            time.await(meant);
            answers.send(number, meant);
        }
        answers.awaitAll();
        return answers.point(rate, calls, start, start + length.toNanos());
    }

    private final class Answers {

        private final Histogram latencies = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
        private final Histogram lateness = new Histogram(LONGEST_MICROS, DIGITS);
        private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
        private final LongAdder refused = new LongAdder();
        private final LongAdder errors = new LongAdder();
        private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

        void send(long number, long meant) {
            lateness.recordValue(microsSince(meant, time.nanos()));
            if (!room.tryAcquire()) {
                errors.increment();
                return;
            }
            var unused = asker.ask(number).onComplete(answer -> take(answer, meant));
        }

        private void take(AsyncResult<?> answer, long meant) {
            long now = time.nanos();
            if (answer.succeeded()) {
                latencies.recordValue(microsSince(meant, now));
                last.accumulateAndGet(now, Math::max);
            } else if (answer.cause() instanceof ServiceException failure && REFUSALS.contains(failure.code())) {
                refused.increment();
            } else {
                errors.increment();
            }
            room.release();
        }

        void awaitAll() throws InterruptedException {
            if (!room.tryAcquire(MOST_UNDER_WAY, LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
                errors.add(MOST_UNDER_WAY - room.availablePermits());
            }
        }

        LoadPoint point(double rate, long calls, long start, long end) {
            double seconds = (Math.max(last.get(), end) - start) / 1e9;
            return new LoadPoint(
                    rate,
                    calls,
                    seconds,
                    latencies.getTotalCount(),
                    refused.sum(),
                    errors.sum(),
                    new Percentiles(percentile(50), percentile(90), percentile(99), percentile(99.9)),
                    lateness.getValueAtPercentile(99),
                    Map.of());
        }

        private double percentile(double which) {
            return latencies.getValueAtPercentile(which);
        }

        private long microsSince(long earlier, long now) {
            return Math.min(LONGEST_MICROS, Math.max(0, now - earlier) / 1000);
        }
    }
}
