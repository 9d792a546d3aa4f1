package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.NatsPasswords;
import io.nats.client.Connection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a service's connection comes back, when it never will, and what it does while the server stalls. */
class LostConnectionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void isLostWhenTheServerNoLongerTakesItsLogin(@TempDir Path folder) {
        EmbeddedNats before = EmbeddedNats.start(folder);
        Nats nats = Nats.connect(vertx, Wire.config(before, "vessel", Map.of())).await();
        Future<Void> lost = nats.lost();
        before.close();

        EmbeddedNats after = EmbeddedNats.in(folder)
                .port(before.port())
                .passwords(NatsPasswords.random())
                .start();
        try {
            Awaitility.await().atMost(PATIENCE).until(lost::failed);

            assertTrue(lost.cause().toString().contains("NATS refuses the user vessel"), lost.toString());
            assertTrue(nats.check().failed());
        } finally {
            after.close();
        }
    }

    @Test
    void isNotLostWhenTheServerComesBack(@TempDir Path folder) {
        try (EmbeddedNats server = EmbeddedNats.start(folder)) {
            Nats nats =
                    Nats.connect(vertx, Wire.config(server, "vessel", Map.of())).await();
            Future<Void> lost = nats.lost();

            server.kill();
            Awaitility.await().atMost(PATIENCE).until(() -> nats.check().failed());
            server.restart();
            Awaitility.await().atMost(PATIENCE).until(() -> nats.check().succeeded());
            assertFalse(lost.isComplete());

            nats.drain().await();
            // It is told of on a thread of its own.
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> !lost.isComplete());
        }
    }

    /** Whoever asks is an event loop, and the connection's writer is in the middle of a write that does not end. */
    @Test
    void neverWaitsForAServerThatDoesNotRead(@TempDir Path folder) {
        try (EmbeddedNats server = EmbeddedNats.start(folder)) {
            NatsLink link = connect(server);
            server.pause();

            long longest = fill(link);

            assertFalse(link.isWritable());
            assertTrue(longest < Duration.ofMillis(500).toNanos(), longest + " ns");
            // The client gives the connection up, and makes a new one as soon as somebody answers.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> link.connection().getStatus() != Connection.Status.CONNECTED);
            server.resume();
            Awaitility.await().atMost(PATIENCE).until(link::isWritable);
            link.close().await();
        }
    }

    /** So that the answer to what is taken on finds room in the outgoing queue. */
    @Test
    void waitsForRoomWhileTheServerStalls(@TempDir Path folder) {
        try (EmbeddedNats server = EmbeddedNats.start(folder)) {
            NatsLink link = connect(server);
            server.pause();
            // The sockets take some megabytes after all.
            Awaitility.await().atMost(PATIENCE).during(Duration.ofMillis(300)).until(() -> {
                fill(link);
                return !link.isWritable();
            });

            link.awaitRoom();
            assertFalse(link.isWritable(), "it waits no longer than its limit");

            vertx.timer(200, TimeUnit.MILLISECONDS).onComplete(due -> server.resume());
            link.awaitRoom();
            assertTrue(link.isWritable(), "it has waited for room");
            link.close().await();
        }
    }

    private NatsLink connect(EmbeddedNats server) {
        return NatsLink.connect(vertx, server.url(), "customer", "", PATIENCE).await();
    }

    /** More than the sockets take and than what may wait. Returns how long the longest question took, in nanoseconds. */
    @CanIgnoreReturnValue
    private static long fill(NatsLink link) {
        byte[] body = new byte[60_000];
        long longest = 0;
        boolean writable = true;
        for (int n = 0; n < 2_000 && writable; n++) {
            link.publish("vessel.v1.FindAvailable", null, null, body);
            long asked = System.nanoTime();
            writable = link.isWritable();
            longest = Math.max(longest, System.nanoTime() - asked);
        }
        return longest;
    }
}
