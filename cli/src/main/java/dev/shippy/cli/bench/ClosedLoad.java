package dev.shippy.cli.bench;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** So many callers, each of which asks again as soon as it has its answer. */
final class ClosedLoad {

    private static final long LAST_ANSWERS_MILLIS = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Asker asker;
    private final int callers;
    private final AtomicLong numbers = new AtomicLong();

    /** @param asker may be asked by any thread */
    ClosedLoad(Asker asker, int callers) {
        this.asker = asker;
        this.callers = callers;
    }

    /** Asks for so long and waits for the last answers, at most 10 s. */
    Answers run(Duration length) throws InterruptedException {
        return run(new Answers(length, Long.MAX_VALUE));
    }

    /** Asks so many times, which may take a minute. */
    Answers run(long calls) throws InterruptedException {
        return run(new Answers(LONGEST, calls));
    }

    private Answers run(Answers answers) throws InterruptedException {
        for (int caller = 0; caller < callers; caller++) {
            answers.next();
        }
        answers.await();
        return answers;
    }

    /** What comes back in one run. */
    final class Answers {

        private final Outcomes outcomes = new Outcomes();
        private final CountDownLatch ended = new CountDownLatch(callers);
        private final long start = System.nanoTime();
        private final long length;
        private final AtomicLong left;
        private final AtomicLong last = new AtomicLong(start);

        private Answers(Duration length, long calls) {
            this.length = length.toNanos();
            this.left = new AtomicLong(calls);
        }

        /** How many had the answer that was asked for. */
        long answered() {
            return outcomes.answered();
        }

        /** From the first call to the last answer. */
        double seconds() {
            return (last.get() - start) / 1e9;
        }

        /** Answers a second. */
        double rate() {
            return outcomes.answered() / Math.max(1e-9, seconds());
        }

        /**
         * As a run of a pair.
         *
         * @param used seconds of CPU by process
         */
        Measured measured(Map<String, Double> used) {
            Map<String, Double> cpu = new TreeMap<>(used);
            cpu.replaceAll((process, time) -> time * 1000 / Math.max(1, outcomes.answered()));
            Optional<NatsBenchOutput> figures = outcomes.answered() == 0
                    ? Optional.empty()
                    : Optional.of(new NatsBenchOutput(rate(), outcomes.latencies()));
            return new Measured(figures, (int) outcomes.errors(), (int) outcomes.refused(), cpu);
        }

        /** In a loop, since what has failed at once, as without a connection, would go deeper and deeper. */
        private void next() {
            while (System.nanoTime() - start < length && left.getAndDecrement() > 0) {
                long sent = System.nanoTime();
                Future<?> answer = asker.ask(numbers.getAndIncrement());
                if (!answer.isComplete()) {
                    var unused = answer.onComplete(later -> {
                        take(later, sent);
                        next();
                    });
                    return;
                }
                take(answer, sent);
            }
            ended.countDown();
        }

        private void take(AsyncResult<?> answer, long sent) {
            long now = System.nanoTime();
            outcomes.take(answer, now - sent);
            last.accumulateAndGet(now, Math::max);
        }

        private void await() throws InterruptedException {
            boolean all =
                    ended.await(TimeUnit.NANOSECONDS.toMillis(length) + LAST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS);
            if (!all) {
                outcomes.fail(ended.getCount());
            }
        }
    }
}
