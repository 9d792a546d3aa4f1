package dev.shippy.consignment;

import java.time.Duration;

/**
 * How often a caller who waits for another's decision looks again: each pause is twice the one before, up to the longest.
 *
 * @param first more than zero
 * @param longest at least the first
 */
public record Polling(Duration first, Duration longest) {

    public Polling {
        if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("Polling from " + first + " to " + longest);
        }
    }

    Duration after(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }
}
