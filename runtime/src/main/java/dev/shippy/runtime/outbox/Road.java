package dev.shippy.runtime.outbox;

import dev.shippy.runtime.nats.EventPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether events get through to the stream. When several in a row do not, nothing is tried until the stream was seen to be
 * there; then one at a time, until one gets through. For one context.
 */
final class Road {

    private enum State {
        OPEN,
        TRYING,
        CLOSED
    }

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int FAILURES_IN_A_ROW = 3;
    private static final long SAME_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long OTHER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** A nats-server that ran out of disk space stores nothing until it is restarted, and does not say so. */
    private static final String REMEDY = "; if NATS was out of disk space, restart it";

    private final LongSupplier nanoTime;
    private State state = State.CLOSED;
    private int failures;
    /** What the log said last; empty when nothing since events got through. */
    private String told = "";

    private long toldNanos;
    /** Why the last attempt failed; empty after a success. */
    private String obstacle = "";
    /** The stream is there, but does not acknowledge. */
    private boolean isSilent;

    private long silentNanos;

    Road() {
        this(System::nanoTime);
    }

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    Road(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Why events wait, with the remedy if they have waited long; empty after a success. */
    String obstacle() {
        boolean isLong = isSilent && nanoTime.getAsLong() - silentNanos > LONG_NANOS;
        return isLong && !obstacle.isEmpty() ? obstacle + REMEDY : obstacle;
    }

    /** How many may be under way, of so many at most. */
    int room(int most) {
        return switch (state) {
            case OPEN -> most;
            case TRYING -> 1;
            case CLOSED -> 0;
        };
    }

    /** The stream is there. */
    void seen() {
        if (state == State.CLOSED) {
            state = State.TRYING;
        }
    }

    /** The stream is not there, or nobody says so. */
    void notSeen(String why) {
        isSilent = false;
        close(why);
    }

    void passed() {
        failures = 0;
        obstacle = "";
        isSilent = false;
        state = State.OPEN;
        if (!told.isEmpty()) {
            told = "";
            log.info("Events are published again");
        }
    }

    /** One of them may be at fault itself, several are not. */
    void blocked(String why) {
        failures++;
        boolean wasSilent = isSilent;
        isSilent = why.endsWith(EventPublisher.NOT_ACKNOWLEDGED);
        if (!wasSilent) {
            silentNanos = nanoTime.getAsLong();
        }
        if (state != State.OPEN || failures >= FAILURES_IN_A_ROW) {
            close(why);
        }
    }

    private void close(String why) {
        state = State.CLOSED;
        obstacle = why;
        tell(why);
    }

    private void tell(String why) {
        long since = nanoTime.getAsLong() - toldNanos;
        if (told.isEmpty() || since > SAME_AGAIN_NANOS || (!told.equals(why) && since > OTHER_NANOS)) {
            told = why;
            toldNanos = nanoTime.getAsLong();
            log.warn("Events wait in the outbox: {}", obstacle());
        }
    }
}
