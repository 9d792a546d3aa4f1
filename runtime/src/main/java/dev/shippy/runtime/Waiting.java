package dev.shippy.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for what a service needs, so that services and servers may be started in any order. */
public final class Waiting {

    private static final Logger log = LoggerFactory.getLogger(Waiting.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Waiting() {}

    /**
     * Attempts until an attempt succeeds, with pauses that grow from 100 ms to 1 s. Logs at most one line a second, without a
     * stack trace. Ends with a {@link PermanentFailure}.
     *
     * @param what what is waited for, as the log names it; without passwords
     * @param limit when the waiting ends
     * @return the first success; the last failure when the limit is over
     */
    public static <T> Future<T> until(Vertx vertx, String what, Duration limit, Supplier<Future<T>> attempt) {
        return until(vertx, what, limit, attempt, failure -> false);
    }

    /**
     * As {@link #until(Vertx, String, Duration, Supplier)}, and also ends with a failure that waiting cannot fix.
     *
     * @param forGood tells such a failure
     */
    public static <T> Future<T> until(
            Vertx vertx, String what, Duration limit, Supplier<Future<T>> attempt, Predicate<Throwable> forGood) {
        return new Wait<>(vertx, what, System.nanoTime() + limit.toNanos(), attempt, forGood)
                .attempt(FIRST_PAUSE_MILLIS);
    }

    private static final class Wait<T> {
        private final Vertx vertx;
        private final String what;
        private final long endNanos;
        private final Supplier<Future<T>> attempt;
        private final Predicate<Throwable> forGood;
        private final long startNanos = System.nanoTime();
        private long loggedNanos = startNanos - LOG_EVERY_NANOS;

        Wait(Vertx vertx, String what, long endNanos, Supplier<Future<T>> attempt, Predicate<Throwable> forGood) {
            this.vertx = vertx;
            this.what = what;
            this.endNanos = endNanos;
            this.attempt = attempt;
            this.forGood = forGood;
        }

        Future<T> attempt(long pauseMillis) {
            return attempt.get().recover(failure -> again(failure, pauseMillis));
        }

        private Future<T> again(Throwable failure, long pauseMillis) {
            if (System.nanoTime() - endNanos >= 0 || failure instanceof PermanentFailure || forGood.test(failure)) {
                return Future.failedFuture(failure);
            }
            logSeldom(failure);
            // The last attempt is at the end of the limit, so that a caller with the same limit gets its reason.
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()) + 1;
            return vertx.timer(Math.max(1, Math.min(pauseMillis, leftMillis)), TimeUnit.MILLISECONDS)
                    .compose(fired -> attempt(Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS)));
        }

        private void logSeldom(Throwable failure) {
            long now = System.nanoTime();
            if (now - loggedNanos < LOG_EVERY_NANOS) {
                return;
            }
            loggedNanos = now;
            log.info(
                    "Waiting for {} ({} s): {}",
                    what,
                    TimeUnit.NANOSECONDS.toSeconds(now - startNanos),
                    reason(failure));
        }

        private static String reason(Throwable failure) {
            String message = failure.getMessage();
            return message == null
                    ? failure.getClass().getSimpleName()
                    : message.lines().findFirst().orElse("");
        }
    }
}
