package dev.shippy.embedded;

import java.time.Duration;

/**
 * How a {@link Supervisor} restarts a server.
 *
 * @param first the pause before the first attempt; each further one is twice as long
 * @param attempts attempts in a row, a few
 * @param stable the run time after which the attempts are counted from zero
 * @param roomBytes the free disk space required to restart a server after the disk was full
 * @param roomLimit how long to wait for free space
 */
record RestartPolicy(Duration first, int attempts, Duration stable, long roomBytes, Duration roomLimit) {

    /** A start needs at most so many times {@link #roomBytes}. */
    private static final int MOST_ROOM = 4;

    static final RestartPolicy NORMAL =
            new RestartPolicy(Duration.ofMillis(200), 5, Duration.ofMinutes(1), 64 * 1024 * 1024, Duration.ofHours(1));

    /** The pause before an attempt, from 1. */
    Duration pause(int attempt) {
        return first.multipliedBy(1L << (attempt - 1));
    }

    /** With so much free space, a start does not fail for lack of it. */
    long plentyBytes() {
        return MOST_ROOM * roomBytes;
    }
}
