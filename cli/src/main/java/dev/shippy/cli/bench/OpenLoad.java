package dev.shippy.cli.bench;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a constant rate, as many independent people do: a request is sent at its time, whatever has become of
 * those before. Latency counts from the time in which a request was meant to be sent, so that a system that stops for a
 * while is seen to have kept all those waiting who came meanwhile.
 */
final class OpenLoad {

    /** More are not sent: the system, or this program, is far behind. */
    static final int MOST_UNDER_WAY = 2_000;

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

        private final Outcomes outcomes = new Outcomes();
        private final Histogram lateness = new Histogram(LONGEST_MICROS, DIGITS);
        private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
        private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

        void send(long number, long meant) {
            lateness.recordValue(Outcomes.micros(time.nanos() - meant));
            if (!room.tryAcquire()) {
                outcomes.fail(1);
                return;
            }
            var unused = asker.ask(number, meant).onComplete(answer -> take(answer, meant));
        }

        private void take(AsyncResult<?> answer, long meant) {
            long now = time.nanos();
            outcomes.take(answer, now - meant);
            if (answer.succeeded()) {
                last.accumulateAndGet(now, Math::max);
            }
            room.release();
        }

        void awaitAll() throws InterruptedException {
            if (!room.tryAcquire(MOST_UNDER_WAY, LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
                outcomes.fail(MOST_UNDER_WAY - room.availablePermits());
            }
        }

        LoadPoint point(double rate, long calls, long start, long end) {
            double seconds = (Math.max(last.get(), end) - start) / 1e9;
            return new LoadPoint(rate, calls, seconds, outcomes, lateness.getValueAtPercentile(99));
        }
    }
}
