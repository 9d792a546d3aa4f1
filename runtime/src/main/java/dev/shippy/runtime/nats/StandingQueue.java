package dev.shippy.runtime.nats;

import java.time.Duration;

/**
 * How many calls of one method may be in flight, so that those who are let in need not stand in a queue. A burst is let in: it
 * goes away by itself. A queue that stays is told from it as CoDel does (RFC 8289): by the least time that any call
 * of an interval took. While that is much longer than a call takes that does not wait, as many calls are let in as are answered in the time that is wanted (Little's
 * law); once it is not, more and more. For all threads.
 */
final class StandingQueue {

    /** How much longer the quickest call of an interval may take than one that does not wait. */
    static final Duration TARGET = Duration.ofMillis(50);

    static final Duration INTERVAL = Duration.ofMillis(100);

    /** So many callers that wait for each other's answers are never refused, however slow the method is. */
    static final int LEAST = 64;

    private static final int GROWTH = 8;
    /** Of what a call takes without a queue, an interval: when all that it needs has become slower, it is twice as much in a minute. */
    private static final int RISE = 1_024;

    private final int most;
    private final int least;
    private volatile int limit;
    private long intervalStart;
    private long quickest = Long.MAX_VALUE;
    private int answered;
    /** The quickest call so far: it hardly waited. */
    private long unloaded = Long.MAX_VALUE / 2;

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
            unloaded = Math.min(unloaded, quickest);
            long wanted = unloaded + TARGET.toNanos();
            if (quickest > wanted) {
                limit = shorter(length, wanted);
                unloaded += unloaded / RISE;
            } else {
                limit = longer();
            }
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

    private int shorter(long length, long wanted) {
        double inTime = answered * (double) wanted / length;
        return Math.max(least, Math.min(limit, (int) inTime));
    }

    private int longer() {
        return Math.min(most, limit + Math.max(1, limit / GROWTH));
    }
}
