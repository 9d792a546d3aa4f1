package dev.shippy.runtime.nats;

import java.time.Duration;

/**
 * How many calls of one method may be in flight, so that those who are let in need not stand in a queue. A burst is let in: it
 * goes away by itself. A queue that stays is told from it as CoDel does (RFC 8289): by the least time that any call
 * of an interval took. While that is too long, as many calls are let in as are answered in the time that is wanted (Little's
 * law); once it is not, more and more. For all threads.
 */
final class StandingQueue {

    /** What the quickest call of an interval may take, and what others are then meant to wait. */
    static final Duration TARGET = Duration.ofMillis(50);

    static final Duration INTERVAL = Duration.ofMillis(100);

    /** So many callers that wait for each other's answers are never refused, however slow the method is. */
    static final int LEAST = 32;

    private static final int GROWTH = 8;

    private final int most;
    private final int least;
    private volatile int limit;
    private long intervalStart;
    private long quickest = Long.MAX_VALUE;
    private int answered;

    /** @param most the limit while nobody waits */
    StandingQueue(int most) {
        this.most = most;
        this.least = Math.min(LEAST, most);
        this.limit = most;
    }

    int limit() {
        return limit;
    }

    /**
     * A call was answered.
     *
     * @param now by {@link System#nanoTime()}
     */
    synchronized void answered(long tookNanos, long now) {
        if (answered == 0) {
            intervalStart = now;
        }
        answered++;
        quickest = Math.min(quickest, tookNanos);
        long length = now - intervalStart;
        if (length >= INTERVAL.toNanos()) {
            limit = quickest > TARGET.toNanos() ? shorter(length) : longer();
            answered = 0;
            quickest = Long.MAX_VALUE;
        }
    }

    /** Nothing is in flight any more. */
    synchronized void empty() {
        limit = most;
        answered = 0;
        quickest = Long.MAX_VALUE;
    }

    private int shorter(long length) {
        double inTime = answered * (double) TARGET.toNanos() / length;
        return Math.max(least, Math.min(limit, (int) inTime));
    }

    private int longer() {
        return Math.min(most, limit + Math.max(1, limit / GROWTH));
    }
}
