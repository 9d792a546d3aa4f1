package dev.shippy.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The short pauses between two looks at something that another process will do. */
final class Pause {

    private static final long NANOS = Duration.ofMillis(10).toNanos();

    private Pause() {}

    static void briefly() {
        LockSupport.parkNanos(NANOS);
    }

    /** Looks until the condition holds; returns whether it did within the limit. Ends early when interrupted. */
    static boolean until(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            briefly();
        }
        return true;
    }
}
