package dev.shippy.cli.bench;

import io.vertx.core.AsyncResult;
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

    private final Asker asker;
    private final int callers;
    private final AtomicLong numbers = new AtomicLong();

    /** @param asker may be asked by any thread */
    ClosedLoad(Asker asker, int callers) {
        this.asker = asker;
        this.callers = callers;
    }

    /** Asks for so long and waits for the last answers, at most 10 s. Each caller asks at least once. */
    Answers run(Duration length) throws InterruptedException {
        Answers answers = new Answers(length);
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
        private double seconds;

        private Answers(Duration length) {
            this.length = length.toNanos();
        }

        /** From the first call to the last answer. */
        double seconds() {
            return seconds;
        }

        /** Answers a second. */
        double rate() {
            return outcomes.answered() / seconds;
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

        private void next() {
            long sent = System.nanoTime();
            var unused = asker.ask(numbers.getAndIncrement()).onComplete(answer -> take(answer, sent));
        }

        private void take(AsyncResult<?> answer, long sent) {
            long now = System.nanoTime();
            outcomes.take(answer, now - sent);
            if (now - start < length) {
                next();
            } else {
                ended.countDown();
            }
        }

        private void await() throws InterruptedException {
            boolean all =
                    ended.await(TimeUnit.NANOSECONDS.toMillis(length) + LAST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS);
            if (!all) {
                outcomes.fail(ended.getCount());
            }
            seconds = (System.nanoTime() - start) / 1e9;
        }
    }
}
