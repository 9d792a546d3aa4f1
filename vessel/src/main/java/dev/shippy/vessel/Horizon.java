package dev.shippy.vessel;

import java.time.Duration;

/**
 * From which change on the store is read again. Changes carry the store's time, and may be seen a little later than it says: each
 * look goes back to where the look before began, by the store's clock, less a margin, as long as that is before the latest change
 * that was seen. So nothing is missed that shows within the margin, and once nothing happens nothing is read again.
 */
final class Horizon {

    private final long marginMillis;
    private long latest;
    private long latestReadNanos;
    private long from;

    /**
     * Before the first look.
     *
     * @param latest time of the latest change there is, Unix milliseconds
     * @param nowNanos when that was read, {@link System#nanoTime}
     * @param margin how late a change may show
     */
    Horizon(long latest, long nowNanos, Duration margin) {
        this.marginMillis = margin.toMillis();
        this.latest = latest;
        this.latestReadNanos = nowNanos;
        this.from = latest - marginMillis;
    }

    /** The time, Unix milliseconds, of the first change that the next look is to read. */
    long from() {
        return from;
    }

    /**
     * After a look that read everything.
     *
     * @param newest time of the latest change in it, 0 for none
     */
    void looked(long newest, long beganNanos, long endedNanos) {
        long sinceLatest = Duration.ofNanos(beganNanos - latestReadNanos).toMillis();
        from = latest - Math.max(0, marginMillis - Math.max(0, sinceLatest));
        if (newest > latest) {
            latest = newest;
            latestReadNanos = endedNanos;
        }
    }
}
