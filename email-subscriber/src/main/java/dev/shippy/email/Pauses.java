package dev.shippy.email;

import java.time.Duration;

/**
 * How long to wait for what.
 *
 * @param firstProbe from the failure of a server to the first look whether it is back
 * @param longestProbe between two looks; each pause is twice the one before
 * @param longestTrial as {@link #longestProbe}, while the server answers and yet takes no mail
 * @param away after how long an event comes again that met a server which is away
 */
record Pauses(Duration firstProbe, Duration longestProbe, Duration longestTrial, Duration away) {

    static final Pauses NORMAL =
            new Pauses(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(10));

    /** Well below the time within which a server's return is to be noticed. */
    private static final int LONGEST_SILENCE_FACTOR = 6;

    private static final int[] RETRY_SECONDS = {1, 2, 5, 10, 20, 30, 60};

    /** After a mail whose fate is not known so many times, from 1: others are tried meanwhile. */
    Duration afterSilence(int times) {
        return away.multipliedBy(Math.min(1L << Math.min(times - 1, 3), LONGEST_SILENCE_FACTOR));
    }

    /** From one counted attempt, from 1, to the next. */
    static Duration afterAttempt(int attempt) {
        return Duration.ofSeconds(RETRY_SECONDS[Math.min(Math.max(attempt, 1), RETRY_SECONDS.length) - 1]);
    }
}
