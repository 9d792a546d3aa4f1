package dev.shippy.user;

import dev.shippy.runtime.Environment;

/**
 * How passwords are hashed.
 *
 * @param cost bcrypt's, 4 to 16; below 10 for tests only
 * @param threads that hash, at least 1
 * @param signUps hashes for sign-ups under way or waiting; one more is refused at once
 * @param logins hashes for logins under way or waiting; one more is refused at once
 */
public record PasswordConfig(int cost, int threads, int signUps, int logins) {

    /**
     * With the cost of 12, a thread hashes three to four a second: as long as only sign-ups or only logins wait, they are hashed well
     * within a call's deadline of two seconds. With eight, those who came last heard that it was too late, and had an account all
     * the same.
     */
    private static final int QUEUED_PER_THREAD = 5;

    private static final int MOST_THREADS = 64;
    private static final int LEAST_COST = 4;
    private static final int LEAST_SAFE_COST = 10;
    private static final int MOST_COST = 16;

    public PasswordConfig {
        if (cost < LEAST_COST || cost > MOST_COST) {
            throw new IllegalArgumentException(
                    "bcrypt's cost is from " + LEAST_COST + " to " + MOST_COST + ", not " + cost);
        }
    }

    /** Whether whoever has a hash soon has its password. */
    boolean isForTestsOnly() {
        return cost < LEAST_SAFE_COST;
    }

    /** Reads BCRYPT_COST, HASH_THREADS, HASH_QUEUE_CREATE and HASH_QUEUE_AUTH. */
    static PasswordConfig from(Environment environment) {
        int spare = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        int threads = environment.integer("HASH_THREADS", Math.min(spare, MOST_THREADS), 1, MOST_THREADS);
        return new PasswordConfig(
                environment.integer("BCRYPT_COST", 12, LEAST_COST, MOST_COST),
                threads,
                environment.integer("HASH_QUEUE_CREATE", threads * QUEUED_PER_THREAD, 1, 10_000),
                environment.integer("HASH_QUEUE_AUTH", threads * QUEUED_PER_THREAD, 1, 10_000));
    }
}
