package dev.shippy.cli.event;

import dev.shippy.runtime.nats.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an event's turn is, if events shall come at the distances in which they were stored. The server could keep the pace, too,
 * but says nothing between two events, and so could not be told from one that is lost.
 */
final class Pace {

    private @Nullable Instant first;
    private long startNanos;

    void await(StoredMessage event) throws InterruptedException {
        if (first == null) {
            first = event.storedAt();
            startNanos = System.nanoTime();
        }
        long dueNanos = startNanos + Duration.between(first, event.storedAt()).toNanos();
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }
}
