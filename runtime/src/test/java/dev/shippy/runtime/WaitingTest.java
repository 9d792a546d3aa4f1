package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void attemptsUntilOneSucceeds() {
        AtomicInteger attempts = new AtomicInteger();

        String result = Waiting.until(
                        vertx,
                        "a server",
                        Duration.ofSeconds(20),
                        () -> attempts.incrementAndGet() < 3
                                ? Future.failedFuture("not yet")
                                : Future.succeededFuture("there"))
                .await();

        assertEquals("there", result);
        assertEquals(3, attempts.get());
    }

    @Test
    void endsAtOnceWithAPermanentFailure() {
        Future<String> waiting = Waiting.until(
                vertx,
                "a server",
                Duration.ofHours(1),
                () -> Future.failedFuture(new PermanentFailure("the password is wrong", null)));

        assertThrows(PermanentFailure.class, waiting::await);
    }

    /** Pauses have grown to a second by then. */
    @Test
    void makesItsLastAttemptAtTheLimit() {
        long start = System.nanoTime();
        Future<String> waiting =
                Waiting.until(vertx, "a server", Duration.ofMillis(1_600), () -> Future.failedFuture("not yet"));

        assertThrows(Exception.class, waiting::await);
        long millis = (System.nanoTime() - start) / 1_000_000;

        assertTrue(millis >= 1_600 && millis < 2_400, millis + " ms");
    }

    @Test
    void endsWithTheLastFailureWhenTheLimitIsOver() {
        AtomicInteger attempts = new AtomicInteger();
        Future<String> waiting = Waiting.until(
                vertx,
                "a server",
                Duration.ofMillis(250),
                () -> Future.failedFuture(new IllegalStateException("attempt " + attempts.incrementAndGet())));

        IllegalStateException failure = assertThrows(IllegalStateException.class, waiting::await);

        assertTrue(attempts.get() >= 2);
        assertEquals("attempt " + attempts.get(), failure.getMessage());
    }
}
