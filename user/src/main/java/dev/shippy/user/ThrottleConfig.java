package dev.shippy.user;

import dev.shippy.runtime.Environment;
import java.time.Duration;

/**
 * How guessing passwords is slowed down.
 *
 * @param failures after which an address has to wait, at least 1
 * @param firstWait the first wait; each further failure doubles it
 * @param longestWait its cap
 */
public record ThrottleConfig(int failures, Duration firstWait, Duration longestWait) {

    /** Reads LOGIN_FAILURES, LOGIN_WAIT and LOGIN_WAIT_MOST. */
    static ThrottleConfig from(Environment environment) {
        return new ThrottleConfig(
                environment.integer("LOGIN_FAILURES", 5, 1, 1_000),
                environment.duration("LOGIN_WAIT", Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofHours(1)),
                environment.duration(
                        "LOGIN_WAIT_MOST", Duration.ofMinutes(5), Duration.ofMillis(1), Duration.ofDays(1)));
    }
}
