package dev.shippy.email;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Decides when an ongoing condition is logged: when it begins, then once a minute. For one context. */
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

    /** The condition has ended. @return whether it was logged */
    boolean end() {
        boolean said = goesOn;
        goesOn = false;
        return said;
    }
}
