package dev.shippy.cli.event;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.nats.StoredMessage;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void keepsTheDistancesOfEvents() throws InterruptedException {
        Pace pace = new Pace();
        long start = System.nanoTime();

        pace.await(storedAt(100_000));
        assertTrue(millisSince(start) < 100, "the first one has nothing to wait for");
        pace.await(storedAt(100_100));
        assertTrue(millisSince(start) >= 100);
        pace.await(storedAt(100_050));
        pace.await(storedAt(100_300));
        assertTrue(millisSince(start) >= 300);
    }

    private static StoredMessage storedAt(long millis) {
        return new StoredMessage("EVENTS", 1, Instant.ofEpochMilli(millis), "user.created", Map.of(), new byte[0]);
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
