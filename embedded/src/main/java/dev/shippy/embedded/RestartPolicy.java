package dev.shippy.embedded;

import java.time.Duration;

/**
 * How a {@link Supervisor} restarts a server.
 *
 * @param first the pause before the first attempt; each further one is twice as long
 * @param longest the longest pause
 * @param attempts attempts in a row
 * @param stable the run time after which the attempts are counted from zero
 * @param roomBytes the free disk space required to restart a server after the disk was full
 * @param roomLimit how long to wait for free space
 */
record RestartPolicy(
        Duration first, Duration longest, int attempts, Duration stable, long roomBytes, Duration roomLimit) {

    static final RestartPolicy NORMAL = new RestartPolicy(
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            5,
            Duration.ofMinutes(1),
            64 * 1024 * 1024,
            Duration.ofHours(1));

    /** The pause before an attempt, from 1. */
    Duration pause(int attempt) {
        Duration pause = first.multipliedBy(1L << Math.min(attempt - 1, 30));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
