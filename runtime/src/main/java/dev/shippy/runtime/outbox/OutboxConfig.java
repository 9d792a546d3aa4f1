package dev.shippy.runtime.outbox;

import dev.shippy.runtime.Environment;
import java.time.Duration;

/**
 * How the relay works.
 *
 * @param lease how long whoever took an entry has it to itself
 * @param poll from one look for what is due to the next
 * @param batch at most so many entries are published at a time
 */
public record OutboxConfig(Duration lease, Duration poll, int batch) {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    /** Far below the stream's duplicate window, which catches what two have published. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public OutboxConfig {
        if (lease.toMillis() < 1 || poll.toMillis() < 1 || batch < 1) {
            throw new IllegalArgumentException("The relay needs time and room");
        }
    }

    /** Reads OUTBOX_LEASE, OUTBOX_POLL and OUTBOX_BATCH. */
    public static OutboxConfig from(Environment environment) {
        return new OutboxConfig(
                environment.duration("OUTBOX_LEASE", Duration.ofSeconds(5), SHORTEST, LONGEST),
                environment.duration("OUTBOX_POLL", Duration.ofSeconds(1), SHORTEST, LONGEST),
                environment.integer("OUTBOX_BATCH", 100, 1, 1_000));
    }
}
