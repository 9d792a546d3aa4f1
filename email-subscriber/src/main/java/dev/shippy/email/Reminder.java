package dev.shippy.email;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says when something that goes on is worth another line in the log: at its beginning, then once a minute. For one context. */
final class Reminder {

    static final Duration PERIOD = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private boolean goesOn;
    private long saidNanos;

    Reminder(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether to log it now. */
    boolean isDue() {
        long now = nanoTime.getAsLong();
        if (goesOn && now - saidNanos < PERIOD.toNanos()) {
            return false;
        }
        goesOn = true;
        saidNanos = now;
        return true;
    }

    /** It has ended. @return whether anything was logged of it */
    boolean end() {
        boolean said = goesOn;
        goesOn = false;
        return said;
    }
}
