package dev.shippy.contracts;

import java.time.Clock;
import java.time.Duration;

/**
 * The moment after which nothing may be started for a call.
 *
 * @param unixMillis Unix time in milliseconds
 */
public record Deadline(long unixMillis) {

    public static Deadline in(Duration duration, Clock clock) {
        return new Deadline(clock.millis() + duration.toMillis());
    }

    public boolean isPast(Clock clock) {
        return clock.millis() >= unixMillis;
    }

    /** What is left, never negative. */
    public Duration remaining(Clock clock) {
        return Duration.ofMillis(Math.max(0, unixMillis - clock.millis()));
    }

    public Deadline earlierOf(Deadline other) {
        return unixMillis <= other.unixMillis ? this : other;
    }
}
